using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Alerts;
using TriageConsole.Web.Features.Coverage.Period;

namespace TriageConsole.Web.Features.Coverage.Work;

/// <summary>
/// Reads the alerts of a period once, for all that is counted of them: one walk along an index that holds all of it. Medians
/// and the viewer's days cannot be told by the database, and a statement a chart would walk it as often.
/// </summary>
public sealed class AlertFactQueries(IDbContextFactory<TriageContext> contexts)
{
    public async Task<PeriodAlerts> ReadAsync(CoverageScope scope, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var (span, before) = (scope.Span, scope.Span.Before);
        var alerts = In(db.Alerts.AsNoTracking().Counted(db), before?.FromUtc ?? span.FromUtc, span.UntilUtc);
        var hosts = scope.Hosts?.ToHashSet();
        var (now, earlier) = (new List<AlertFact>(), before is null ? null : new List<AlertFact>());
        await AlertFactRows.ReadAsync(
            db, alerts,
            fact =>
            {
                if (hosts?.Contains(fact.HostId) == false)
                    return;
                if (span.Contains(fact.FirstUtc))
                    now.Add(fact);
                else if (before?.Contains(fact.FirstUtc) == true)
                    earlier!.Add(fact);
            },
            cancel);

        // Few alerts are ever escalated: they are read whole, and only those of the period are looked up.
        var escalated = await db.Escalated()
            .GroupBy(h => h.AlertId).Select(g => new { g.Key, AtUtc = g.Min(h => h.AtUtc) }).ToDictionaryAsync(e => e.Key, e => e.AtUtc, cancel);
        return new() { Now = now, Before = earlier, Escalated = escalated };
    }

    private static IQueryable<AlertRow> In(IQueryable<AlertRow> alerts, DateTime? from, DateTime? until)
    {
        if (from is not null)
            alerts = alerts.Where(a => a.FirstUtc >= from);
        return until is null ? alerts : alerts.Where(a => a.FirstUtc < until);
    }
}
