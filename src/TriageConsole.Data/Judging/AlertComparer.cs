using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Judging;

/// <summary>Compares the verdicts of one host with its alerts: what <see cref="AlertWriter"/> would change, with nothing written.</summary>
public sealed class AlertComparer(IDbContextFactory<TriageContext> contexts)
{
    /// <param name="hostId">The host.</param>
    /// <param name="judged">All processes that were judged, by id.</param>
    /// <param name="verdicts">Their verdicts.</param>
    /// <param name="diff">Takes what differs.</param>
    /// <param name="cancel">Cancels the reading.</param>
    public async Task CompareAsync(
        int hostId, IReadOnlyDictionary<long, ProcessFacts> judged, IReadOnlyList<ChainVerdict> verdicts, JudgementDiff diff, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(judged);
        ArgumentNullException.ThrowIfNull(verdicts);
        ArgumentNullException.ThrowIfNull(diff);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var stored = await StoredAsync(db, hostId, judged, cancel);
        foreach (var verdict in verdicts)
        {
            var proxy = judged[verdict.ProxyProcessId];
            if (stored.Remove(verdict.ProxyProcessId, out var alert))
                Compare(diff, proxy, verdict, alert);
            else
                diff.Add(RejudgeChange.New, proxy, null, verdict);
        }

        foreach (var alert in stored.Values.OrderBy(alert => alert.ProxyProcessId))
            diff.Add(RejudgeChange.Gone, judged[alert.ProxyProcessId], alert, null);
    }

    private static void Compare(JudgementDiff diff, ProcessFacts proxy, ChainVerdict verdict, StoredAlert alert)
    {
        if (alert.Level != verdict.Level || alert.Score != verdict.Score)
            diff.Add(RejudgeChange.Moved, proxy, alert, verdict);
        else
            diff.Same++;
        if (alert.Status == AlertStatus.Open && verdict.CoveredBy is not null)
            diff.Add(RejudgeChange.Covered, proxy, alert, verdict);
        else if (alert.Status == AlertStatus.Covered && verdict.CoveredBy is null)
            diff.Add(RejudgeChange.Uncovered, proxy, alert, verdict);
    }

    private static async Task<Dictionary<long, StoredAlert>> StoredAsync(
        TriageContext db, int hostId, IReadOnlyDictionary<long, ProcessFacts> judged, CancellationToken cancel)
    {
        var untouched = AlertWriter.Untouched(db);
        var alerts = await db.Alerts.AsNoTracking().Where(a => a.HostId == hostId)
            .Select(a => new { a.Id, a.ProxyProcessId, a.PublicId, a.Level, a.Score, a.Status, IsTouched = !untouched.Any(u => u.Id == a.Id) }).ToListAsync(cancel);
        var points = await db.AlertFindings.Where(f => f.Alert!.HostId == hostId)
            .GroupBy(f => new { f.AlertId, f.SignalId }).Select(g => new { g.Key.AlertId, g.Key.SignalId, Points = g.Max(f => f.Points) }).ToListAsync(cancel);
        var signals = points.ToLookup(p => p.AlertId, p => KeyValuePair.Create(p.SignalId, p.Points));
        return alerts.Where(a => judged.ContainsKey(a.ProxyProcessId)).ToDictionary(
            a => a.ProxyProcessId,
            a => new StoredAlert(a.ProxyProcessId, a.PublicId, a.Level, a.Score, a.Status, a.IsTouched, signals[a.Id].ToDictionary(StringComparer.Ordinal)));
    }
}

/// <summary>An alert as comparing needs it.</summary>
internal sealed record StoredAlert(
    long ProxyProcessId, Guid PublicId, Severity Level, int Score, AlertStatus Status, bool IsTouched, IReadOnlyDictionary<string, int> Signals);
