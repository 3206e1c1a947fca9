namespace TriageConsole.Domain.Baseline;

/// <summary>What a host group or an account class must be before conditions may name it.</summary>
public static class UseGroupRules
{
    /// <summary>Longest name.</summary>
    public const int LongestName = 100;

    /// <summary>Longest member.</summary>
    public const int LongestMember = 256;

    /// <summary>Most members of one group, those of included groups aside.</summary>
    public const int MostMembers = 20_000;

    private const int MostNamed = 5;

    /// <summary>All faults of a group, each a sentence; empty where there is none.</summary>
    /// <param name="group">The group as it is to be.</param>
    /// <param name="others">All other groups.</param>
    public static IReadOnlyList<string> Faults(UseGroup group, IReadOnlyList<UseGroup> others)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(others);
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(group.Name))
            faults.Add("Name: give it one.");
        else if (group.Name.Length > LongestName)
            faults.Add($"Name: {group.Name.Length} characters; at most {LongestName}.");
        if (group.Name.AsSpan().ContainsAny('*', '?'))
            faults.Add("Name: * and ? are wildcards and cannot be part of it.");
        if (others.Any(other => other.Kind == group.Kind && other.Id != group.Id && Comparers.GroupName.Equals(other.Name, group.Name)))
            faults.Add("Name: another group has it.");
        if (group.Members.Count == 0 && group.Includes.Count == 0)
            faults.Add("Members: name at least one, or include a group.");
        if (group.Members.Count > MostMembers)
            faults.Add($"Members: {group.Members.Count}; at most {MostMembers}. A pattern can stand for many.");
        faults.AddRange(group.Members.Select(member => Fault(group.Kind, member)).OfType<string>().Take(MostNamed));
        Includes(group, others, faults);
        return faults;
    }

    /// <summary>The members of a group and of all that it includes, each once.</summary>
    /// <param name="group">The group.</param>
    /// <param name="all">All groups; what is included and not there has no members.</param>
    public static IReadOnlyList<string> Flatten(UseGroup group, IReadOnlyList<UseGroup> all)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(all);
        var byId = all.ToLookup(one => one.Id);
        var members = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var seen = new HashSet<Guid>();
        var open = new Stack<UseGroup>([group]);
        while (open.TryPop(out var next))
        {
            // Seen once is enough, and keeps stored data that goes round from never ending.
            if (next.Kind != group.Kind || !seen.Add(next.Id))
                continue;
            members.UnionWith(next.Members);
            foreach (var included in next.Includes.SelectMany(id => byId[id]))
                open.Push(included);
        }

        return [.. members];
    }

    private static string? Fault(UseGroupKind kind, string member)
    {
        if (string.IsNullOrWhiteSpace(member))
            return "Members: one is empty.";
        if (member.Length > LongestMember)
            return $"Members: “{member[..20]}…” is longer than {LongestMember} characters.";
        if (member.AsSpan().ContainsAny('*', '?') && !ApprovedUseRules.IsAnchor(new(kind == UseGroupKind.Hosts ? UseField.Host : UseField.User, member)))
            return $"Members: “{member}” matches nearly everything; spell out at least three characters.";
        if (kind == UseGroupKind.Accounts && !member.Contains('\\', StringComparison.Ordinal))
            return $@"Members: “{member}” is no account; write DOMAIN\user, for example CORP\svc-*.";
        return null;
    }

    private static void Includes(UseGroup group, IReadOnlyList<UseGroup> others, List<string> faults)
    {
        var byId = others.Where(other => other.Id != group.Id).ToDictionary(other => other.Id);
        byId[group.Id] = group;
        foreach (var id in group.Includes.Distinct())
        {
            if (!byId.TryGetValue(id, out var included))
                faults.Add("Includes: one of the groups does not exist any more.");
            else if (included.Kind != group.Kind)
                faults.Add($"Includes: “{included.Name}” is of the other kind.");
        }

        if (Cycle(group, byId) is { } cycle)
            faults.Add($"Includes: the groups would include one another: {string.Join(" → ", cycle)}.");
    }

    // From the group back to itself, by names; the shortest way.
    private static List<string>? Cycle(UseGroup group, Dictionary<Guid, UseGroup> byId)
    {
        var cameFrom = new Dictionary<Guid, Guid>();
        var open = new Queue<UseGroup>([group]);
        while (open.TryDequeue(out var next))
        {
            foreach (var id in next.Includes)
            {
                if (id == group.Id)
                    return Way(next.Id);
                if (byId.TryGetValue(id, out var included) && cameFrom.TryAdd(id, next.Id))
                    open.Enqueue(included);
            }
        }

        return null;

        List<string> Way(Guid last)
        {
            var names = new List<string> { group.Name };
            for (var at = last; at != group.Id; at = cameFrom[at])
                names.Insert(0, byId[at].Name);
            names.Insert(0, group.Name);
            return names;
        }
    }
}
