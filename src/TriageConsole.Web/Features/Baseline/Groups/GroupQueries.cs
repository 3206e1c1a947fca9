using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Decisions;

namespace TriageConsole.Web.Features.Baseline.Groups;

/// <summary>A group as its page shows it.</summary>
public sealed record GroupLine
{
    public required UseGroup Group { get; init; }

    /// <summary>Names of the groups that it includes itself.</summary>
    public required IReadOnlyList<string> Includes { get; init; }

    /// <summary>Members with those of all that it includes.</summary>
    public required int AllMembers { get; init; }

    /// <summary>Approved uses, proposed or active, whose conditions name it.</summary>
    public required IReadOnlyList<(Guid Id, string Title)> Uses { get; init; }

    public required string ChangedBy { get; init; }

    public required DateTime ChangedUtc { get; init; }

    public required int Version { get; init; }
}

/// <summary>How many of the hosts that are known a list of members means.</summary>
/// <param name="Known">Hosts looked at.</param>
/// <param name="IsCut">There are more hosts than were looked at.</param>
/// <param name="Matched">Of these in the group.</param>
/// <param name="Samples">Some of them; hostile text.</param>
public sealed record GroupReach(int Known, bool IsCut, int Matched, IReadOnlyList<string> Samples);

/// <summary>What the page of the groups reads.</summary>
public sealed class GroupQueries(IDbContextFactory<TriageContext> contexts)
{
    public const int MostHosts = 20_000;
    private const int MostSamples = 8;

    public async Task<IReadOnlyList<GroupLine>> ListAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = await db.UseGroups.AsNoTracking().OrderBy(row => row.Kind).ThenBy(row => row.NameKey).ToListAsync(cancel);
        var groups = rows.ConvertAll(row => row.ToGroup());
        var byId = groups.ToDictionary(group => group.Id);
        var uses = await NamingAsync(db, cancel);
        return
        [
            .. rows.Zip(groups, (row, group) => new GroupLine
            {
                Group = group,
                Includes = [.. group.Includes.Select(id => byId.GetValueOrDefault(id)?.Name).OfType<string>().Order(Comparers.GroupName)],
                AllMembers = UseGroupRules.Flatten(group, groups).Count,
                Uses = [.. uses.Where(use => Names(use.Conditions, group)).Select(use => (use.Row.Id, use.Row.Title))],
                ChangedBy = row.ChangedBy,
                ChangedUtc = row.ChangedUtc,
                Version = row.Version,
            }),
        ];
    }

    /// <summary>Which known hosts the members mean, with those of included groups.</summary>
    public async Task<GroupReach> ReachAsync(UseGroup group, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(group);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var others = (await UseGroupReader.AllAsync(db, cancel)).Where(other => other.Id != group.Id);
        var groups = UseGroups.Create([group with { Name = "edited" }, .. others.Select(other => other with { Name = $"other {other.Id}" })]);
        var hosts = await db.Hosts.Counted().OrderByDescending(host => host.LastSeenUtc).Select(host => host.Name).Take(MostHosts + 1).ToListAsync(cancel);
        var isCut = hosts.Count > MostHosts;
        var matched = hosts.Take(MostHosts).Where(host => groups.Contains(UseGroupKind.Hosts, "edited", host)).ToList();
        return new(Math.Min(hosts.Count, MostHosts), isCut, matched.Count, [.. matched.Take(MostSamples)]);
    }

    /// <summary>Approved uses, proposed or active, that name any group.</summary>
    internal static async Task<List<(ApprovedUseRow Row, IReadOnlyList<UseCondition> Conditions)>> NamingAsync(TriageContext db, CancellationToken cancel)
    {
        // The field's name in the stored conditions: narrows what is read, and what is read is looked at again.
        var rows = await db.ApprovedUses.AsNoTracking()
            .Where(u => u.State == ApprovedUseState.Proposed || u.State == ApprovedUseState.Active)
            .Where(u => u.ConditionsJson.Contains(nameof(UseField.HostGroup)) || u.ConditionsJson.Contains(nameof(UseField.AccountClass)))
            .OrderBy(u => u.Title).ToListAsync(cancel);
        return rows.ConvertAll(row => (row, UseRecord.ReadConditions(row.ConditionsJson)));
    }

    internal static bool Names(IReadOnlyList<UseCondition> conditions, UseGroup group) => conditions.Any(condition =>
        UseGroups.KindOf(condition.Field) == group.Kind && Comparers.GroupName.Equals(condition.Pattern.Trim(), group.Name));
}
