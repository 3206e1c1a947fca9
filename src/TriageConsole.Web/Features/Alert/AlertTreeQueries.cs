using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Components.Controls;

namespace TriageConsole.Web.Features.Alert;

/// <summary>Reads the tree around a chain: its ancestors, itself, and as many siblings and children as were asked for.</summary>
public sealed class AlertTreeQueries(IDbContextFactory<TriageContext> contexts)
{
    /// <summary>Ancestors above the chain.</summary>
    public const int MostAncestors = 16;

    /// <summary>Children of a process of the chain that are shown at first.</summary>
    public const int FirstChildren = 20;

    /// <summary>So few children that there is no need to take only the first of them.</summary>
    private const int Few = 50;

    private const int IdsAtOnce = 500;
    private const int LongestWay = 64;

    /// <summary>The tree.</summary>
    /// <param name="view">The alert.</param>
    /// <param name="opened">What was asked for beyond the first look.</param>
    /// <param name="cancel">Cancels.</param>
    public Task<IReadOnlyList<ProcessTreeNode>> LoadAsync(AlertView view, OpenedNodes opened, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(view);
        return LoadAsync(view.Processes, view.Detail, view.Proxy?.Id, null, opened, cancel);
    }

    /// <summary>The tree around any processes.</summary>
    /// <param name="members">Processes that are shown with some of their children.</param>
    /// <param name="detail">What was found on them.</param>
    /// <param name="focus">The process above which the tree goes on; null for none.</param>
    /// <param name="marked">A process that is said to be the one; null for none.</param>
    /// <param name="opened">What was asked for beyond the first look.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<IReadOnlyList<ProcessTreeNode>> LoadAsync(
        IReadOnlyList<ChainProcess> members, VerdictDetail detail, long? focus, long? marked, OpenedNodes opened, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(opened);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var memberIds = members.Select(p => p.Id).ToHashSet();
        var ancestors = await AncestorsAsync(db, members, focus, memberIds, cancel);
        var shown = memberIds.Concat(ancestors.Select(a => a.Id)).ToHashSet();
        var shownBelow = members.Select(p => p.ParentId).Concat(ancestors.Select(a => a.ParentId)).OfType<long>().CountBy(id => id).ToDictionary();
        var folded = new Dictionary<long, int>();
        var around = ancestors.ConvertAll(a => a.Id);
        var leaves = new List<long>();

        // What was opened can hold more that was opened: a child is asked for its own children in turn.
        for (var parents = shown.ToList(); parents.Count > 0;)
        {
            var next = new List<long>();
            var counts = await CountsAsync(db, parents, cancel);
            var limits = counts.Keys.ToDictionary(id => id, id => Math.Max(opened.ChildrenOf(id), memberIds.Contains(id) ? FirstChildren : 0));
            var found = await ChildrenAsync(db, counts, id => limits[id] == 0 ? 0 : limits[id] + shownBelow.GetValueOrDefault(id), cancel);
            foreach (var (parent, count) in counts)
            {
                var others = found.GetValueOrDefault(parent, []).Where(id => !shown.Contains(id)).Take(limits[parent]).ToList();
                foreach (var child in others)
                {
                    shown.Add(child);
                    around.Add(child);
                    (opened.ChildrenOf(child) > 0 ? next : leaves).Add(child);
                }

                if (count - shownBelow.GetValueOrDefault(parent) - others.Count is > 0 and var left)
                    folded[parent] = left;
            }

            parents = next;
        }

        foreach (var (leaf, count) in await CountsAsync(db, leaves, cancel))
            folded[leaf] = count;

        return AlertTreeBuilder.Build(members, detail, await ChainProcesses.LoadForTreeAsync(db, around, cancel), folded, marked);
    }

    /// <summary>The processes above one, itself first, as far as they are stored.</summary>
    public async Task<IReadOnlyList<long>> WayUpAsync(long processId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var way = new List<long>();
        for (long? next = processId; next is { } id && way.Count < LongestWay && !way.Contains(id);)
        {
            var row = await db.Processes.Where(p => p.Id == id).Select(p => new { p.ParentId }).SingleOrDefaultAsync(cancel);
            if (row is null)
                break;
            way.Add(id);
            next = row.ParentId;
        }

        return way;
    }

    /// <summary>
    /// The first children of each of these, as many as are wanted, in order of their start. Most have few, and those come in
    /// one statement for many parents: a chain can have a thousand processes.
    /// </summary>
    private static async Task<Dictionary<long, IReadOnlyList<long>>> ChildrenAsync(
        TriageContext db, Dictionary<long, int> counts, Func<long, int> wanted, CancellationToken cancel)
    {
        var children = new Dictionary<long, IReadOnlyList<long>>();
        foreach (var some in counts.Where(c => c.Value <= Few && wanted(c.Key) > 0).Select(c => c.Key).Chunk(IdsAtOnce))
        {
            var found = await db.Processes.AsNoTracking().Where(p => p.ParentId != null && some.Contains(p.ParentId.Value) && p.Id != p.ParentId)
                .OrderBy(p => p.StartUtc).ThenBy(p => p.Id).Select(p => new { p.Id, Parent = p.ParentId!.Value }).ToListAsync(cancel);
            foreach (var group in found.GroupBy(p => p.Parent))
                children[group.Key] = [.. group.Select(p => p.Id)];
        }

        foreach (var parent in counts.Where(c => c.Value > Few && wanted(c.Key) > 0).Select(c => c.Key))
        {
            children[parent] = await db.Processes.AsNoTracking().Where(p => p.ParentId == parent && p.Id != parent)
                .OrderBy(p => p.StartUtc).ThenBy(p => p.Id).Select(p => p.Id).Take(wanted(parent)).ToListAsync(cancel);
        }

        return children;
    }

    /// <summary>How many children each of these has; those without are left out.</summary>
    private static async Task<Dictionary<long, int>> CountsAsync(TriageContext db, IReadOnlyList<long> parents, CancellationToken cancel)
    {
        var counts = new Dictionary<long, int>();
        foreach (var some in parents.Chunk(IdsAtOnce))
        {
            var counted = db.Processes.Where(p => p.ParentId != null && some.Contains(p.ParentId.Value) && p.Id != p.ParentId)
                .GroupBy(p => p.ParentId!.Value).Select(g => new { g.Key, Count = g.Count() });
            foreach (var one in await counted.ToListAsync(cancel))
                counts[one.Key] = one.Count;
        }

        return counts;
    }

    private static async Task<List<(long Id, long? ParentId)>> AncestorsAsync(
        TriageContext db, IReadOnlyList<ChainProcess> members, long? focus, IEnumerable<long> memberIds, CancellationToken cancel)
    {
        var known = memberIds.ToHashSet();
        var ancestors = new List<(long, long?)>();
        var next = members.FirstOrDefault(p => p.Id == focus)?.ParentId;

        // The store promises that parents never loop; a page that trusted it would hang where it did not.
        while (next is { } id && ancestors.Count < MostAncestors)
        {
            if (!known.Add(id))
            {
                next = members.FirstOrDefault(p => p.Id == id)?.ParentId is { } up && !known.Contains(up) ? up : null;
                continue;
            }

            next = await db.Processes.Where(p => p.Id == id).Select(p => p.ParentId).SingleOrDefaultAsync(cancel);
            ancestors.Add((id, next));
        }

        return ancestors;
    }
}
