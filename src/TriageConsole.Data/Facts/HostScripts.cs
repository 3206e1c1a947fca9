using System.Text;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Facts;

/// <summary>
/// The scripts of many processes of one host at once, for detection. Bounded: a long block is cut, and the texts of a window
/// are held once each up to a limit, since a host logs the same modules for every PowerShell that starts.
/// </summary>
internal sealed class HostScripts
{
    private const int TextsAtOnce = 200;
    private const int MaxBlockChars = 64 * 1024;
    private const int MaxProcessChars = 1024 * 1024;
    private const int MaxBlocks = 500;
    private const int MaxWindowChars = 64 * 1024 * 1024;

    private readonly Dictionary<long, IReadOnlyList<ScriptFact>> _scripts = [];

    private HostScripts()
    {
    }

    /// <summary>None at all.</summary>
    public static HostScripts None { get; } = new();

    /// <summary>The scripts of a process, in the order they were logged.</summary>
    public IReadOnlyList<ScriptFact> Of(long process) => _scripts.GetValueOrDefault(process) ?? [];

    /// <summary>Reads what some processes of a host logged up to a moment; null without end.</summary>
    /// <param name="db">Where from.</param>
    /// <param name="hostId">The host.</param>
    /// <param name="rows">All its processes of the time: which of them logged a block is told by process id and start.</param>
    /// <param name="wanted">Ids of those whose scripts are asked for.</param>
    /// <param name="until">The moment.</param>
    /// <param name="cancel">Cancels between rows.</param>
    public static async Task<HostScripts> ReadAsync(TriageContext db, int hostId, List<ProcessOutline> rows, HashSet<long> wanted, DateTime? until, CancellationToken cancel)
    {
        if (wanted.Count == 0 || !await db.ScriptBlocks.AnyAsync(b => b.HostId == hostId, cancel))
            return None;
        var owners = rows.Where(row => row is { ProcessId: not null, StartUtc: not null })
            .GroupBy(row => (row.ProcessId!.Value, row.TimeBasis == TimeBasis.Uncertain))
            .ToDictionary(group => group.Key, group => group.OrderBy(process => process.StartUtc).ToList());
        if (owners.Count == 0)
            return None;
        var from = owners.Values.Min(processes => processes[0].StartUtc!.Value);
        var parts = new Dictionary<long, List<Part>>();
        await foreach (var part in db.ScriptBlocks.AsNoTracking()
            .Where(b => b.HostId == hostId && b.ProcessId != null && b.UtcTime >= from && (until == null || b.UtcTime <= until))
            .OrderBy(b => b.UtcTime).ThenBy(b => b.Id)
            .Select(b => new Part(b.ProcessId!.Value, b.BlockId, b.Number, b.Total, b.TextId, b.Path!.Value, b.UtcTime, b.TimeBasis))
            .AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (Owner(owners, part) is not { } owner || !wanted.Contains(owner))
                continue;
            if (!parts.TryGetValue(owner, out var own))
                parts[owner] = own = [];
            own.Add(part);
        }

        return parts.Count == 0 ? None : await JoinAsync(db, parts, cancel);
    }

    // The last process that had the id by then, and had not ended.
    private static long? Owner(Dictionary<(long, bool), List<ProcessOutline>> owners, Part part)
    {
        if (!owners.TryGetValue((part.ProcessId, part.TimeBasis == TimeBasis.Uncertain), out var processes))
            return null;
        var owner = processes.FindLast(process => process.StartUtc <= part.UtcTime);
        return owner is null || owner.EndUtc + ParentRules.Slack < part.UtcTime ? null : owner.Id;
    }

    private static async Task<HostScripts> JoinAsync(TriageContext db, Dictionary<long, List<Part>> parts, CancellationToken cancel)
    {
        var scripts = new HostScripts();
        var texts = new Dictionary<long, string>();
        var left = MaxWindowChars;
        foreach (var (process, own) in parts.OrderBy(pair => pair.Key))
        {
            // The same block for the hundredth time says nothing new of the process.
            var blocks = own.GroupBy(part => part.BlockId).DistinctBy(block => string.Join(',', block.Select(part => part.TextId))).Take(MaxBlocks).ToList();
            foreach (var ids in blocks.SelectMany(block => block.Select(part => part.TextId)).Where(id => !texts.ContainsKey(id)).Distinct().Chunk(TextsAtOnce))
            {
                if (left <= 0)
                    break;
                foreach (var text in await db.Texts.AsNoTracking().Where(t => ids.Contains(t.Id))
                    .Select(t => new { t.Id, Value = t.Value.Length > MaxBlockChars ? t.Value.Substring(0, MaxBlockChars) : t.Value }).ToListAsync(cancel))
                {
                    texts[text.Id] = text.Value;
                    left -= text.Value.Length;
                }
            }

            scripts._scripts[process] = Joined(blocks, texts);
        }

        return scripts;
    }

    private static List<ScriptFact> Joined(List<IGrouping<Guid, Part>> blocks, Dictionary<long, string> texts)
    {
        var joined = new List<ScriptFact>();
        var left = MaxProcessChars;
        foreach (var block in blocks)
        {
            var parts = block.OrderBy(part => part.Number).ToList();
            var text = parts.Count == 1 ? texts.GetValueOrDefault(parts[0].TextId) ?? string.Empty : Join(parts, texts);
            if (text.Length == 0 || (left -= text.Length) < 0)
                continue;
            joined.Add(new(block.Key, text, parts[0].Path, parts.Min(part => part.UtcTime), parts.Count == parts[0].Total && text.Length < MaxBlockChars));
        }

        return joined;
    }

    private static string Join(List<Part> parts, Dictionary<long, string> texts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            var more = texts.GetValueOrDefault(part.TextId) ?? string.Empty;
            text.Append(more, 0, Math.Min(more.Length, MaxBlockChars - text.Length));
        }

        return text.ToString();
    }

    private sealed record Part(long ProcessId, Guid BlockId, int Number, int Total, long TextId, string? Path, DateTime UtcTime, TimeBasis TimeBasis);
}
