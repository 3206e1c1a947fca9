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
        var parents = new Queue<long>(shown);
        while (parents.TryDequeue(out var parent))
        {
            var isOpen = opened.Contains(parent);
            var limit = isOpen ? MostChildren : memberIds.Contains(parent) ? FirstChildren : 0;
            var found = await db.Processes.AsNoTracking().Where(p => p.ParentId == parent)
                .OrderBy(p => p.StartUtc).ThenBy(p => p.Id).Select(p => p.Id).Take(MostChildren + 1).ToListAsync(cancel);
            var others = found.Where(id => !shown.Contains(id)).ToList();
            foreach (var child in others.Take(limit))
            {
                shown.Add(child);
                around.Add(child);
                if (opened.Contains(child))
                    parents.Enqueue(child);
                else
                    leaves.Add(child);
            }

            if (others.Count > limit)
                folded[parent] = others.Count - limit;
        }

        foreach (var some in leaves.Chunk(500))
        {
            var counts = db.Processes.Where(p => p.ParentId != null && some.Contains(p.ParentId.Value) && p.Id != p.ParentId)
                .GroupBy(p => p.ParentId!.Value).Select(g => new { g.Key, Count = g.Count() });
            foreach (var count in await counts.ToListAsync(cancel))
                folded[count.Key] = count.Count;
        }

        return AlertTreeBuilder.Build(members, detail, await ChainProcesses.LoadAsync(db, around, cancel), folded);
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
