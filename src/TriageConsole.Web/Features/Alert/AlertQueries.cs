using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Alerts;
using TriageConsole.Web.Features.Decisions;

namespace TriageConsole.Web.Features.Alert;

/// <summary>All that the page of one alert reads.</summary>
public sealed class AlertQueries(IDbContextFactory<TriageContext> contexts)
{
    private const int MostRelated = 10;
    private const int MostEvents = 500;

    /// <summary>The alert as it stands now; null where there is none of that id.</summary>
    public async Task<AlertView?> FindAsync(Guid publicId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var alert = await db.Alerts.AsNoTracking().Include(a => a.Host).Include(a => a.Case)
            .SingleOrDefaultAsync(a => a.PublicId == publicId, cancel);
        if (alert is null)
            return null;
        var members = await db.AlertProcesses.AsNoTracking().Where(p => p.AlertId == alert.Id).ToDictionaryAsync(p => p.ProcessId, cancel);
        var processes = (await ChainProcesses.LoadAsync(db, members.Keys, cancel))
            .Select(p => p with { Role = members[p.Id].Role, Order = members[p.Id].Order })
            .OrderBy(p => p.Order)
            .ToList();
        return new AlertView
        {
            Row = RowOf(alert),
            HostId = alert.HostId,
            Detail = VerdictDetail.FromJson(alert.DetailJson),
            JudgedWith = alert.JudgedWith,
            SettingsVersion = alert.SettingsVersion,
            BaselineRevision = alert.BaselineRevision,
            JudgedUtc = alert.JudgedUtc,
            LastUtc = alert.LastUtc,
            DecidedBy = alert.DecidedBy,
            DecidedUtc = alert.DecidedUtc,
            NeedsTuning = alert.NeedsTuning,
            Case = alert.Case is { } into ? new(into.Id, into.Title, into.Status) : null,
            Use = await UseAsync(db, alert.ApprovedUseId, cancel),
            ExpiredUse = await UseAsync(db, alert.ExpiredUseId, cancel),
            Processes = processes,
            Records = await ChainProcesses.RecordsAsync(db, members.Keys, cancel),
            Timeline = await TimelineAsync(db, processes, cancel),
            History = await db.AlertHistory.AsNoTracking().Include(h => h.Run).Where(h => h.AlertId == alert.Id).OrderByDescending(h => h.Id).ToListAsync(cancel),
            Pattern = await PatternAsync(db, alert, cancel),
            HostAlerts = await RowsAsync(
                db.Alerts.Where(a => a.HostId == alert.HostId && a.Id != alert.Id).OrderByDescending(a => a.LastUtc).Take(MostRelated), cancel),
        };
    }

    private static async Task<UseLink?> UseAsync(TriageContext db, Guid? id, CancellationToken cancel)
    {
        if (id is null)
            return null;
        var row = await db.ApprovedUses.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, cancel);
        return row is null
            ? null
            : new(row.Id, row.Title, row.State, row.Owner, row.Reason, row.Ticket, row.ProposedBy, row.DecidedBy, row.SelfApproved,
                row.ExpiresUtc, UseRecord.ReadConditions(row.ConditionsJson));
    }

    private static async Task<PatternElsewhere> PatternAsync(TriageContext db, AlertRow alert, CancellationToken cancel)
    {
        // Of real alerts only; beside them those of its own exercise, where it is part of one.
        var alike = db.Alerts.AsNoTracking().Where(a => a.Fingerprint == alert.Fingerprint && (a.ExerciseId == null || a.ExerciseId == alert.ExerciseId));
        var counted = await alike.Take(CappedCount.Cap + 1).CountAsync(cancel);
        var span = await alike.GroupBy(a => a.Fingerprint)
            .Select(g => new { Hosts = g.Select(a => a.HostId).Distinct().Count(), First = g.Min(a => a.FirstUtc), Last = g.Max(a => a.LastUtc) })
            .SingleAsync(cancel);
        var closed = await alike.Where(a => a.Status == AlertStatus.Closed).GroupBy(a => a.Outcome)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        var rows = await RowsAsync(alike.Where(a => a.Id != alert.Id).OrderByDescending(a => a.LastUtc).Take(MostRelated), cancel);
        return new(CappedCount.Of(counted), span.Hosts, span.First, span.Last, closed, rows);
    }

    private static async Task<List<ChainMoment>> TimelineAsync(TriageContext db, List<ChainProcess> processes, CancellationToken cancel)
    {
        var names = processes.ToDictionary(p => p.Id, p => p.Name);
        var ids = names.Keys.Take(500).ToArray();
        var events = new List<ChainMoment>();
        foreach (var process in processes)
        {
            if (process.StartUtc is { } start)
                events.Add(new(start, ChainEventKind.Started, process.Id, process.Name, process.Image));
            if (process.EndUtc is { } end)
                events.Add(new(end, ChainEventKind.Ended, process.Id, process.Name, process.Image));
        }

        var writes = await db.FileWrites.AsNoTracking().Where(w => w.ProcessId != null && ids.Contains(w.ProcessId.Value))
            .OrderBy(w => w.UtcTime).Take(MostEvents)
            .Select(w => new { w.UtcTime, Id = w.ProcessId!.Value, w.Target!.Value }).ToListAsync(cancel);
        events.AddRange(writes.Select(w => new ChainMoment(w.UtcTime, ChainEventKind.WroteFile, w.Id, names[w.Id], w.Value)));
        var modules = await db.Modules.AsNoTracking().Where(m => ids.Contains(m.ProcessId))
            .OrderBy(m => m.UtcTime).Take(MostEvents)
            .Select(m => new { m.UtcTime, m.ProcessId, m.ImageLoaded!.Value, m.Signature!.Status }).ToListAsync(cancel);
        events.AddRange(modules.Select(m => new ChainMoment(
            m.UtcTime, ChainEventKind.LoadedModule, m.ProcessId, names[m.ProcessId], $"{m.Value} ({m.Status.ToString().ToLowerInvariant()})")));
        return [.. events.OrderBy(e => e.Utc).ThenBy(e => e.Kind).ThenBy(e => e.ProcessId)];
    }

    private static async Task<List<AlertQueueRow>> RowsAsync(IQueryable<AlertRow> alerts, CancellationToken cancel) =>
        await AlertQueueQueries.Rows(alerts.AsNoTracking()).ToListAsync(cancel);

    private static AlertQueueRow RowOf(AlertRow alert) => new()
    {
        Id = alert.Id,
        PublicId = alert.PublicId,
        Level = alert.Level,
        Score = alert.Score,
        Completeness = alert.Completeness,
        Chain = alert.Chain,
        Summary = alert.Summary,
        Host = alert.Host!.Name,
        HostKey = alert.Host.NameKey,
        User = alert.User,
        Technique = alert.Technique,
        FirstUtc = alert.FirstUtc,
        CreatedUtc = alert.CreatedUtc,
        FirstDecidedUtc = alert.FirstDecidedUtc,
        Assignee = alert.Assignee,
        Status = alert.Status,
        Outcome = alert.Outcome,
        Fingerprint = alert.Fingerprint,
        ExerciseId = alert.ExerciseId,
        IsBlind = alert.IsBlind,
        Version = alert.Version,
    };
}
