using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Facts;
using TriageConsole.Data.Model;
using TriageConsole.Detection.Text;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Detecting;

namespace TriageConsole.Web.Features.Baseline.Inventory;

/// <summary>
/// Counts starts of the script hosts and utilities that detection watches. Grouped by the keys of interned texts: no text is
/// read but those of the groups. Bound by a number of starts, the latest of them, since no index leads from a name to its starts.
/// </summary>
public sealed class InventoryQueries(IDbContextFactory<TriageContext> contexts, DetectionRuntime detection, TimeProvider time)
{
    /// <summary>Starts of any process that are looked at, the latest of them.</summary>
    public const int MostStarts = 500_000;

    /// <summary>Uses of one inventory.</summary>
    public const int MostRows = 10_000;

    // What detection watches is told by the data that ships and does not change while the program runs.
    private readonly string[] _names = [.. detection.Reference.Hosts.SelectMany(host => host.Names).Distinct(StringComparer.Ordinal)];

    /// <summary>The names that are looked for.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Reads the inventory.</summary>
    public Task<InventoryResult> ReadAsync(InventoryFilter filter, CancellationToken cancel) => ReadAsync(filter, MostStarts, cancel);

    internal async Task<InventoryResult> ReadAsync(InventoryFilter filter, int mostStarts, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var last = await db.Hosts.Counted().MaxAsync(host => (DateTime?)host.LastSeenUtc, cancel);
        var from = (last ?? time.GetUtcNow().UtcDateTime).AddDays(-filter.Days);
        List<int>? hosts = null;
        var processes = Started(db, filter.Host is not null).Counted(db).Where(p => p.StartUtc >= from);
        if (filter.Host is { } wanted)
        {
            hosts = await HostsAsync(db, wanted, cancel);
            processes = hosts is [var one] ? processes.Where(p => p.HostId == one) : processes.Where(p => EF.Parameter(hosts).Contains(p.HostId));
        }

        var texts = await NamesAsync(db, filter.Image, cancel);
        if (texts.Count == 0 || hosts is [])
            return new([], from, false, false);
        var cut = await processes.OrderByDescending(p => p.StartUtc).Skip(mostStarts).Select(p => p.StartUtc).FirstOrDefaultAsync(cancel);
        if (cut is { } oldest)
            processes = processes.Where(p => p.StartUtc > oldest);
        var groups = await processes.Where(p => EF.Parameter(texts).Contains(p.ImageNameId))
            .GroupBy(p => new { p.HostId, p.ImageId, p.UserId })
            .Select(g => new Group
            {
                HostId = g.Key.HostId,
                ImageId = g.Key.ImageId,
                UserId = g.Key.UserId,
                Starts = g.LongCount(),
                FirstUtc = g.Min(p => p.StartUtc),
                LastUtc = g.Max(p => p.StartUtc),
                SampleId = g.Max(p => p.Id),
            })
            .OrderByDescending(g => g.Starts).ThenBy(g => g.HostId).ThenBy(g => g.SampleId).Take(MostRows + 1).ToListAsync(cancel);
        var since = cut ?? from;
        var rows = await RowsAsync(db, [.. groups.Take(MostRows)], since, cancel);
        return new([.. rows.Where(row => filter.Standing is null || row.Standing == filter.Standing)], since, cut is not null, groups.Count > MostRows);
    }

    // Left to itself SQLite walks all processes of all hosts, to have the groups in order.
    private static IQueryable<ProcessRow> Started(TriageContext db, bool ofSomeHosts) => ofSomeHosts || db.Database.IsNpgsql()
        ? db.Processes.AsNoTracking()
        : db.Processes.FromSqlRaw("SELECT * FROM \"Processes\" INDEXED BY \"IX_Processes_StartUtc\" WHERE \"StartUtc\" IS NOT NULL").AsNoTracking();

    private static async Task<List<InventoryRow>> RowsAsync(TriageContext db, List<Group> groups, DateTime since, CancellationToken cancel)
    {
        var keys = groups.SelectMany(g => new[] { g.ImageId, g.UserId ?? g.ImageId }).Distinct().ToList();
        var texts = await db.Texts.Where(t => EF.Parameter(keys).Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Value, cancel);
        var ids = groups.Select(g => g.HostId).Distinct().ToList();
        var hosts = await db.Hosts.Where(h => EF.Parameter(ids).Contains(h.Id)).ToDictionaryAsync(h => h.Id, h => h.Name, cancel);
        var alerts = await db.Alerts.Counted().Where(a => a.ProxyProcess!.StartUtc >= since)
            .GroupBy(a => new
            {
                a.HostId,
                a.ProxyProcess!.ImageId,
                a.ProxyProcess.UserId,
                IsApproved = a.Status == AlertStatus.Covered || a.Status == AlertStatus.Allowed,
            })
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancel);
        var counts = alerts.ToDictionary(a => (a.Key.HostId, a.Key.ImageId, a.Key.UserId, a.Key.IsApproved), a => a.Count);
        return groups.ConvertAll(g =>
        {
            var approved = counts.GetValueOrDefault((g.HostId, g.ImageId, g.UserId, true));
            return new InventoryRow
            {
                HostId = g.HostId,
                Host = hosts[g.HostId],
                Image = texts[g.ImageId],
                User = g.UserId is { } user ? texts[user] : null,
                Starts = g.Starts,
                FirstUtc = g.FirstUtc!.Value,
                LastUtc = g.LastUtc!.Value,
                Alerts = approved + counts.GetValueOrDefault((g.HostId, g.ImageId, g.UserId, false)),
                Approved = approved,
                SampleId = g.SampleId,
            };
        });
    }

    private static async Task<List<int>> HostsAsync(TriageContext db, string wanted, CancellationToken cancel)
    {
        var key = StorableText.Clean(wanted).ToLowerInvariant();
        if (!key.AsSpan().ContainsAny('*', '?'))
            return await db.Hosts.Where(h => h.NameKey == key || h.LabelKey == key).Select(h => h.Id).ToListAsync(cancel);
        var glob = new Glob(key);
        return [.. (await db.Hosts.Select(h => new { h.Id, h.NameKey }).ToListAsync(cancel)).Where(h => glob.IsMatch(h.NameKey)).Select(h => h.Id)];
    }

    private async Task<List<long>> NamesAsync(TriageContext db, string? image, CancellationToken cancel)
    {
        var names = image is null ? _names : Array.FindAll(_names, name => name.Equals(image, StringComparison.OrdinalIgnoreCase));
        return [.. (await TextIds.OfAsync(db, names, cancel)).Values];
    }

    private sealed record Group
    {
        public required int HostId { get; init; }

        public required long ImageId { get; init; }

        public required long? UserId { get; init; }

        public required long Starts { get; init; }

        public required DateTime? FirstUtc { get; init; }

        public required DateTime? LastUtc { get; init; }

        public required long SampleId { get; init; }
    }
}
