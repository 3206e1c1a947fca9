using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Coverage.Period;

namespace TriageConsole.Web.Features.Coverage;

/// <summary>What the hosts of a period sent: roll-ups, never the events.</summary>
public sealed class CoverageQueries(IDbContextFactory<TriageContext> contexts)
{
    public async Task<CoverageReport> ReadAsync(CoverageScope scope, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var counts = await In(db.HostDays, scope.Span).GroupBy(d => new { d.HostId, d.Component })
            .Select(g => new { g.Key.HostId, g.Key.Component, Count = g.Sum(d => d.Count) }).ToListAsync(cancel);
        var names = await db.Hosts.OrderBy(h => h.NameKey).Select(h => new { h.Id, h.Name, h.FirstSeenUtc, h.LastSeenUtc }).ToListAsync(cancel);
        if (scope.Hosts?.ToHashSet() is { } group)
            names.RemoveAll(h => !group.Contains(h.Id));
        var byHost = counts.ToLookup(c => c.HostId);
        var hosts = names.Where(h => byHost.Contains(h.Id))
            .Select(h => new HostCoverage(
                h.Id, h.Name, h.FirstSeenUtc, h.LastSeenUtc, byHost[h.Id].ToDictionary(c => c.Component, c => c.Count)))
            .ToList();
        return new() { Hosts = hosts, SilentHosts = names.Count - hosts.Count };
    }

    // Roll-ups are kept by UTC day: those with a part in the period count whole.
    private static IQueryable<HostDayRow> In(IQueryable<HostDayRow> days, CoverageSpan span)
    {
        var (from, until) = span.UtcDays;
        if (from is not null)
            days = days.Where(d => d.Day >= from);
        return until is null ? days : days.Where(d => d.Day <= until);
    }
}
