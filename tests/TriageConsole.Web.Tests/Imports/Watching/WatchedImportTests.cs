using System.IO.Compression;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Web.Tests.Intake;
using Xunit;

namespace TriageConsole.Web.Tests.Imports.Watching;

/// <summary>The real console with a watched folder: from the file to the alert.</summary>
public sealed class WatchedImportTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("triage-watched-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Console_FileThatGrewAfterImport_LeavesWhatTheLongOneAloneWouldHave()
    {
        var lines = await CaptureAsync();
        var (grown, _) = await WatchAsync("grown", [lines[..(lines.Count / 2)], lines]);
        var (alone, alerts) = await WatchAsync("alone", [lines]);

        Assert.True(alerts > 0);
        Assert.Equal(alone, grown);
    }

    // Puts the versions of a file there one after the other, and returns processes and alerts as they are in the end.
    private async Task<(List<string> Tables, int Alerts)> WatchAsync(string name, IReadOnlyList<IReadOnlyList<string>> versions)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, name)).FullName;
        await using var console = new IntakeConsole(("Watch:Folders:0:Path", folder), ("Watch:IntervalSeconds", "0.2"), ("Watch:QuietSeconds", "0.3"));
        await console.InitializeAsync();
        for (var i = 0; i < versions.Count; i++)
        {
            await File.WriteAllLinesAsync(Path.Combine(_root, "next"), versions[i], Cancel);
            File.Move(Path.Combine(_root, "next"), Path.Combine(folder, "events.ndjson"), overwrite: true);
            await WaitAsync(console, i + 1);
        }

        await using var db = console.Database().CreateDbContext();
        var processes = await db.Processes.Select(p => $"{p.Host!.Name} {p.ProcessGuid} {p.ProcessId} {p.Image!.Value} {p.CommandLine!.Value} {p.StartUtc:O} {p.EndUtc:O} {p.ParentEdge}").ToListAsync(Cancel);
        var alerts = await db.Alerts.Select(a => $"{a.Host!.Name} {a.Score} {a.Level} {a.ProxyProcess!.CommandLine!.Value}").ToListAsync(Cancel);
        return ([.. processes.Order(StringComparer.Ordinal), .. alerts.Order(StringComparer.Ordinal)], alerts.Count);
    }

    private static async Task WaitAsync(IntakeConsole console, int imports)
    {
        for (var tries = 0; ; tries++)
        {
            await using var db = console.Database().CreateDbContext();
            var states = await db.Imports.Select(i => i.State).ToListAsync(Cancel);
            if (states.Count == imports && states.TrueForAll(state => state is ImportState.Completed or ImportState.CompletedWithWarnings))
                return;
            Assert.True(tries < 600, $"The watched file was not imported: {string.Join(' ', states)}.");
            await Task.Delay(200, Cancel);
        }
    }

    private static async Task<List<string>> CaptureAsync()
    {
        await using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "seed-data", "telemetry", "wks-014-nxlog.ndjson.gz"));
        using var reader = new StreamReader(new GZipStream(file, CompressionMode.Decompress));
        List<string> lines = [];
        while (await reader.ReadLineAsync(Cancel) is { } line)
            lines.Add(line);
        return lines;
    }
}
