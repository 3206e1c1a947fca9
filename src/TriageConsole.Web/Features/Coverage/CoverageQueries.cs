using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Events;

namespace TriageConsole.Web.Features.Coverage;

/// <summary>What the coverage page reads: roll-ups and alert rows, never the events.</summary>
public sealed class CoverageQueries(IDbContextFactory<TriageContext> contexts, TimeProvider time)
{
    public async Task<CoverageReport> ReadAsync(CoveragePeriod period, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(period);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var latest = await db.HostDays.Counted(db).MaxAsync(d => (DateOnly?)d.Day, cancel);
        var from = period.FirstDay(latest);
        var days = db.HostDays.Counted(db).Where(d => from == null || d.Day >= from);
        var counts = await days.GroupBy(d => new { d.HostId, d.Component })
            .Select(g => new { g.Key.HostId, g.Key.Component, Count = g.Sum(d => d.Count) }).ToListAsync(cancel);
        var names = await db.Hosts.Counted().OrderBy(h => h.NameKey).Select(h => new { h.Id, h.Name, h.FirstSeenUtc, h.LastSeenUtc }).ToListAsync(cancel);
        var byHost = counts.ToLookup(c => c.HostId);
        var hosts = names.Where(h => byHost.Contains(h.Id))
            .Select(h => new HostCoverage(
                h.Id, h.Name, h.FirstSeenUtc, h.LastSeenUtc, byHost[h.Id].ToDictionary(c => c.Component, c => c.Count)))
            .ToList();
        var start = from?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var alerts = db.Alerts.Counted().Where(a => start == null || a.FirstUtc >= start);
        var byDay = await alerts.GroupBy(a => new { a.FirstUtc.Date, a.Level })
            .Select(g => new { g.Key.Date, g.Key.Level, Count = g.Count() }).ToListAsync(cancel);
        var byStatus = await alerts.GroupBy(a => new { a.Status, a.Outcome })
            .Select(g => new { g.Key.Status, g.Key.Outcome, Count = g.Count() }).ToListAsync(cancel);
        var weakened = await alerts.CountAsync(a => a.Completeness < CoverageReport.WeakenedBelow, cancel);
        var now = time.GetUtcNow().UtcDateTime;
        var soon = now + CoverageReport.ExpiringWithin;
        return new CoverageReport
        {
            From = from,
            To = latest,
            Hosts = hosts,
            SilentHosts = names.Count - hosts.Count,
            AlertsByDay = [.. byDay.OrderBy(d => d.Date).Select(d => new DayLevelCount(DateOnly.FromDateTime(d.Date), d.Level, d.Count))],
            Outcomes = Outcomes(byStatus.Select(s => (s.Status, s.Outcome, s.Count))),
            WeakenedAlerts = weakened,
            ActiveUses = await db.ApprovedUses.CountAsync(u => u.State == ApprovedUseState.Active && u.ExpiresUtc > now, cancel),
            ExpiringUses = await db.ApprovedUses.CountAsync(u => u.State == ApprovedUseState.Active && u.ExpiresUtc > now && u.ExpiresUtc <= soon, cancel),
            SelfApprovedUses = await db.ApprovedUses.CountAsync(u => u.State == ApprovedUseState.Active && u.ExpiresUtc > now && u.SelfApproved, cancel),
        };
    }

    private static List<OutcomeCount> Outcomes(IEnumerable<(AlertStatus Status, AlertOutcome Outcome, int Count)> rows) =>
        [.. rows.GroupBy(r => OutcomeOf(r.Status, r.Outcome))
            .Select(g => new OutcomeCount(g.Key, g.Sum(r => r.Count)))
            .OrderBy(o => o.Outcome)];

    private static OutcomeWord OutcomeOf(AlertStatus status, AlertOutcome outcome) => (status, outcome) switch
    {
        (AlertStatus.Closed, AlertOutcome.TruePositive) => OutcomeWord.TruePositive,
        (AlertStatus.Closed, AlertOutcome.BenignPositive) => OutcomeWord.BenignPositive,
        (AlertStatus.Closed, AlertOutcome.FalsePositive) => OutcomeWord.FalsePositive,
        (AlertStatus.Closed, _) => OutcomeWord.Undetermined,
        (AlertStatus.Escalated, _) => OutcomeWord.Escalated,
        (AlertStatus.Allowed, _) => OutcomeWord.Allowed,
        (AlertStatus.AllowedPending, _) => OutcomeWord.AllowedPending,
        (AlertStatus.Covered, _) => OutcomeWord.Covered,
        _ => OutcomeWord.Open,
    };
}
