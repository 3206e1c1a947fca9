using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Facts;

/// <summary>A part of a host's history to judge at once.</summary>
/// <param name="Facts">The processes, with overlap and ancestors.</param>
/// <param name="After">Chains whose proxy started after this belong to the window; null from the beginning.</param>
/// <param name="Until">And at or before this; null to the end.</param>
public sealed record FactsWindow(IReadOnlyList<ProcessFacts> Facts, DateTime? After, DateTime? Until)
{
    /// <summary>Whether a process is the window's own to judge; every one is exactly one window's.</summary>
    public bool Owns(ProcessFacts process) =>
        process.StartUtc is not { } start ? After is null : (After is null || start > After) && (Until is null || start <= Until);
}

/// <summary>Reads processes back as detection and the pages want them: texts resolved, the strongest signature chosen, modules and writes attached.</summary>
public sealed class ProcessFactsReader(IDbContextFactory<TriageContext> contexts)
{
    private const int IdsAtOnce = 500;

    /// <summary>Processes of a host, of one window at a time; a larger host is judged in windows that overlap.</summary>
    public const int WindowSize = 100_000;

    /// <summary>Hosts on which an import changed something that detection reads, by id.</summary>
    public async Task<IReadOnlyList<int>> HostsTouchedByAsync(long importId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.ImportHosts.Where(h => h.ImportId == importId).OrderBy(h => h.HostId).Select(h => h.HostId).ToListAsync(cancel);
    }

    /// <summary>
    /// The processes of a host in windows of at most <paramref name="windowSize"/> starts, each with the ones that started
    /// within <paramref name="overlap"/> before it and all ancestors of both. Memory is bounded by the window. Half of the
    /// overlap lies before and half after what a window owns, so that every chain is seen whole by its owner.
    /// </summary>
    public async IAsyncEnumerable<FactsWindow> WindowsAsync(
        int hostId, int windowSize, TimeSpan overlap, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var host = await db.Hosts.Where(h => h.Id == hostId).Select(h => h.Name).FirstOrDefaultAsync(cancel);
        if (host is null)
            yield break;
        DateTime? from = null;
        while (true)
        {
            var start = from;
            var reach = start - overlap;
            var starts = db.Processes.Where(p => p.HostId == hostId && p.StartUtc != null && (start == null || p.StartUtc > start));
            var next = await starts.OrderBy(p => p.StartUtc).Skip(windowSize - 1).Select(p => p.StartUtc).FirstOrDefaultAsync(cancel);
            var rows = await Rows(db.Processes.Where(p => p.HostId == hostId && p.StartUtc != null
                && (reach == null || p.StartUtc > reach) && (next == null || p.StartUtc <= next))).ToListAsync(cancel);
            if (rows.Count == 0)
                yield break;
            await AddAncestorsAsync(db, rows, cancel);
            yield return new FactsWindow(await FactsAsync(db, rows, host, cancel), start - (overlap / 2), next - (overlap / 2));
            if (next is null)
                yield break;
            from = next;
        }
    }

    /// <summary>Processes by id, in order of id.</summary>
    public async Task<IReadOnlyList<ProcessFacts>> ByIdAsync(IReadOnlyCollection<long> ids, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = new List<FactsRow>();
        foreach (var some in ids.Distinct().Chunk(IdsAtOnce))
            rows.AddRange(await Rows(db.Processes.Where(p => some.Contains(p.Id))).ToListAsync(cancel));
        return await FactsAsync(db, rows, null, cancel);
    }

    /// <summary>
    /// A process, its ancestors to the root, and its descendants in order of start, breadth first, up to
    /// <paramref name="maxNodes"/> in all.
    /// </summary>
    public async Task<IReadOnlyList<ProcessFacts>> TreeAsync(long processId, int maxNodes, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = await Rows(db.Processes.Where(p => p.Id == processId)).ToListAsync(cancel);
        if (rows.Count == 0)
            return [];
        await AddAncestorsAsync(db, rows, cancel);
        List<long> level = [processId];
        while (level.Count > 0 && rows.Count < maxNodes)
        {
            var found = new List<FactsRow>();
            foreach (var some in level.Chunk(IdsAtOnce))
            {
                found.AddRange(await Rows(db.Processes.Where(p => p.ParentId != null && some.Contains(p.ParentId.Value)))
                    .OrderBy(r => r.Process.StartUtc).Take(maxNodes - rows.Count - found.Count).ToListAsync(cancel));
            }

            var held = rows.Select(r => r.Process.Id).ToHashSet();
            found.RemoveAll(r => held.Contains(r.Process.Id));
            rows.AddRange(found);
            level = [.. found.Select(r => r.Process.Id)];
        }

        return await FactsAsync(db, rows, null, cancel);
    }

    private static async Task AddAncestorsAsync(TriageContext db, List<FactsRow> rows, CancellationToken cancel)
    {
        var held = rows.Select(r => r.Process.Id).ToHashSet();
        var missing = rows.Select(r => r.Process.ParentId).OfType<long>().Where(id => !held.Contains(id)).Distinct().ToList();
        while (missing.Count > 0)
        {
            var found = new List<FactsRow>();
            foreach (var some in missing.Chunk(IdsAtOnce))
                found.AddRange(await Rows(db.Processes.Where(p => some.Contains(p.Id))).ToListAsync(cancel));
            rows.AddRange(found);
            held.UnionWith(missing);
            missing = [.. found.Select(r => r.Process.ParentId).OfType<long>().Where(id => !held.Contains(id)).Distinct()];
        }
    }

    private static IQueryable<FactsRow> Rows(IQueryable<ProcessRow> processes) => processes.AsNoTracking().Select(p => new FactsRow
    {
        Process = p,
        Host = p.Host!.Name,
        Image = p.Image!.Value,
        CommandLine = p.CommandLine!.Value,
        CurrentDirectory = p.CurrentDirectory!.Value,
        User = p.User!.Value,
        IntegrityLevel = p.IntegrityLevel!.Value,
        OriginalFileName = p.OriginalFileName!.Value,
        Company = p.Company!.Value,
        Product = p.Product!.Value,
        Description = p.Description!.Value,
        ParentImage = p.ParentImage!.Value,
        ParentCommandLine = p.ParentCommandLine!.Value,
        Hash = p.FileHash,
        Own = p.Signature,
        OwnConflict = p.ConflictingSignature,
        Catalogue = p.FileHash!.Signature,
        CatalogueConflict = p.FileHash!.ConflictingSignature,
    });

    private static async Task<IReadOnlyList<ProcessFacts>> FactsAsync(TriageContext db, List<FactsRow> rows, string? host, CancellationToken cancel)
    {
        var extras = await ProcessExtras.ReadAsync(db, rows, IdsAtOnce, cancel);
        return [.. rows.OrderBy(r => r.Process.Id).Select(r => r.ToFacts(host ?? r.Host, extras))];
    }
}
