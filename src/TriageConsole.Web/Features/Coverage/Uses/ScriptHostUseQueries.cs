using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Coverage.Period;
using TriageConsole.Web.Features.Coverage.Work;

namespace TriageConsole.Web.Features.Coverage.Uses;

/// <summary>Starts of script hosts and utilities, from the roll-up that imports keep; never from the processes.</summary>
public sealed class ScriptHostUseQueries(IDbContextFactory<TriageContext> contexts)
{
    public async Task<ScriptHostReport> ReadAsync(CoverageScope scope, IReadOnlyList<AlertFact> alerts, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var starts = await In(db, scope.Span, scope.Hosts).GroupBy(d => d.ImageName!.Value)
            .Select(g => new { g.Key, Count = g.Sum(d => d.Count) }).ToListAsync(cancel);
        return new()
        {
            Starts = [.. starts.Where(s => s.Count > 0).Select(s => new ProxyStarts(s.Key, s.Count)).OrderByDescending(s => s.Starts).ThenBy(s => s.Name, StringComparer.Ordinal)],
            StartsBefore = scope.Span.Before is { } before ? await In(db, before, scope.Hosts).SumAsync(d => d.Count, cancel) : null,
            Hosts = ScriptHostReport.Named(alerts, alert => alert.Proxy),
            Scripts = ScriptHostReport.Named(alerts, alert => alert.Script),
        };
    }

    // Roll-ups are kept by UTC day: those with a part in the period count whole.
    private static IQueryable<ProxyDayRow> In(TriageContext db, CoverageSpan span, IReadOnlyList<int>? hosts)
    {
        var days = hosts is null ? db.ProxyDays.Counted(db).Where(d => d.HostId == ProxyDayRow.AllHosts) : db.ProxyDays.Where(d => EF.Parameter(hosts).Contains(d.HostId));
        var (from, until) = span.UtcDays;
        if (from is not null)
            days = days.Where(d => d.Day >= from);
        return until is null ? days : days.Where(d => d.Day <= until);
    }
}
