using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Alerts;

namespace TriageConsole.Web.Features.Hosts;

/// <summary>All that the list of hosts reads: a few statements a page, none a host.</summary>
public sealed class HostQueries(IDbContextFactory<TriageContext> contexts, TimeProvider time)
{
    /// <summary>Rows of one page.</summary>
    public const int PageSize = 100;

    /// <summary>The page behind a line; the first page without one.</summary>
    public async Task<HostsResult> PageAsync(HostFilter filter, HostLine? after, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow().UtcDateTime;
        var moment = await HostTelemetry.MomentAsync(db, now, cancel);
        var (matching, known) = await MatchingAsync(db, filter, moment ?? now, cancel);
        var hosts = await db.InOrder(matching, filter.Sort, after).Take(PageSize + 1).ToListAsync(cancel);
        var hasMore = hosts.Count > PageSize;
        if (hasMore)
            hosts.RemoveAt(PageSize);
        var states = known ?? await HostTelemetry.ReadAsync(db, hosts, moment ?? now, cancel);
        var alerts = await AlertsAsync(db, hosts, cancel);
        return new([.. hosts.Select(h => LineOf(h, states[h.Id], alerts.GetValueOrDefault(h.Id)))], hasMore, moment);
    }

    /// <summary>How many hosts match, capped.</summary>
    public async Task<CappedCount> CountAsync(HostFilter filter, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var now = time.GetUtcNow().UtcDateTime;
        var (matching, _) = await MatchingAsync(db, filter, await HostTelemetry.MomentAsync(db, now, cancel) ?? now, cancel);
        return CappedCount.Of(await matching.Take(CappedCount.Cap + 1).CountAsync(cancel));
    }

    // Health is a rule about roll-ups and no column: who is asked for it by name has it told for every host that matches otherwise.
    private static async Task<(IQueryable<HostRow> Hosts, IReadOnlyDictionary<int, HostState>? States)> MatchingAsync(
        TriageContext db, HostFilter filter, DateTime at, CancellationToken cancel)
    {
        var matching = await db.MatchingAsync(filter, cancel);
        if (filter.Health is not { } health)
            return (matching, null);
        var states = await HostTelemetry.ReadAsync(db, await matching.ToListAsync(cancel), at, cancel);
        var ids = states.Where(state => state.Value.Health == health).Select(state => state.Key).ToList();
        return (matching.Where(h => EF.Parameter(ids).Contains(h.Id)), states);
    }

    private static async Task<Dictionary<int, HostAlerts>> AlertsAsync(TriageContext db, List<HostRow> hosts, CancellationToken cancel)
    {
        var ids = hosts.Select(h => h.Id).ToList();
        return await db.Alerts.Where(a => EF.Parameter(ids).Contains(a.HostId)).GroupBy(a => a.HostId)
            .Select(g => new HostAlerts
            {
                HostId = g.Key,
                All = g.Count(),
                Open = g.Count(a => a.Status == AlertStatus.Open),
                Worst = g.Max(a => a.Status == AlertStatus.Open ? (int?)a.Level : null),
            })
            .ToDictionaryAsync(a => a.HostId, cancel);
    }

    private static HostLine LineOf(HostRow host, HostState state, HostAlerts? alerts) => new()
    {
        Id = host.Id,
        Name = host.Name,
        NameKey = host.NameKey,
        FirstSeenUtc = host.FirstSeenUtc <= host.LastSeenUtc ? host.FirstSeenUtc : null,
        LastSeenUtc = host.LastSeenUtc,
        Health = state.Health,
        Week = state.Week,
        Open = alerts?.Open ?? 0,
        Worst = (Severity?)alerts?.Worst,
        Chains = alerts?.All ?? 0,
    };

    private sealed class HostAlerts
    {
        public int HostId { get; init; }

        public int All { get; init; }

        public int Open { get; init; }

        public int? Worst { get; init; }
    }
}
