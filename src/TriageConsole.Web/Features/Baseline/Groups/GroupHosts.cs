using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;

namespace TriageConsole.Web.Features.Baseline.Groups;

/// <summary>Host groups as filters of other pages ask for them: which of the known hosts are in one.</summary>
public static class GroupHosts
{
    /// <summary>Names of the host groups, in order.</summary>
    public static Task<List<string>> NamesAsync(TriageContext db, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        return db.UseGroups.Where(group => group.Kind == UseGroupKind.Hosts).OrderBy(group => group.NameKey).Select(group => group.Name).ToListAsync(cancel);
    }

    /// <summary>The hosts of a group, none where there is no such group; null where none is asked for, which is every host.</summary>
    public static async Task<IReadOnlyList<int>?> OfAsync(TriageContext db, string? group, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        if (group is null)
            return null;
        var groups = UseGroups.Create([.. (await UseGroupReader.AllAsync(db, cancel)).Where(one => one.Kind == UseGroupKind.Hosts)]);
        if (!groups.Has(UseGroupKind.Hosts, group))
            return [];
        var hosts = await db.Hosts.Select(host => new { host.Id, host.Name }).ToListAsync(cancel);
        return [.. hosts.Where(host => groups.Contains(UseGroupKind.Hosts, group, host.Name)).Select(host => host.Id)];
    }
}
