using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Baseline.Groups;

namespace TriageConsole.Web.Features.Hosts;

/// <summary>A <see cref="HostFilter"/> as a database query: which hosts, in which order, from where on.</summary>
internal static class HostMatching
{
    /// <summary>All conditions but health, which is told outside the database.</summary>
    public static async Task<IQueryable<HostRow>> MatchingAsync(this TriageContext db, HostFilter filter, CancellationToken cancel)
    {
        var hosts = filter.WithExercises ? db.Hosts.AsNoTracking() : db.Hosts.AsNoTracking().Counted();
        if (await GroupHosts.OfAsync(db, filter.Group, cancel) is { } group)
            hosts = hosts.Where(h => EF.Parameter(group).Contains(h.Id));
        if (filter.Name is { } name)
        {
            var part = StorableText.Clean(name).ToLowerInvariant();
            hosts = hosts.Where(h => h.NameKey.Contains(part));
        }

        // One pass over the open alerts: a look at each host's alerts could take the index by status, once a host.
        var open = db.Alerts.Where(a => a.Status == AlertStatus.Open).Select(a => a.HostId);
        return filter.HasOpenAlerts switch
        {
            true => hosts.Where(h => open.Contains(h.Id)),
            false => hosts.Where(h => !open.Contains(h.Id)),
            null => hosts,
        };
    }

    /// <summary>The hosts in order, from behind a line on.</summary>
    public static IQueryable<HostRow> InOrder(this TriageContext db, IQueryable<HostRow> hosts, HostSort sort, HostLine? after) => sort switch
    {
        HostSort.LastSeen => after is null
            ? hosts.OrderByDescending(h => h.LastSeenUtc).ThenBy(h => h.Id)
            : hosts.Where(h => h.LastSeenUtc < after.LastSeenUtc || (h.LastSeenUtc == after.LastSeenUtc && h.Id > after.Id))
                .OrderByDescending(h => h.LastSeenUtc).ThenBy(h => h.Id),
        HostSort.Quiet => after is null
            ? hosts.OrderBy(h => h.LastSeenUtc).ThenBy(h => h.Id)
            : hosts.Where(h => h.LastSeenUtc > after.LastSeenUtc || (h.LastSeenUtc == after.LastSeenUtc && h.Id > after.Id))
                .OrderBy(h => h.LastSeenUtc).ThenBy(h => h.Id),
        HostSort.Alerts => ByAlerts(db, hosts, after),
#pragma warning disable CA1309 // Translated to SQL, where the database's own order counts: the one that it is sorted by.
        _ => (after is null ? hosts : hosts.Where(h => string.Compare(h.NameKey, after.NameKey) > 0)).OrderBy(h => h.NameKey),
#pragma warning restore CA1309
    };

    private static IQueryable<HostRow> ByAlerts(TriageContext db, IQueryable<HostRow> hosts, HostLine? after)
    {
        var open = db.Alerts.Where(a => a.Status == AlertStatus.Open).GroupBy(a => a.HostId)
            .Select(g => new { HostId = g.Key, Open = g.Count(), Worst = g.Max(a => (int)a.Level) });
        var ranked = from host in hosts
                     join o in open on host.Id equals o.HostId into opens
                     from o in opens.DefaultIfEmpty()
                     select new { Host = host, Open = (int?)o!.Open ?? 0, Worst = (int?)o!.Worst ?? -1 };
        if (after is not null)
        {
            var (id, count, worst) = (after.Id, after.Open, (int?)after.Worst ?? -1);
            ranked = ranked.Where(r => r.Worst < worst || (r.Worst == worst && (r.Open < count || (r.Open == count && r.Host.Id > id))));
        }

        return ranked.OrderByDescending(r => r.Worst).ThenByDescending(r => r.Open).ThenBy(r => r.Host.Id).Select(r => r.Host);
    }
}
