using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Facts;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;
using TriageConsole.Web.Features.Alerts;
using TriageConsole.Web.Features.Detecting;

namespace TriageConsole.Web.Features.Hosts.OneHost;

/// <summary>All that the page of one host reads.</summary>
public sealed class OneHostQueries(IDbContextFactory<TriageContext> contexts, DetectionRuntime detection, TimeProvider time)
{
    public const int MostAlerts = 20;

    /// <summary>Days up to its last event in which starts are looked for.</summary>
    public const int StartDays = 7;

    /// <summary>Process starts looked at, the latest of them: a build server starts that many in a day.</summary>
    public const int MostStarts = 20_000;

    private const int MostImages = 15;
    private const int MostMoments = 200;

    // What detection watches is told by the data that ships and does not change while the program runs.
    private readonly string[] _names = [.. detection.Reference.Hosts.SelectMany(host => host.Names).Distinct(StringComparer.Ordinal)];

    /// <summary>The host as it stands now; null where there is none of that id.</summary>
    public async Task<OneHostView?> FindAsync(int id, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.Hosts.AsNoTracking().SingleOrDefaultAsync(h => h.Id == id, cancel) is not { } host)
            return null;
        var isSeen = host.FirstSeenUtc <= host.LastSeenUtc;
        var mine = db.Alerts.AsNoTracking().Where(a => a.HostId == id);
        var counts = await mine.GroupBy(a => new { a.Status, a.Level }).Select(g => new { g.Key.Status, g.Key.Level, Count = g.Count() }).ToListAsync(cancel);
        var alerts = await AlertQueueQueries.Rows(mine.OrderByDescending(a => a.LastUtc).ThenByDescending(a => a.Id)).Take(MostAlerts).ToListAsync(cancel);
        return new OneHostView
        {
            Id = id,
            Name = host.Name,
            FirstSeenUtc = isSeen ? host.FirstSeenUtc : null,
            LastSeenUtc = isSeen ? host.LastSeenUtc : null,
            JudgedUtc = await db.HostJudgements.Where(j => j.HostId == id).Select(j => (DateTime?)j.JudgedUtc).SingleOrDefaultAsync(cancel),
            Telemetry = await OneHostTelemetry.ReadAsync(db, host, time.GetUtcNow().UtcDateTime, cancel),
            Alerts = alerts,
            Open = [.. counts.Where(c => c.Status == AlertStatus.Open).OrderByDescending(c => c.Level).Select(c => (c.Level, c.Count))],
            Chains = counts.Sum(c => c.Count),
            Proxies = await ProxiesAsync(mine, cancel),
            Starts = await StartsAsync(db, host, cancel),
            Timeline = await TimelineAsync(db, alerts, cancel),
        };
    }

    private static async Task<IReadOnlyList<ImageUse>> ProxiesAsync(IQueryable<AlertRow> alerts, CancellationToken cancel)
    {
        var used = await alerts.GroupBy(a => a.ProxyProcess!.ImageName!.Value)
            .Select(g => new { Name = g.Key, Count = g.Count(), LastUtc = g.Max(a => a.LastUtc) })
            .OrderByDescending(u => u.Count).ThenBy(u => u.Name).Take(MostImages).ToListAsync(cancel);
        return [.. used.Select(u => new ImageUse(u.Name, u.Count, u.LastUtc))];
    }

    private async Task<ScriptHostStarts> StartsAsync(TriageContext db, HostRow host, CancellationToken cancel)
    {
        var from = host.LastSeenUtc.AddDays(-StartDays);
        var latest = db.Processes.Where(p => p.HostId == host.Id && p.StartUtc >= from).OrderByDescending(p => p.StartUtc)
            .Select(p => new { p.ImageNameId, p.StartUtc });
        var looked = await latest.Take(MostStarts + 1).CountAsync(cancel);
        var names = await NamesAsync(db, cancel);
        var ids = names.Keys.ToList();
        var used = await latest.Take(MostStarts).Where(p => EF.Parameter(ids).Contains(p.ImageNameId)).GroupBy(p => p.ImageNameId)
            .Select(g => new { g.Key, Count = g.Count(), LastUtc = g.Max(p => p.StartUtc) }).ToListAsync(cancel);
        var images = used.Select(u => new ImageUse(names[u.Key], u.Count, u.LastUtc!.Value))
            .OrderByDescending(u => u.Count).ThenBy(u => u.Name, StringComparer.Ordinal).Take(MostImages);
        return new([.. images], Math.Min(looked, MostStarts), looked > MostStarts, from);
    }

    private async Task<Dictionary<long, string>> NamesAsync(TriageContext db, CancellationToken cancel)
    {
        var texts = await TextIds.OfAsync(db, _names, cancel);
        return texts.ToDictionary(t => t.Value, t => t.Key);
    }

    private static async Task<IReadOnlyList<HostMoment>> TimelineAsync(TriageContext db, List<AlertQueueRow> alerts, CancellationToken cancel)
    {
        var byId = alerts.ToDictionary(a => a.Id);
        var ids = byId.Keys.ToList();
        var starts = await db.AlertProcesses.Where(p => EF.Parameter(ids).Contains(p.AlertId) && p.Role != ChainRole.Context && p.Process!.StartUtc != null)
            .OrderByDescending(p => p.Process!.StartUtc).ThenByDescending(p => p.ProcessId)
            .Select(p => new { p.AlertId, p.ProcessId, p.Role, p.Process!.StartUtc, Image = p.Process.Image!.Value })
            .Take(MostMoments).ToListAsync(cancel);
        var lines = starts.Select(s => new HostMoment(s.StartUtc!.Value, byId[s.AlertId].PublicId, null, s.ProcessId, s.Role, WindowsPath.FileName(s.Image)));
        return [.. alerts.Select(a => new HostMoment(a.FirstUtc, a.PublicId, a.Level, null, null, a.Chain)).Concat(lines)
            .OrderByDescending(m => m.Utc).ThenByDescending(m => m.ProcessId ?? 0)];
    }
}
