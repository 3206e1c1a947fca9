using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Facts;
using TriageConsole.Data.Ingest;
using TriageConsole.Data.Judging;
using TriageConsole.Data.Model;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Telemetry.Containers;
using TriageConsole.Web.Features.Baseline.Groups;
using TriageConsole.Web.Features.Imports.Pipeline;

namespace TriageConsole.Web.Features.Headless;

/// <summary>One scan: the same pipeline as in the console, in a database that is thrown away.</summary>
public sealed class ScanRun(TriageDatabase database, ReadStep read, JudgeStep judge, ProcessFactsReader facts, TimeProvider time)
{
    /// <summary>Files of the scan that could not be read, or not in full.</summary>
    public IReadOnlyList<string> Faults { get; private set; } = [];

    public long Records { get; private set; }

    public long Processes { get; private set; }

    public TimeSpan ReadTime { get; private set; }

    public TimeSpan JudgeTime { get; private set; }

    /// <summary>Reads, judges, and hands out every alert at or above the level, by host and time.</summary>
    public async Task<int> RunAsync(
        IReadOnlyList<string> paths, BaselineFileResult baseline, Severity minimum, Action<ScannedAlert> output, CancellationToken cancel)
    {
        await database.MigrateAsync(cancel);
        var importId = await CreateAsync(baseline, cancel);
        var start = time.GetTimestamp();
        await read.RunAsync(importId, paths.SelectMany(PathSource.Of), cancel);
        ReadTime = time.GetElapsedTime(start);
        start = time.GetTimestamp();
        await judge.RunAsync(importId, cancel);
        JudgeTime = time.GetElapsedTime(start);
        await SumUpAsync(importId, cancel);
        return await WriteAsync(minimum, output, cancel);
    }

    private async Task<long> CreateAsync(BaselineFileResult baseline, CancellationToken cancel)
    {
        await using var db = database.CreateDbContext();
        var now = time.GetUtcNow().UtcDateTime;
        var import = new ImportRow { Name = "scan", Origin = ImportOrigin.Scan, StoredPath = string.Empty, CreatedUtc = now, State = ImportState.Reading };
        db.Imports.Add(import);
        db.UseGroups.AddRange(baseline.Groups.Select(group => UseGroupRecord.New(group, "baseline file", now)));
        db.ApprovedUses.AddRange(baseline.Uses.Select(use => new ApprovedUseRow
        {
            Id = use.Id,
            Title = use.Title,
            State = use.State,
            Owner = use.Owner,
            Reason = use.Reason,
            Ticket = use.Ticket,
            ConditionsJson = Decisions.UseRecord.WriteConditions(use.Conditions),
            ReviewUtc = use.ExpiresUtc,
            ExpiresUtc = use.ExpiresUtc,
            ProposedBy = "baseline file",
            ProposedUtc = now,
        }));
        await db.SaveChangesAsync(cancel);
        return import.Id;
    }

    private async Task SumUpAsync(long importId, CancellationToken cancel)
    {
        await using var db = database.CreateDbContext();
        var import = await db.Imports.AsNoTracking().SingleAsync(i => i.Id == importId, cancel);
        Records = import.Records;
        Processes = import.Processes;
        var faults = await db.ImportDiagnostics.Where(d => d.Severity > 0).OrderBy(d => d.Id)
            .Select(d => new { d.Code, d.RecordIndex, d.Message, d.ImportFile!.Source, d.ImportFile.Member }).ToListAsync(cancel);
        Faults = [.. faults.Select(f => $"{f.Source}{(f.Member.Length > 0 ? " · " + f.Member : string.Empty)}{(f.RecordIndex is { } i ? FormattableString.Invariant($", record {i}") : string.Empty)}: {f.Code} {f.Message}")];
    }

    private async Task<int> WriteAsync(Severity minimum, Action<ScannedAlert> output, CancellationToken cancel)
    {
        await using var db = database.CreateDbContext();
        var open = 0;
        var alerts = db.Alerts.AsNoTracking().Where(a => a.Level >= minimum).Include(a => a.Host).Include(a => a.Processes)
            .OrderBy(a => a.Host!.NameKey).ThenBy(a => a.FirstUtc).ThenBy(a => a.ProxyProcessId);
        foreach (var alert in await alerts.ToListAsync(cancel))
        {
            output(await WholeAsync(db, alert, cancel));
            if (alert.Status != AlertStatus.Covered)
                open++;
        }

        return open;
    }

    private async Task<ScannedAlert> WholeAsync(TriageContext db, AlertRow alert, CancellationToken cancel)
    {
        var ids = alert.Processes.Select(p => p.ProcessId).ToList();
        var processes = (await facts.ByIdAsync(ids, cancel)).ToDictionary(p => p.Id);
        var records = await db.Witnesses.Where(w => ids.Contains(w.ProcessId)).OrderBy(w => w.Id)
            .Select(w => new { w.ProcessId, w.ImportFile!.Source, w.ImportFile.Member, w.RecordIndex, w.RecordId, w.Channel!.Value, w.EventId }).ToListAsync(cancel);
        return new(
            alert.PublicId, alert.Status, VerdictDetail.VerdictOf(alert, alert.Host!.Name), processes,
            records.ToLookup(r => r.ProcessId, r => new SourceRecord(r.Source, r.Member, r.RecordIndex, r.RecordId, r.Value, r.EventId)));
    }
}
