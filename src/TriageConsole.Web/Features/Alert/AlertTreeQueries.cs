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

    /// <summary>Children of a process that was opened.</summary>
    public const int MostChildren = 1_000;

    /// <summary>So few children that there is no need to take only the first of them.</summary>
    private const int Few = 50;

    private const int IdsAtOnce = 500;

    /// <summary>The tree.</summary>
    /// <param name="view">The alert.</param>
    /// <param name="opened">Surrogate ids of processes all of whose children were asked for.</param>
    /// <param name="cancel">Cancels.</param>
    public Task<IReadOnlyList<ProcessTreeNode>> LoadAsync(AlertView view, IReadOnlySet<long> opened, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(view);
        return LoadAsync(view.Processes, view.Detail, view.Proxy?.Id, opened, cancel);
    }

    /// <summary>The tree around any processes.</summary>
    /// <param name="members">Processes that are shown with some of their children.</param>
    /// <param name="detail">What was found on them.</param>
    /// <param name="focus">The process above which the tree goes on; null for none.</param>
    /// <param name="opened">Surrogate ids of processes all of whose children were asked for.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<IReadOnlyList<ProcessTreeNode>> LoadAsync(
        IReadOnlyList<ChainProcess> members, VerdictDetail detail, long? focus, IReadOnlySet<long> opened, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(members);
        ArgumentNullException.ThrowIfNull(opened);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var memberIds = members.Select(p => p.Id).ToHashSet();
        var ancestors = await AncestorsAsync(db, members, focus, memberIds, cancel);
        var shown = memberIds.Concat(ancestors).ToHashSet();
        var folded = new Dictionary<long, int>();
        var around = new List<long>(ancestors);
        var leaves = new List<long>();

        // What was opened can hold more that was opened: a child is asked for its own children in turn.
        for (var parents = shown.ToList(); parents.Count > 0;)
        {
            var next = new List<long>();
            foreach (var (parent, found) in await ChildrenAsync(db, parents, cancel))
            {
                var limit = opened.Contains(parent) ? MostChildren : memberIds.Contains(parent) ? FirstChildren : 0;
                var others = found.Where(id => !shown.Contains(id)).ToList();
                foreach (var child in others.Take(limit))
                {
                    shown.Add(child);
                    around.Add(child);
                    (opened.Contains(child) ? next : leaves).Add(child);
                }

                if (others.Count > limit)
                    folded[parent] = others.Count - limit;
            }

            parents = next;
        }

        foreach (var (leaf, count) in await CountsAsync(db, leaves, cancel))
            folded[leaf] = count;

        return AlertTreeBuilder.Build(members, detail, await ChainProcesses.LoadForTreeAsync(db, around, cancel), folded);
    }

    /// <summary>
    /// The first children of each of these, in order of their start. Most have few, and those come in one statement for many
    /// parents: a chain can have a thousand processes.
    /// </summary>
    private static async Task<List<(long Parent, IReadOnlyList<long> Children)>> ChildrenAsync(TriageContext db, IReadOnlyList<long> parents, CancellationToken cancel)
    {
        var counts = await CountsAsync(db, parents, cancel);
        var children = new List<(long, IReadOnlyList<long>)>(counts.Count);
        foreach (var some in counts.Where(c => c.Value <= Few).Select(c => c.Key).Chunk(IdsAtOnce))
        {
            var found = await db.Processes.AsNoTracking().Where(p => p.ParentId != null && some.Contains(p.ParentId.Value))
                .OrderBy(p => p.StartUtc).ThenBy(p => p.Id).Select(p => new { p.Id, Parent = p.ParentId!.Value }).ToListAsync(cancel);
            children.AddRange(found.GroupBy(p => p.Parent).Select(g => (g.Key, (IReadOnlyList<long>)[.. g.Select(p => p.Id)])));
        }

        foreach (var parent in counts.Where(c => c.Value > Few).Select(c => c.Key))
        {
            children.Add((parent, await db.Processes.AsNoTracking().Where(p => p.ParentId == parent)
                .OrderBy(p => p.StartUtc).ThenBy(p => p.Id).Select(p => p.Id).Take(MostChildren + 1).ToListAsync(cancel)));
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

    private static async Task<List<long>> AncestorsAsync(
        TriageContext db, IReadOnlyList<ChainProcess> members, long? focus, IEnumerable<long> memberIds, CancellationToken cancel)
    {
        var known = memberIds.ToHashSet();
        var ancestors = new List<long>();
        var next = members.FirstOrDefault(p => p.Id == focus)?.ParentId;

        // The store promises that parents never loop; a page that trusted it would hang where it did not.
        while (next is { } id && ancestors.Count < MostAncestors)
        {
            if (!known.Add(id))
            {
                next = members.FirstOrDefault(p => p.Id == id)?.ParentId is { } up && !known.Contains(up) ? up : null;
                continue;
            }

            ancestors.Add(id);
            next = await db.Processes.Where(p => p.Id == id).Select(p => p.ParentId).SingleOrDefaultAsync(cancel);
        }

        return ancestors;
    }
}
