using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Facts;

/// <summary>A part of a host's history to judge at once.</summary>
/// <param name="Outlines">All processes, with overlap and ancestors; of each only what tells its place and name.</param>
/// <param name="Facts">Those that were asked for, whole.</param>
/// <param name="After">Chains whose proxy started after this belong to the window; null from the beginning.</param>
/// <param name="Until">And at or before this; null to the end.</param>
public sealed record FactsWindow(IReadOnlyList<ProcessFacts> Outlines, IReadOnlyList<ProcessFacts> Facts, DateTime? After, DateTime? Until)
{
    /// <summary>The first of its host that is read.</summary>
    internal bool IsFirst { get; init; }

    /// <summary>Ghosts, which have no start, in this window, with the start of their first child.</summary>
    internal IReadOnlyDictionary<long, DateTime> FirstChildren { get; init; } = new Dictionary<long, DateTime>();

    /// <summary>
    /// Whether a process is the window's own to judge; every one is exactly one window's. A ghost goes with its first
    /// child; one without children with the first window.
    /// </summary>
    public bool Owns(ProcessFacts process)
    {
        ArgumentNullException.ThrowIfNull(process);
        return (process.StartUtc ?? (FirstChildren.TryGetValue(process.Id, out var child) ? child : null)) is { } start
            ? (After is null || start > After) && (Until is null || start <= Until)
            : IsFirst;
    }
}

/// <summary>Reads processes back as detection and the pages want them: texts resolved, the strongest signature chosen, modules, writes and for detection scripts attached.</summary>
public sealed class ProcessFactsReader(IDbContextFactory<TriageContext> contexts)
{
    private const int IdsAtOnce = 500;
    private const int WholeAtOnce = 2_000;

    /// <summary>Processes of a host, of one window at a time; a larger host is judged in windows that overlap.</summary>
    public const int WindowSize = 25_000;

    /// <summary>
    /// Hosts on which an import changed something that detection reads, by id, and from which start on; null for all of its
    /// history, and for a host that was never judged. What an import that did not come to its end changed there is in it.
    /// </summary>
    public async Task<IReadOnlyList<(int HostId, DateTime? From)>> HostsTouchedByAsync(long importId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var hosts = await db.ImportHosts.Where(h => h.ImportId == importId).OrderBy(h => h.HostId)
            .Select(h => new
            {
                h.HostId,
                IsJudged = db.HostJudgements.Any(j => j.HostId == h.HostId),
                From = db.ImportHosts.Where(o => o.HostId == h.HostId
                    && (o.ImportId == importId || (o.Import!.State != ImportState.Completed && o.Import.State != ImportState.CompletedWithWarnings))).Min(o => o.FromTicks),
            }).ToListAsync(cancel);
        return [.. hosts.Where(h => h.From != ImportHostRow.Nothing || !h.IsJudged).Select(h => (h.HostId, h.From == 0 || !h.IsJudged ? (DateTime?)null : new DateTime(h.From, DateTimeKind.Utc)))];
    }

    /// <summary>
    /// The processes of a host in windows of at most <paramref name="windowSize"/> starts, each with the ones that started
    /// within <paramref name="overlap"/> before it and all ancestors of both. Memory is bounded by the window. Half of the
    /// overlap lies before and half after what a window owns, so that every chain is seen whole by its owner.
    /// </summary>
    /// <param name="hostId">The host.</param>
    /// <param name="windowSize">Most starts of a window.</param>
    /// <param name="overlap">See above.</param>
    /// <param name="after">Only chains whose proxy started after this; null for all.</param>
    /// <param name="whole">Says of the outlines of a window which processes are to be read whole, by id.</param>
    /// <param name="cancel">Cancels between windows.</param>
    public async IAsyncEnumerable<FactsWindow> WindowsAsync(
        int hostId, int windowSize, TimeSpan overlap, DateTime? after, Func<IReadOnlyList<ProcessFacts>, IReadOnlyList<long>> whole,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(whole);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var host = await db.Hosts.Where(h => h.Id == hostId).Select(h => h.Name).FirstOrDefaultAsync(cancel);
        if (host is null)
            yield break;
        var alerted = await db.Alerts.Where(a => a.HostId == hostId).Select(a => a.ProxyProcessId).ToListAsync(cancel);
        var from = after is { } bound && bound > DateTime.MinValue + overlap ? bound + (overlap / 2) : (DateTime?)null;
        var isFirst = true;
        while (true)
        {
            var (window, next) = await WindowAsync(db, hostId, host, windowSize, overlap, from, isFirst, alerted, whole, cancel);
            if (window is null)
                yield break;
            yield return window;
            if (next is null)
                yield break;
            (from, isFirst) = (next, false);
        }
    }

    // Apart from the walk, which would hold the rows of a window while it is judged. No window where there are no more starts.
    private static async Task<(FactsWindow? Window, DateTime? Next)> WindowAsync(
        TriageContext db, int hostId, string host, int windowSize, TimeSpan overlap, DateTime? start, bool isFirst, List<long> alerted,
        Func<IReadOnlyList<ProcessFacts>, IReadOnlyList<long>> whole, CancellationToken cancel)
    {
        // One of its own each time: what it has read is of use to this window only.
        var loader = new FactsLoader(db);
        var at = loader.Dialect;
        var reach = start - overlap;
        var starts = db.Processes.Where(p => p.HostId == hostId && p.StartUtc != null && (start == null || p.StartUtc > start));
        var next = await starts.OrderBy(p => p.StartUtc).Skip(windowSize - 1).Select(p => p.StartUtc).FirstOrDefaultAsync(cancel);
        var rows = await loader.OutlinesAsync(
            string.Create(CultureInfo.InvariantCulture, $"\"HostId\" = {hostId} AND \"StartUtc\" IS NOT NULL")
            + (reach is { } first ? $" AND \"StartUtc\" > {at.Literal(first)}" : string.Empty)
            + (next is { } last ? $" AND \"StartUtc\" <= {at.Literal(last)}" : string.Empty),
            cancel);
        if (rows.Count == 0 && !isFirst)
            return default;
        if (isFirst)
            rows.AddRange(await LoneGhostsAsync(loader, hostId, cancel));
        await AddAncestorsAsync(rows, row => (row.Id, row.ParentId), loader.OutlinesAsync, cancel);
        rows.Sort((a, b) => a.Id.CompareTo(b.Id));
        var outlines = rows.ConvertAll(row => loader.Outline(row, host));
        var wanted = whole(outlines).ToHashSet();
        wanted.UnionWith(alerted.Intersect(rows.Select(row => row.Id)));
        var scripts = await HostScripts.ReadAsync(db, hostId, rows, wanted, next, cancel);
        var window = new FactsWindow(outlines, await WholeAsync(db, loader, wanted, host, scripts, cancel), start - (overlap / 2), next - (overlap / 2))
        {
            FirstChildren = await FirstChildrenAsync(db, rows, cancel),
            IsFirst = isFirst,
        };
        return (window, next);
    }

    /// <summary>Processes by id, in order of id.</summary>
    public async Task<IReadOnlyList<ProcessFacts>> ByIdAsync(IReadOnlyCollection<long> ids, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var loader = new FactsLoader(db);
        return await WholeAsync(db, loader, ids, null, HostScripts.None, cancel);
    }

    /// <summary>The same without modules, files and scripts, in any order: a fraction of the cost.</summary>
    public async Task<IReadOnlyList<ProcessFacts>> PlainByIdAsync(IReadOnlyCollection<long> ids, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var loader = new FactsLoader(db);
        var processes = new List<ProcessFacts>(ids.Count);
        foreach (var some in ids.Order().Chunk(WholeAtOnce))
            processes.AddRange((await loader.LoadAsync($"\"Id\" IN ({FactsLoader.List(some)})", cancel)).Select(row => row.ToFacts(row.Host, ProcessExtras.None, HostScripts.None)));
        return processes;
    }

    /// <summary>
    /// A process, its ancestors to the root, and its descendants in order of start, breadth first, up to
    /// <paramref name="maxNodes"/> in all; <see cref="ChildCountsAsync"/> tells how many children stand beside and below.
    /// </summary>
    public async Task<IReadOnlyList<ProcessFacts>> TreeAsync(long processId, int maxNodes, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var loader = new FactsLoader(db);
        var rows = await loader.LoadAsync($"\"Id\" IN ({FactsLoader.List([processId])})", cancel);
        if (rows.Count == 0)
            return [];
        await AddAncestorsAsync(rows, row => (row.Process.Id, row.Process.ParentId), loader.LoadAsync, cancel);
        List<long> level = [processId];
        while (level.Count > 0 && rows.Count < maxNodes)
        {
            var found = new List<FactsRow>();
            foreach (var some in level.Chunk(IdsAtOnce))
            {
                var room = Math.Max(0, maxNodes - rows.Count - found.Count);
                found.AddRange(await loader.LoadAsync(
                    string.Create(CultureInfo.InvariantCulture, $"\"ParentId\" IN ({FactsLoader.List(some)}) ORDER BY \"StartUtc\", \"Id\" LIMIT {room}"), cancel));
            }

            var held = rows.Select(r => r.Process.Id).ToHashSet();
            found.RemoveAll(r => held.Contains(r.Process.Id));
            rows.AddRange(found);
            level = [.. found.Select(r => r.Process.Id)];
        }

        return await FactsAsync(db, loader, rows, null, HostScripts.None, cancel);
    }

    /// <summary>How many children each of these processes has; those without are left out.</summary>
    public async Task<IReadOnlyDictionary<long, int>> ChildCountsAsync(IReadOnlyCollection<long> ids, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(ids);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var counts = new Dictionary<long, int>();
        foreach (var some in ids.Distinct().Chunk(IdsAtOnce))
        {
            foreach (var parent in await db.Processes.Where(p => p.ParentId != null && some.Contains(p.ParentId.Value))
                .GroupBy(p => p.ParentId!.Value).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel))
            {
                counts[parent.Key] = parent.Count;
            }
        }

        return counts;
    }

    // Nobody saw them start and nobody names them as parent, but they did something worth keeping.
    private static Task<List<ProcessOutline>> LoneGhostsAsync(FactsLoader loader, int hostId, CancellationToken cancel) => loader.OutlinesAsync(
        string.Create(CultureInfo.InvariantCulture, $"\"HostId\" = {hostId} AND \"StartUtc\" IS NULL AND NOT EXISTS (SELECT 1 FROM \"Processes\" AS child WHERE child.\"ParentId\" = \"Processes\".\"Id\")"),
        cancel);

    private static async Task<Dictionary<long, DateTime>> FirstChildrenAsync(TriageContext db, List<ProcessOutline> rows, CancellationToken cancel)
    {
        var first = new Dictionary<long, DateTime>();
        foreach (var ids in rows.Where(r => r.StartUtc is null).Select(r => r.Id).Chunk(IdsAtOnce))
        {
            foreach (var ghost in await db.Processes.Where(p => p.ParentId != null && ids.Contains(p.ParentId.Value) && p.StartUtc != null)
                .GroupBy(p => p.ParentId!.Value).Select(g => new { g.Key, First = g.Min(p => p.StartUtc) }).ToListAsync(cancel))
            {
                if (ghost.First is { } start)
                    first[ghost.Key] = start;
            }
        }

        return first;
    }

    private static async Task AddAncestorsAsync<T>(List<T> rows, Func<T, (long Id, long? ParentId)> process, Func<string, CancellationToken, Task<List<T>>> load, CancellationToken cancel)
    {
        var held = rows.Select(r => process(r).Id).ToHashSet();
        var missing = rows.Select(r => process(r).ParentId).OfType<long>().Where(id => !held.Contains(id)).Distinct().ToList();
        while (missing.Count > 0)
        {
            var found = new List<T>();
            foreach (var some in missing.Chunk(IdsAtOnce))
                found.AddRange(await load($"\"Id\" IN ({FactsLoader.List(some)})", cancel));
            rows.AddRange(found);
            held.UnionWith(missing);
            missing = [.. found.Select(r => process(r).ParentId).OfType<long>().Where(id => !held.Contains(id)).Distinct()];
        }
    }

    private static async Task<IReadOnlyList<ProcessFacts>> WholeAsync(
        TriageContext db, FactsLoader loader, IReadOnlyCollection<long> ids, string? host, HostScripts scripts, CancellationToken cancel)
    {
        var rows = new List<FactsRow>();
        foreach (var some in ids.Distinct().Order().Chunk(WholeAtOnce))
            rows.AddRange(await loader.LoadAsync($"\"Id\" IN ({FactsLoader.List(some)})", cancel));
        return await FactsAsync(db, loader, rows, host, scripts, cancel);
    }

    private static async Task<IReadOnlyList<ProcessFacts>> FactsAsync(TriageContext db, FactsLoader loader, List<FactsRow> rows, string? host, HostScripts scripts, CancellationToken cancel)
    {
        if (rows.Count == 0)
            return [];
        var extras = await ProcessExtras.ReadAsync(db, loader, rows, IdsAtOnce, cancel);
        return [.. rows.OrderBy(r => r.Process.Id).Select(r => r.ToFacts(host ?? r.Host, extras, scripts))];
    }
}
