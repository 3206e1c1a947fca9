using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Domain.Events;
using TriageConsole.Web.Features.Coverage;

namespace TriageConsole.Web.Features.Reports.Content.Figures;

/// <summary>What the hosts of a report sent in its period, from the daily roll-ups.</summary>
/// <param name="Hosts">Hosts that sent anything, the worst covered first.</param>
/// <param name="Silent">Known hosts that sent nothing.</param>
public sealed record TelemetryFigures(IReadOnlyList<HostCoverage> Hosts, IReadOnlyList<SilentHost> Silent)
{
    public int Known => Hosts.Count + Silent.Count;

    public long Processes => Hosts.Sum(host => host.Creations);

    public int Graded(ComponentState state) => Hosts.Count(host => host.Overall == state);

    /// <summary>Hosts of a component in a state; what another source stands for is no gap and counts as none.</summary>
    public int Graded(DataComponent component, ComponentState state) =>
        Hosts.Count(host => !host.IsReplaced(component) && host.State(component) == state);

    public static async Task<TelemetryFigures> ReadAsync(ReportScope scope, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var (from, until) = scope.Period.UtcDays;
        var counts = (await scope.Db.HostDays.Counted(scope.Db).Where(d => d.Day >= from && d.Day <= until)
            .GroupBy(d => new { d.HostId, d.Component })
            .Select(g => new { g.Key.HostId, g.Key.Component, Count = g.Sum(d => d.Count) }).ToListAsync(cancel)).ToLookup(c => c.HostId);
        var names = await scope.Db.Hosts.Counted().OrderBy(h => h.NameKey).Select(h => new { h.Id, h.Name, h.FirstSeenUtc, h.LastSeenUtc }).ToListAsync(cancel);
        var known = names.Where(h => scope.Holds(h.Id)).ToLookup(h => counts.Contains(h.Id));
        var hosts = known[true].Select(h => new HostCoverage(h.Id, h.Name, h.FirstSeenUtc, h.LastSeenUtc, counts[h.Id].ToDictionary(c => c.Component, c => c.Count)));
        return new(
            [.. hosts.OrderByDescending(h => h.Overall).ThenBy(h => h.Name, StringComparer.OrdinalIgnoreCase).ThenBy(h => h.Id)],
            [.. known[false].Select(h => new SilentHost(h.Id, h.Name, h.FirstSeenUtc, h.LastSeenUtc))]);
    }
}

/// <summary>A known host that sent nothing in the period.</summary>
public sealed record SilentHost(int Id, string Name, DateTime FirstSeenUtc, DateTime LastSeenUtc);
