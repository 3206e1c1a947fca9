using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline.Groups;

namespace TriageConsole.Web.Features.Coverage.Health;

/// <summary>Hosts of a report that are in one host group. A host can be in several; the last group is of those that are in none.</summary>
/// <param name="Name">The group's name; empty for hosts in no group.</param>
/// <param name="Hosts">Its hosts, at least one.</param>
public sealed record HealthGroup(string Name, IReadOnlyList<HostHealth> Hosts)
{
    public string Title => Name.Length == 0 ? "in no group" : Name;
}

/// <summary>Puts the hosts of a report into the host groups that there are.</summary>
public sealed class HealthGroupQueries(IDbContextFactory<TriageContext> contexts)
{
    public async Task<IReadOnlyList<HealthGroup>> OfAsync(HealthReport report, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(report);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return Of(report, await UseGroupReader.AllAsync(db, cancel));
    }

    internal static IReadOnlyList<HealthGroup> Of(HealthReport report, IReadOnlyList<UseGroup> all)
    {
        var resolved = UseGroups.Create(all);
        var grouped = new HashSet<int>();
        List<HealthGroup> groups = [];
        foreach (var group in all.Where(one => one.Kind == UseGroupKind.Hosts))
        {
            var hosts = report.Hosts.Where(host => resolved.Contains(UseGroupKind.Hosts, group.Name, host.Name)).ToList();
            if (hosts.Count == 0)
                continue;
            groups.Add(new(group.Name, hosts));
            grouped.UnionWith(hosts.Select(host => host.Id));
        }

        var rest = report.Hosts.Where(host => !grouped.Contains(host.Id)).ToList();
        if (rest.Count > 0)
            groups.Add(new(string.Empty, rest));
        return groups;
    }
}
