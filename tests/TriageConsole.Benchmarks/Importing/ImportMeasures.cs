using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Telemetry.Containers;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Features.Headless;
using TriageConsole.Web.Features.Imports.Pipeline;

namespace TriageConsole.Benchmarks.Importing;

/// <summary>
/// Whole imports (read, merge, store, detect) against what they are compared with, in one run on one machine: ratios are
/// what is meant, the times are only how they come about.
/// </summary>
internal static class ImportMeasures
{
    private const int Hosts = 50;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("triage-measure-");
        try
        {
            await WarmUpAsync(folder.FullName);

            // All but the large one where nothing is named.
            if (arguments is [] || arguments.Contains("ndjson"))
                await NdjsonAsync(folder.FullName, Count(arguments) ?? 400_000);
            if (arguments is [] || arguments.Contains("files"))
                await SmallFilesAsync(folder.FullName, 1_000);
            if (arguments is [] || arguments.Contains("evtx"))
                await EvtxMeasures.RunAsync(folder.FullName, ImportAsync);
            if (arguments.Contains("rollups"))
                await RollUpMeasures.RunAsync(folder.FullName, Count(arguments) ?? 100_000, Write, ImportAsync);
            if (arguments.Contains("hunt"))
                await HuntAsync(folder.FullName, Count(arguments) ?? 1_000_000);
            if (arguments.Contains("large"))
                await new LargeMeasures(folder.FullName, arguments.FirstOrDefault(a => Path.IsPathFullyQualified(a))).RunAsync(Count(arguments) ?? 5_000_000, 200_000);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static int? Count(string[] arguments) =>
        arguments.Select(a => int.TryParse(a, CultureInfo.InvariantCulture, out var count) ? count : (int?)null).FirstOrDefault(count => count is > 0);

    // A console that runs has its code compiled; a bare insert has next to none.
    private static async Task WarmUpAsync(string folder)
    {
        var file = Path.Combine(folder, "warm.ndjson");
        Write(file, 0, 40_000);
        await using var scratch = new ScratchConsole();
        await ImportAsync(scratch, file);
        Console.WriteLine("  (warm)");
    }

    private static async Task NdjsonAsync(string folder, int processes)
    {
        var file = Path.Combine(folder, "estate.ndjson");
        Write(file, 0, processes);
        await using var scratch = new ScratchConsole();
        var import = await ImportAsync(scratch, file);
        Say("ndjson import", import, processes);
        var database = Path.Combine(scratch.Folder, "scratch.db");
        var bare = await BareInsert.RunAsync(database, Path.Combine(folder, "bare.db"));
        Say("bare insert", bare, processes);
        Ratio("import rate / bare insert rate (wanted >= 0.5)", bare, import);
        var tables = Path.Combine(folder, "tables.db");
        using (var made = TriageDatabase.Open("sqlite", $"Data Source={tables}"))
            await made.MigrateAsync(CancellationToken.None);
        SqliteConnection.ClearAllPools();
        if (Python("tables.py", file, tables) is { } python && Python("insert.py", file, Path.Combine(folder, "python.db")) is { } plain)
        {
            Say("python into the same tables", python, processes);
            Ratio("import rate / python rate into the same tables (wanted >= 8)", python, import);
            Say("python into one table of texts without an index", plain, processes);
            Ratio("import rate / python rate into that", plain, import);
        }

        Size(scratch, processes);
    }

    private static async Task SmallFilesAsync(string folder, int files)
    {
        var drop = Directory.CreateDirectory(Path.Combine(folder, "drop")).FullName;
        for (var i = 0; i < files; i++)
            Write(Path.Combine(drop, FormattableString.Invariant($"part-{i:D4}.ndjson")), i * 10, 10);
        var whole = Path.Combine(folder, "whole.ndjson");
        Write(whole, 0, files * 10);
        await using var many = new ScratchConsole();
        await using var one = new ScratchConsole();
        var alone = await ImportAsync(one, whole);
        var time = await ImportAsync(many, drop);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files} files of 10: {time.TotalSeconds:0.00} s, as one file {alone.TotalSeconds:0.00} s; {(time - alone).TotalMilliseconds / files:0.00} ms a file (wanted < 15)"));
    }

    private static async Task HuntAsync(string folder, int stored)
    {
        var file = Path.Combine(folder, "hunt.ndjson");
        Write(file, 0, stored);
        await using var scratch = new ScratchConsole();
        Say("import", await ImportAsync(scratch, file), stored);
        Memory();
        await HuntMeasures.RunAsync(scratch.Services.GetRequiredService<TriageDatabase>());
    }

    public static async Task<TimeSpan> ImportAsync(ScratchConsole scratch, string path)
    {
        var database = scratch.Services.GetRequiredService<TriageDatabase>();
        await database.MigrateAsync(CancellationToken.None);
        var import = new ImportRow { Name = path, Origin = ImportOrigin.Scan, StoredPath = path, CreatedUtc = DateTime.UnixEpoch, State = ImportState.Reading };
        await using (var db = database.CreateDbContext())
        {
            db.Imports.Add(import);
            await db.SaveChangesAsync();
        }

        // A console that runs has read its reference data.
        var read = scratch.Services.GetRequiredService<ReadStep>();
        var judge = scratch.Services.GetRequiredService<JudgeStep>();
        _ = scratch.Services.GetRequiredService<DetectionRuntime>().Current;
        var before = Environment.CpuUsage.TotalTime;
        var (paused, allocated) = (GC.GetTotalPauseDuration(), GC.GetTotalAllocatedBytes());
        var start = Stopwatch.GetTimestamp();
        await read.RunAsync(import.Id, PathSource.Of(path), CancellationToken.None);
        var reading = Stopwatch.GetElapsedTime(start);
        Memory();
        var readCpu = Environment.CpuUsage.TotalTime - before;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  paused by the collector {(GC.GetTotalPauseDuration() - paused).TotalSeconds:0.00} s, {(GC.GetTotalAllocatedBytes() - allocated) / 1e6:0} MB allocated"));
        await judge.RunAsync(import.Id, CancellationToken.None);
        var whole = Stopwatch.GetElapsedTime(start);
        // As the job ends it: what an import that is not done changed is judged with the next one.
        await using (var db = database.CreateDbContext())
            await db.Imports.Where(i => i.Id == import.Id).ExecuteUpdateAsync(set => set.SetProperty(i => i.State, ImportState.Completed));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  read and store {reading.TotalSeconds:0.00} s ({readCpu.TotalSeconds:0.00} s of processor), detect {(whole - reading).TotalSeconds:0.00} s ({(Environment.CpuUsage.TotalTime - before - readCpu).TotalSeconds:0.00} s of processor)"));
        return whole;
    }

    public static long Write(string path, long from, long count)
    {
        using var output = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        using var estate = new Estate(Hosts);
        return estate.Write(output, from, count);
    }

    private static TimeSpan? Python(string name, string file, string database)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "Importing", name);
        var start = Stopwatch.GetTimestamp();
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", [script, file, database]))!;
            python.WaitForExit();
            return python.ExitCode == 0 ? Stopwatch.GetElapsedTime(start) : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Console.WriteLine("python3 is not installed: not compared.");
            return null;
        }
    }

    public static void Memory()
    {
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  peak working set {process.PeakWorkingSet64 / 1048576.0:0} MB (wanted < 350); heap {GC.GetGCMemoryInfo(GCKind.Any).HeapSizeBytes / 1048576.0:0} MB, committed {GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes / 1048576.0:0} MB"));
    }

    /// <summary>What the kernel says this process wrote; Linux alone tells.</summary>
    public static void Written()
    {
        const string Told = "write_bytes: ";
        if (!File.Exists("/proc/self/io"))
            return;
        var bytes = File.ReadLines("/proc/self/io").First(line => line.StartsWith(Told, StringComparison.Ordinal))[Told.Length..];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {double.Parse(bytes, CultureInfo.InvariantCulture) / 1e9:0.0} GB written"));
    }

    public static void Size(ScratchConsole scratch, int processes)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(scratch.Folder, "scratch.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT (p.page_count - f.freelist_count) * s.page_size FROM pragma_page_count AS p, pragma_freelist_count AS f, pragma_page_size AS s";
        var bytes = (long)command.ExecuteScalar()!;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {bytes / (double)processes:0} bytes a process (wanted <= 450)"));
    }

    public static void Say(string what, TimeSpan time, long processes) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {processes} processes in {time.TotalSeconds:0.00} s, {processes / time.TotalSeconds:0}/s"));

    public static void Ratio(string what, TimeSpan other, TimeSpan ours) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"=> {what}: {other / ours:0.00}"));
}
