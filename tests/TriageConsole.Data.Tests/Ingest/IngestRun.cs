using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Ingest;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;
using Xunit;

namespace TriageConsole.Data.Tests.Ingest;

/// <summary>Imports events into a test database and reads the result back as text that can be compared.</summary>
internal static class IngestRun
{
    /// <summary>Names whose starts are counted.</summary>
    public static IReadOnlySet<string> Proxies { get; } = new HashSet<string>(StringComparer.Ordinal) { "wscript.exe", "powershell.exe" };

    public static Task<long> ImportAsync(this TestDatabase test, params TelemetryEvent[] events) => ImportAsync(test, int.MaxValue, events);

    public static async Task<long> ImportAsync(this TestDatabase test, int batchSize, IReadOnlyList<TelemetryEvent> events)
    {
        var import = await NewImportAsync(test);
        await GoOnAsync(test, import, batchSize, events, int.MaxValue);
        return import;
    }

    public static async Task<long> NewImportAsync(this TestDatabase test)
    {
        await using var db = test.Context();
        var import = new ImportRow { Name = "test", StoredPath = "test" };
        db.Imports.Add(import);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return import.Id;
    }

    /// <summary>Imports from where the file's row stands, at most so many batches.</summary>
    public static async Task GoOnAsync(this TestDatabase test, long import, int batchSize, IReadOnlyList<TelemetryEvent> events, int batches)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var session = await IngestSession.OpenAsync(test.Database, import, Proxies, cancel);
        var file = await session.FileAsync("test.evtx", "", "evtx", cancel);
        var at = (int)file.CommittedRecords;
        for (var batch = 0; batch < batches && at < events.Count; batch++)
        {
            var some = events.Skip(at).Take(batchSize).ToList();
            session.Write(new IngestBatch { FileId = file.Id, Events = some, NextRecord = at + some.Count, Records = some.Count });
            at += some.Count;
        }
    }

    /// <summary>Every table as stored, ids and all.</summary>
    public static async Task<string> DumpAsync(this TestDatabase test)
    {
        var text = new StringBuilder();
        await using var db = test.Context();
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        foreach (var table in (string[])["Texts", "Hosts", "HostDays", "HostHours", "RecordRanges", "ProxyDays", "Imports", "ImportFiles", "ImportHosts", "Signatures", "FileHashes", "Processes", "Witnesses", "Modules", "FileWrites", "ScriptBlocks", "PendingEnds", "PendingAccesses", "PendingFacts", "CountedRecords"])
        {
            text.Append(table).Append('\n');
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\" ORDER BY {table switch { "HostDays" or "ProxyDays" => "1, 2, 3", "RecordRanges" => "1, 2, 3, 4", "CountedRecords" => "1, 2, 3, 4, 5, 6", _ => "1, 2" }}";
            await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                for (var i = 0; i < reader.FieldCount; i++)
                {
                    var value = reader.GetValue(i);
                    text.Append(value is byte[] bytes ? Convert.ToHexString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture)).Append('|');
                }

                text.Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>What the tables say, without ids: equal for equal knowledge however it came.</summary>
    public static async Task<string> KnowledgeAsync(this TestDatabase test)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var db = test.Context();
        var rows = await db.Processes.AsNoTracking()
            .Include(p => p.Host).Include(p => p.Image).Include(p => p.CommandLine).Include(p => p.User).Include(p => p.Signature).Include(p => p.Contradiction)
            .Include(p => p.WitnessRecords).Include(p => p.FileHash!.Signature).Include(p => p.ParentImage).ToListAsync(cancel);
        var names = rows.ToDictionary(p => p.Id, Name);
        var lines = new List<string>();
        foreach (var p in rows)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{names[p.Id]} cmd={p.CommandLine?.Value} user={p.User?.Value} end={p.EndUtc:O} seen={p.Witnesses} by={string.Join(',', p.WitnessRecords.Select(w => w.RecordIndex).Order())} ")
                + $"parent=[{(p.ParentId is { } id ? names[id] : "-")}] {p.ParentEdge} {p.Corroboration} {p.Contradiction?.Value} parentImage={p.ParentImage?.Value} sig={p.Signature?.Status} {p.SignatureSource} hash={p.FileHash?.Strongest} {p.FileHash?.Signature?.Status}");
        }

        lines.AddRange((await db.Modules.Include(m => m.ImageLoaded).Include(m => m.Signature).ToListAsync(cancel)).Select(m => $"module {names[m.ProcessId]} {m.ImageLoaded!.Value} {m.Signature!.Status} {m.UtcTime:O}"));
        lines.AddRange((await db.FileWrites.Include(w => w.Target).Include(w => w.WriterImage).ToListAsync(cancel)).Select(w => $"write {(w.ProcessId is { } id ? names[id] : "-")} {w.WriterImage!.Value} {w.Target!.Value} {w.UtcTime:O}"));
        lines.AddRange((await db.ProxyDays.Include(d => d.ImageName).Select(d => new { d.Day, Name = d.ImageName!.Value, d.Count, Host = db.Hosts.Where(h => h.Id == d.HostId).Select(h => h.Name).FirstOrDefault() }).ToListAsync(cancel))
            .Select(d => $"proxy {d.Host ?? "all"} {d.Day:O} {d.Name} {d.Count}"));
        lines.AddRange((await db.HostDays.Include(d => d.Host).ToListAsync(cancel)).Select(d => $"day {d.Host!.Name} {d.Day:O} {d.Component} {d.Count}"));
        lines.AddRange((await db.HostHours.Include(h => h.Host).ToListAsync(cancel)).GroupBy(h => (h.Host!.Name, h.Day)).Select(g => $"hours {g.Key.Name} {g.Key.Day:O} {g.Aggregate(0, (hours, h) => hours | h.Hours):X}"));
        lines.AddRange((await db.Hosts.ToListAsync(cancel)).Select(h => $"host {h.Name} {h.FirstSeenUtc:O} {h.LastSeenUtc:O}"));
        lines.AddRange((await db.PendingEnds.Include(e => e.ImageName).ToListAsync(cancel)).Select(e => $"pending end {e.ProcessGuid} {e.ProcessId} {e.ImageName!.Value} {e.UtcTime:O}"));
        lines.AddRange((await db.PendingAccesses.ToListAsync(cancel)).Select(e => $"pending opening {e.TargetGuid} {e.SourceGuid} {e.UtcTime:O}"));
        lines.AddRange((await db.PendingFacts.Include(e => e.Subject).ToListAsync(cancel)).Select(e => $"pending fact {e.ProcessId} {e.StartUtc:O} {e.Kind} {e.Subject!.Value} {e.SignatureId is not null} {e.UtcTime:O}"));
        lines.Sort(StringComparer.Ordinal);
        return string.Join('\n', lines);
    }

    /// <summary>The processes, real and ghosts, by image name, with everything a test asks of them.</summary>
    public static async Task<List<ProcessRow>> ProcessesAsync(this TestDatabase test)
    {
        await using var db = test.Context();
        return await db.Processes.AsNoTracking().Include(p => p.Host).Include(p => p.Image).Include(p => p.CommandLine).Include(p => p.Parent!.Image)
            .Include(p => p.Signature).Include(p => p.ConflictingSignature).Include(p => p.Contradiction).Include(p => p.WitnessRecords).OrderBy(p => p.Id)
            .ToListAsync(TestContext.Current.CancellationToken);
    }

    public static ProcessRow Of(this List<ProcessRow> rows, string imageName) =>
        Assert.Single(rows, row => WindowsPath.FileName(row.Image!.Value).Equals(imageName, StringComparison.OrdinalIgnoreCase));

    private static string Name(ProcessRow p) =>
        string.Create(CultureInfo.InvariantCulture, $"{p.Host!.Name}/{p.ProcessId}/{p.ProcessGuid}/{p.StartUtc:O}/{p.TimeBasis}/{p.Image!.Value}/{p.GhostDay}");
}
