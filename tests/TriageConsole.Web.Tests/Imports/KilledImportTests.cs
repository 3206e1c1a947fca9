using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Tests.Imports.Faults;
using Xunit;

namespace TriageConsole.Web.Tests.Imports;

/// <summary>
/// The console as a process of its own, killed in the middle of an import and started again. Twice by default;
/// <c>TRIAGE_KILLS</c> (eng/faults.sh) says how often else, and then at any moment at all, spread over the
/// whole of it.
/// </summary>
public sealed class KilledImportTests : IDisposable
{
    private const int EventsOfABatch = 10_000;
    private const int Few = 2;

    // Milliseconds: about what storing a batch takes, and less than judging all of it does.
    private const int LongestBatch = 400;
    private const int LongestJudging = 100;

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(4);
    private static readonly int _kills = int.TryParse(Environment.GetEnvironmentVariable("TRIAGE_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : Few;

    private readonly string _root = Directory.CreateTempSubdirectory("triage-killed-").FullName;
    private readonly Random _random = new(20260302);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static int Events => _kills <= Few ? 3 * EventsOfABatch : (_kills + 2) * EventsOfABatch;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task Import_KilledAndStartedAgain_LeavesTheSameTables()
    {
        var telemetry = Path.Combine(_root, "telemetry.ndjson");
        FaultTelemetry.Write(telemetry, Events);

        var undisturbed = await PrepareAsync("undisturbed", telemetry);
        await RunToEndAsync(undisturbed, kills: 0);
        var disturbed = await PrepareAsync("disturbed", telemetry);
        var places = await RunToEndAsync(disturbed, _kills);

        Assert.Equal(_kills, places.Count);
        if (_kills >= 20)
            Assert.Equal([0, 1, 2, 3], places.Select(place => Math.Min(3, place * 4 / Events)).Distinct().Order());
        var expected = StoredTables.Read(FileOf(undisturbed));
        Assert.True(expected["Processes"].Count >= Events);
        Assert.NotEmpty(expected["Alerts"]);
        StoredTables.AssertEqual(FileOf(undisturbed), FileOf(disturbed));
    }

    private static string FileOf(string folder) => Path.Combine(folder, "triage.db");

    private async Task<string> PrepareAsync(string name, string telemetry)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, name)).FullName;
        using var database = TriageDatabase.Open("sqlite", $"Data Source={Path.Combine(folder, "triage.db")};Pooling=False");
        await database.MigrateAsync(Cancel);
        await using var db = database.CreateDbContext();
        db.Imports.Add(new ImportRow { Name = "telemetry.ndjson", StoredPath = telemetry, TotalBytes = new FileInfo(telemetry).Length, CreatedUtc = DateTime.UtcNow });
        await db.SaveChangesAsync(Cancel);
        return folder;
    }

    // Returns how many records were stored at each kill.
    private async Task<List<long>> RunToEndAsync(string folder, int kills)
    {
        var places = new List<long>();
        for (var killed = 0; ; killed++)
        {
            using var console = Start(folder);
            var output = ListenAsync(console.StandardOutput);
            var errors = console.StandardError.ReadToEndAsync(Cancel);
            try
            {
                if (killed >= kills)
                {
                    var end = await WaitAsync(folder, import => Ended(import.State));
                    Assert.True(end.State is ImportState.Completed, $"{end.State}: {end.Error}");
                    return places;
                }

                var reached = kills <= Few ? await ReachAsync(folder, killed, kills) : await AnywhereAsync(folder, output.Listening, killed, kills);
                Assert.False(Ended(reached.State), $"The import ended after {killed} kills: too few events for this machine.");
                places.Add(reached.Records);
                TestContext.Current.SendDiagnosticMessage($"kill {killed + 1}: {reached.State} at {reached.Records} records");
            }
            finally
            {
                console.Kill();
                await console.WaitForExitAsync(CancellationToken.None);
                await Task.WhenAll(output.Ended, errors);
            }
        }
    }

    // Each kill falls somewhere after more of the import was committed than at the kill before.
    private async Task<ImportRow> ReachAsync(string folder, int killed, int kills)
    {
        var reached = await WaitAsync(folder, import => import.Records > (long)Events * (killed + 1) / (kills + 2) || Ended(import.State));
        await Task.Delay(_random.Next(0, 150), Cancel);
        return reached;
    }

    // At a random place in each of as many parts of the import as there are kills, so that none is spared: soon after the
    // start, between batches, within one, and the last while it judges.
    private async Task<ImportRow> AnywhereAsync(string folder, Task listening, int killed, int kills)
    {
        await listening.WaitAsync(_patience, Cancel);
        var isLast = killed == kills - 1;
        var place = isLast ? Events : (long)((killed + _random.NextDouble()) / kills * Events);
        await WaitAsync(folder, import => import.Records >= place || import.State == ImportState.Detecting || Ended(import.State));
        await Task.Delay(_random.Next(0, isLast ? LongestJudging : LongestBatch), Cancel);
        return await WaitAsync(folder, _ => true);
    }

    private static (Task Listening, Task Ended) ListenAsync(StreamReader output)
    {
        var listening = new TaskCompletionSource();
        return (listening.Task, ReadAsync());

        async Task ReadAsync()
        {
            while (await output.ReadLineAsync(CancellationToken.None) is { } line)
            {
                if (line.Contains("listens on", StringComparison.Ordinal))
                    listening.TrySetResult();
            }

            listening.TrySetException(new InvalidOperationException("The console ended before it listened."));
        }
    }

    private static bool Ended(ImportState state) => state is not (ImportState.Queued or ImportState.Reading or ImportState.Detecting);

    private static Process Start(string folder)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "TriageConsole.Web.dll"), "--urls=http://127.0.0.1:0", $"--Storage:Folder={folder}",
            },
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["DOTNET_ENVIRONMENT"] = "Production";
        start.Environment["TRIAGE_ADMIN_PASSWORD"] = "only-here-for-a-moment-aZ9";
        return Process.Start(start)!;
    }

    private static async Task<ImportRow> WaitAsync(string folder, Func<ImportRow, bool> until)
    {
        using var database = TriageDatabase.Open("sqlite", $"Data Source={Path.Combine(folder, "triage.db")};Pooling=False");
        var watch = Stopwatch.StartNew();
        while (true)
        {
            await using (var db = database.CreateDbContext())
            {
                var import = await db.Imports.AsNoTracking().SingleAsync(i => i.Origin == ImportOrigin.Upload, Cancel);
                if (until(import))
                    return import;
                Assert.True(watch.Elapsed < _patience, $"The import stands still: {import.State}, {import.Records} records.");
            }

            await Task.Delay(20, Cancel);
        }
    }
}
