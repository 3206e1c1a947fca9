using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Alert;

namespace TriageConsole.Web.Features.Decisions;

/// <summary>What an approved use would have covered.</summary>
/// <param name="Compared">Stored alerts it was compared with, latest first.</param>
/// <param name="IsCut">There are more that it was not compared with.</param>
/// <param name="Alerts">Those it would cover.</param>
/// <param name="Hosts">Their hosts.</param>
/// <param name="Users">Their users.</param>
/// <param name="TruePositives">Those of them that people closed as true positive or escalated: it would hide attacks.</param>
/// <param name="CoversThis">Whether it covers the alert it is written for.</param>
public sealed record AllowPreview(int Compared, bool IsCut, int Alerts, int Hosts, int Users, int TruePositives, bool CoversThis);

/// <summary>What the Allow panel opens with, and what its conditions would do.</summary>
public sealed class AllowQueries(IDbContextFactory<TriageContext> contexts, TimeProvider time)
{
    /// <summary>Stored alerts that a preview looks at.</summary>
    public const int MostCompared = 2_000;

    private const int AlertsAtOnce = 100;

    /// <summary>The narrowest approved use that covers the alert; null where there is no such alert.</summary>
    public async Task<ApprovedUseDraft?> DraftAsync(Guid alertId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var chains = await ChainsAsync(db, db.Alerts.Where(a => a.PublicId == alertId), cancel);
        return chains is [var (_, chain)] ? ApprovedUseDraft.From(chain.Verdict, chain.Processes) : null;
    }

    /// <summary>Compares conditions with the stored alerts, the alert itself and the latest first.</summary>
    public async Task<AllowPreview> PreviewAsync(Guid alertId, IReadOnlyList<UseCondition> conditions, CancellationToken cancel)
    {
        var use = new ApprovedUse
        {
            Id = Guid.Empty,
            Title = "preview",
            Owner = "preview",
            Reason = "preview",
            Conditions = conditions,
            State = ApprovedUseState.Active,
            ExpiresUtc = DateTime.MaxValue,
        };
        var matcher = BaselineMatcher.Create([use], time.GetUtcNow().UtcDateTime);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var ids = await db.Alerts.AsNoTracking().OrderByDescending(a => a.PublicId == alertId).ThenByDescending(a => a.Id)
            .Select(a => a.Id).Take(MostCompared + 1).ToListAsync(cancel);
        List<AlertRow> covered = [];
        foreach (var some in ids.Take(MostCompared).Chunk(AlertsAtOnce))
        {
            var chains = await ChainsAsync(db, db.Alerts.Where(a => some.Contains(a.Id)), cancel);
            covered.AddRange(chains.Where(c => matcher.Covering(ChainSubject.Of(c.Chain.Verdict, c.Chain.Processes)) is not null).Select(c => c.Alert));
        }

        return new(
            Math.Min(ids.Count, MostCompared),
            ids.Count > MostCompared,
            covered.Count,
            covered.Select(a => a.HostId).Distinct().Count(),
            covered.Where(a => a.User is not null).Select(a => a.User).Distinct(StringComparer.OrdinalIgnoreCase).Count(),
            covered.Count(a => a.Status == AlertStatus.Escalated || a.Outcome == AlertOutcome.TruePositive),
            covered.Exists(a => a.PublicId == alertId));
    }

    internal static async Task<List<(AlertRow Alert, StoredChain Chain)>> ChainsAsync(
        TriageContext db, IQueryable<AlertRow> alerts, CancellationToken cancel)
    {
        var rows = await alerts.AsNoTracking().Include(a => a.Host).Include(a => a.Processes).Include(a => a.ProxyProcess).ToListAsync(cancel);
        var ids = rows.SelectMany(a => a.Processes.Select(p => p.ProcessId).Append(a.ProxyProcessId))
            .Concat(rows.Select(a => a.ProxyProcess!.ParentId).OfType<long>()).ToHashSet();
        var processes = (await ChainProcesses.LoadAsync(db, ids, cancel)).ToDictionary(p => p.Id);
        return [.. rows.Select(a => (a, StoredChain.Of(a, a.Host!.Name, Own(a).Distinct().Where(processes.ContainsKey).Select(id => processes[id]))))];

        static IEnumerable<long> Own(AlertRow alert)
        {
            yield return alert.ProxyProcessId;
            if (alert.ProxyProcess!.ParentId is { } parent)
                yield return parent;
            foreach (var member in alert.Processes)
                yield return member.ProcessId;
        }
    }
}
