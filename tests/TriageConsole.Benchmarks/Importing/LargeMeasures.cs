using System.Globalization;
using Microsoft.Data.Sqlite;
using TriageConsole.Web.Features.Headless;

namespace TriageConsole.Benchmarks.Importing;

/// <summary>A large input: memory while it is read and judged, and appending to what it left against appending to nothing.</summary>
/// <param name="folder">Of this run.</param>
/// <param name="keep">Where the large store stays for the next run; null to make it anew.</param>
internal sealed class LargeMeasures(string folder, string? keep)
{
    private const string StoreName = "scratch.db";
    private const int Warm = 40_000;

    public async Task RunAsync(int stored, int added)
    {
        var more = Path.Combine(folder, "more.ndjson");
        await using var full = new ScratchConsole();
        await FillAsync(full, stored);

        // A console that runs knows its store; one that has only just started reads it once.
        ImportMeasures.Write(more, stored, Warm);
        await ImportMeasures.ImportAsync(full, more);
        ImportMeasures.Write(more, stored + Warm, added);
        await using var empty = new ScratchConsole();
        var first = await ImportMeasures.ImportAsync(empty, more);
        var append = await ImportMeasures.ImportAsync(full, more);
        ImportMeasures.Say("into an empty store", first, added);
        ImportMeasures.Say("appended", append, added);
        ImportMeasures.Ratio("append rate / empty rate (wanted >= 0.5)", first, append);
    }

    private async Task FillAsync(ScratchConsole full, int stored)
    {
        var store = Path.Combine(full.Folder, StoreName);
        var kept = keep is null ? null : Path.Combine(keep, string.Create(CultureInfo.InvariantCulture, $"{stored}.db"));
        if (File.Exists(kept))
        {
            File.Copy(kept, store);
            Console.WriteLine("  (the store of an earlier run)");
            return;
        }

        var file = Path.Combine(folder, "large.ndjson");
        var bytes = ImportMeasures.Write(file, 0, stored);
        var load = await ImportMeasures.ImportAsync(full, file);
        ImportMeasures.Say(string.Create(CultureInfo.InvariantCulture, $"large import of {bytes / 1e9:0.0} GB"), load, stored);
        ImportMeasures.Memory();
        ImportMeasures.Written();
        ImportMeasures.Size(full, stored);
        File.Delete(file);
        if (kept is null)
            return;
        Directory.CreateDirectory(keep!);
        using (var connection = new SqliteConnection($"Data Source={store};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            command.ExecuteNonQuery();
        }

        File.Copy(store, kept);
    }
}
