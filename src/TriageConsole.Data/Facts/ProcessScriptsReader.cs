using System.Text;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Facts;

/// <summary>
/// The scripts of one process, on demand: PowerShell names only a process id, so they are those of the time in which that id
/// was this process's. Not part of <see cref="ProcessFacts"/>, since the scripts of a host can be longer than all else.
/// </summary>
public sealed class ProcessScriptsReader(IDbContextFactory<TriageContext> contexts)
{
    /// <summary>Most blocks given.</summary>
    public const int MaxBlocks = 200;

    /// <summary>Longest text of one block, characters.</summary>
    public const int MaxChars = 256 * 1024;

    // A block of more parts than this is longer than its text may be.
    private const int MaxParts = 2_000;

    /// <summary>The same of several processes; those without scripts are left out.</summary>
    public async Task<IReadOnlyDictionary<long, IReadOnlyList<ScriptFact>>> OfAsync(IReadOnlyCollection<long> processIds, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(processIds);
        var found = new Dictionary<long, IReadOnlyList<ScriptFact>>();
        await using (var db = await contexts.CreateDbContextAsync(cancel))
        {
            // Most hosts log no scripts: one question then answers for all processes.
            if (!await db.ScriptBlocks.AnyAsync(b => db.Processes.Any(p => processIds.Contains(p.Id) && p.HostId == b.HostId), cancel))
                return found;
        }

        foreach (var id in processIds)
        {
            if (await OfAsync(id, cancel) is { Count: > 0 } scripts)
                found[id] = scripts;
        }

        return found;
    }

    /// <summary>The scripts of a process in the order they ran; none where it has no known start or process id.</summary>
    public async Task<IReadOnlyList<ScriptFact>> OfAsync(long processId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var process = await db.Processes.AsNoTracking().FirstOrDefaultAsync(p => p.Id == processId, cancel);
        if (process is not { StartUtc: { } start, ProcessId: { } pid })
            return [];
        var isUncertain = process.TimeBasis == TimeBasis.Uncertain;
        var next = await StartedAfter(db, process.HostId, pid, start)
            .Where(p => (p.TimeBasis == TimeBasis.Uncertain) == isUncertain)
            .MinAsync(p => p.StartUtc, cancel);
        var end = process.EndUtc + ParentRules.Slack;
        var parts = await db.ScriptBlocks.AsNoTracking()
            .Where(b => b.HostId == process.HostId && b.ProcessId == pid && b.UtcTime >= start && (next == null || b.UtcTime < next) && (end == null || b.UtcTime <= end)
                && (b.TimeBasis == TimeBasis.Uncertain) == isUncertain)
            .OrderBy(b => b.UtcTime).ThenBy(b => b.Id).Take(MaxParts).Include(b => b.Text).Include(b => b.Path).ToListAsync(cancel);
        return [.. parts.GroupBy(b => b.BlockId).Take(MaxBlocks).Select(Join)];
    }

    // SQLite files the index by process id by parts of the ids, each of which is asked; told to use it, since it would rather walk through the host.
    private static IQueryable<ProcessRow> StartedAfter(TriageContext db, int host, long processId, DateTime start) => db is SqliteTriageContext
        ? db.Processes.FromSqlRaw(
            "SELECT * FROM \"Processes\" INDEXED BY \"IX_Processes_ProcessId\" WHERE " + IdParts.Sql
            + " IN (WITH RECURSIVE parts(part) AS (SELECT 0 UNION ALL SELECT part + 1 FROM parts WHERE part < (SELECT MAX(" + IdParts.Sql + ") FROM \"Processes\")) SELECT part FROM parts)"
            + " AND \"HostId\" = {0} AND \"ProcessId\" = {1} AND \"StartUtc\" > {2}",
            host, processId, start.Ticks)
        : db.Processes.Where(p => p.HostId == host && p.ProcessId == processId && p.StartUtc > start);

    private static ScriptFact Join(IGrouping<Guid, ScriptBlockRow> block)
    {
        var parts = block.OrderBy(part => part.Number).ToList();
        var text = new StringBuilder();
        foreach (var part in parts)
            text.Append(part.Text!.Value, 0, Math.Min(part.Text.Value.Length, MaxChars - text.Length));
        var isWhole = parts.Count == parts[0].Total && parts[^1].Number == parts[0].Total && parts.Sum(part => (long)part.Text!.Value.Length) == text.Length;
        return new(block.Key, text.ToString(), parts[0].Path?.Value, parts.Min(part => part.UtcTime), isWhole);
    }
}
