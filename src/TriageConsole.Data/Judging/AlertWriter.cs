using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Judging;

/// <summary>What writing the verdicts of one host changed.</summary>
/// <param name="Raised">Alerts that were not there.</param>
/// <param name="Covered">Of these and the ones there: alerts that an approved use covers now and did not before.</param>
/// <param name="Updated">Alerts whose judged part changed.</param>
/// <param name="Gone">Alerts that no longer fire and that nobody had touched.</param>
public sealed record AlertChanges(int Raised, int Covered, int Updated, int Gone)
{
    /// <summary>Ids of the alerts that were raised, covered or updated.</summary>
    public IReadOnlyList<long> Ids { get; init; } = [];
}

/// <summary>
/// Writes verdicts as alerts. Keyed by the proxy process, so judging again finds the same alert; only the judged part is
/// replaced, never what people decided.
/// </summary>
public sealed class AlertWriter(IDbContextFactory<TriageContext> contexts, TimeProvider time)
{
    private const int AtOnce = 200;
    private const int Attempts = 4;

    /// <param name="hostId">The host.</param>
    /// <param name="importId">The import that asked; recorded on new alerts.</param>
    /// <param name="judged">All processes that were judged, by id.</param>
    /// <param name="verdicts">Their verdicts.</param>
    /// <param name="under">Under which versions they were judged.</param>
    /// <param name="cancel">Cancels between parts.</param>
    public async Task<AlertChanges> ApplyAsync(
        int hostId, long importId, IReadOnlyDictionary<long, ProcessFacts> judged, IReadOnlyList<ChainVerdict> verdicts, JudgedUnder under, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(judged);
        ArgumentNullException.ThrowIfNull(verdicts);
        var total = new AlertChanges(0, 0, 0, 0);
        foreach (var part in verdicts.Chunk(AtOnce))
        {
            var changes = await RetriedAsync(() => PartAsync(hostId, importId, judged, part, under, cancel));
            total = new(total.Raised + changes.Raised, total.Covered + changes.Covered, total.Updated + changes.Updated, 0) { Ids = [.. total.Ids, .. changes.Ids] };
        }

        return total with { Gone = await RemoveSilentAsync(hostId, judged, verdicts, cancel) };
    }

    // A person decided one of these alerts, or another judgement wrote it, between reading and writing: look again.
    private static async Task<AlertChanges> RetriedAsync(Func<Task<AlertChanges>> part)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await part();
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
            }
        }
    }

    private async Task<AlertChanges> PartAsync(
        int hostId, long importId, IReadOnlyDictionary<long, ProcessFacts> judged, ChainVerdict[] verdicts, JudgedUnder under, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var proxies = verdicts.Select(v => v.ProxyProcessId).ToList();
        var known = await db.Alerts.Where(a => proxies.Contains(a.ProxyProcessId))
            .Include(a => a.Findings).Include(a => a.Processes).AsSplitQuery()
            .ToDictionaryAsync(a => a.ProxyProcessId, cancel);
        var now = time.GetUtcNow().UtcDateTime;
        int raised = 0, covered = 0, updated = 0;
        var touched = new List<AlertRow>();
        var uses = await UsesAsync(db, verdicts, known.Values, cancel);
        var (exercise, isBlind) = await ExerciseOfAsync(db, hostId, cancel);
        foreach (var verdict in verdicts)
        {
            var isNew = !known.TryGetValue(verdict.ProxyProcessId, out var alert);
            if (isNew)
            {
                alert = New(hostId, importId, verdict, judged[verdict.ProxyProcessId], now);
                (alert.ExerciseId, alert.IsBlind) = (exercise, isBlind);
                db.Alerts.Add(alert);
                raised++;
            }

            var differs = Judge(alert!, verdict, judged, under, now);
            if (differs && !isNew)
                updated++;
            var change = Cover(alert!, verdict, uses, now);
            if (change == CoverChange.Covered)
                covered++;
            if (change == CoverChange.Covered && alert!.ExerciseId is null)
                await CountHitAsync(db, alert, uses[verdict.CoveredBy!.Value], now, cancel);

            if (isNew || differs || change != CoverChange.None)
                touched.Add(alert!);
        }

        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return new(raised, covered, updated, 0) { Ids = [.. touched.Select(alert => alert.Id)] };
    }

    /// <summary>The exercise that an alert on this host is part of, and whether that is blind; null for a computer that there is.</summary>
    public static async Task<(long? Id, bool IsBlind)> ExerciseOfAsync(TriageContext db, int hostId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(db);
        var exercise = await db.Hosts.Where(host => host.Id == hostId).Select(host => host.ExerciseId).SingleOrDefaultAsync(cancel);
        return (exercise, exercise is { } id && await db.Exercises.AnyAsync(row => row.Id == id && row.IsBlind, cancel));
    }

    private static async Task<Dictionary<Guid, string>> UsesAsync(
        TriageContext db, ChainVerdict[] verdicts, IEnumerable<AlertRow> known, CancellationToken cancel)
    {
        var ids = verdicts.Select(v => v.CoveredBy).Concat(known.Select(alert => alert.ApprovedUseId)).OfType<Guid>().Distinct().ToList();
        return ids.Count == 0 ? [] : await db.ApprovedUses.Where(use => ids.Contains(use.Id)).ToDictionaryAsync(use => use.Id, use => use.Title, cancel);
    }

    // An alert is one hit of an approved use, however often it is judged, uncovered and covered again.
    private static async Task CountHitAsync(TriageContext db, AlertRow alert, string title, DateTime now, CancellationToken cancel)
    {
        var use = alert.ApprovedUseId;
        if (alert.Id != 0 && await db.AlertHistory.AnyAsync(h => h.AlertId == alert.Id && h.Action == AlertAction.Covered && h.Note == title, cancel))
            return;
        await db.ApprovedUses.Where(row => row.Id == use).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Hits, row => row.Hits + 1).SetProperty(row => row.LastHitUtc, now), cancel);
    }

    private static AlertRow New(int hostId, long importId, ChainVerdict verdict, ProcessFacts proxy, DateTime now) => new()
    {
        PublicId = new AlertKey(proxy.Host, proxy.ProcessGuid, proxy.ProcessId, proxy.StartUtc).ToGuid(),
        HostId = hostId,
        ProxyProcessId = verdict.ProxyProcessId,
        Technique = verdict.Technique,
        Summary = string.Empty,
        Chain = string.Empty,
        Fingerprint = verdict.Fingerprint,
        DetailJson = string.Empty,
        JudgedWith = string.Empty,
        CreatedUtc = now,
        FirstImportId = importId,
        History = [new AlertHistoryRow { AtUtc = now, Action = AlertAction.Raised, To = AlertStatus.Open }],
    };

    /// <summary>Replaces the judged part; returns whether it differs.</summary>
    private static bool Judge(AlertRow alert, ChainVerdict verdict, IReadOnlyDictionary<long, ProcessFacts> judged, JudgedUnder under, DateTime now)
    {
        var detail = VerdictDetail.ToJson(verdict);
        (alert.ProxyName, alert.Script) = (CountedNames.ProxyOf(judged.GetValueOrDefault(verdict.ProxyProcessId)), CountedNames.ScriptOf(verdict));
        var members = verdict.Members.Select(m => (m.ProcessId, m.Role)).ToList();
        if (alert.DetailJson == detail && alert.Score == verdict.Score && alert.Level == verdict.Level && alert.Completeness == verdict.Completeness
            && alert.Technique == verdict.Technique && alert.Summary == verdict.Summary && alert.Chain == verdict.Chain && alert.Fingerprint == verdict.Fingerprint
            && alert.LastUtc == verdict.LastUtc && alert.ExpiredUseId == verdict.ExpiredUse && alert.DriftUseId == verdict.DriftedFrom
            && alert.Processes.OrderBy(p => p.Order).Select(p => (p.ProcessId, p.Role)).SequenceEqual(members))
        {
            if (!under.IsOf(alert))
                under.Stamp(alert, now);
            return false;
        }

        if (alert.Id != 0 && alert.Level != verdict.Level)
        {
            alert.History.Add(new AlertHistoryRow
            {
                AtUtc = now,
                Action = AlertAction.Rejudged,
                Note = $"{alert.Level} {alert.Score} → {verdict.Level} {verdict.Score}",
            });
        }

        alert.Level = verdict.Level;
        alert.Score = verdict.Score;
        alert.Completeness = verdict.Completeness;
        alert.Technique = verdict.Technique;
        alert.Summary = verdict.Summary;
        alert.Chain = verdict.Chain;
        alert.Fingerprint = verdict.Fingerprint;
        alert.User = judged.GetValueOrDefault(verdict.ProxyProcessId)?.User;
        alert.FirstUtc = verdict.FirstUtc;
        alert.LastUtc = verdict.LastUtc;
        alert.DetailJson = detail;
        alert.ExpiredUseId = verdict.ExpiredUse;
        alert.DriftUseId = verdict.DriftedFrom;
        under.Stamp(alert, now);
        alert.Findings.Clear();
        alert.Findings.AddRange(verdict.Findings.Select(f => new AlertFindingRow { ProcessId = f.ProcessId, SignalId = f.SignalId, Points = f.Points }));
        var kept = members.Select((m, order) => (m.ProcessId, m.Role, Order: order)).DistinctBy(m => m.ProcessId).ToDictionary(m => m.ProcessId);
        alert.Processes.RemoveAll(p => !kept.ContainsKey(p.ProcessId));
        foreach (var row in alert.Processes)
        {
            (_, row.Role, row.Order) = kept[row.ProcessId];
            kept.Remove(row.ProcessId);
        }

        alert.Processes.AddRange(kept.Values.Select(m => new AlertProcessRow { ProcessId = m.ProcessId, Role = m.Role, Order = m.Order }));
        return true;
    }

    private enum CoverChange
    {
        None,
        Covered,
        Other,
    }

    /// <summary>Moves between open and covered; a decided alert stays as it was decided.</summary>
    private static CoverChange Cover(AlertRow alert, ChainVerdict verdict, Dictionary<Guid, string> uses, DateTime now)
    {
        // An approved use that was taken away since the judgement began covers nothing.
        var use = verdict.CoveredBy is { } id && uses.ContainsKey(id) ? verdict.CoveredBy : null;
        if (alert.Status is not (AlertStatus.Open or AlertStatus.Covered) || (alert.Status == AlertStatus.Covered ? alert.ApprovedUseId : null) == use)
            return CoverChange.None;
        var (from, before) = (alert.Status, alert.ApprovedUseId);
        alert.Status = use is null ? AlertStatus.Open : AlertStatus.Covered;
        alert.ApprovedUseId = use;
        alert.Version++;
        alert.History.Add(new AlertHistoryRow
        {
            AtUtc = now,
            Action = use is null ? AlertAction.Uncovered : AlertAction.Covered,
            From = from,
            To = alert.Status,
            Note = (use ?? before) is { } named ? uses.GetValueOrDefault(named) : null,
        });
        return use is null ? CoverChange.Other : CoverChange.Covered;
    }

    // An alert that no longer fires goes away unless a person had anything to do with it.
    private async Task<int> RemoveSilentAsync(
        int hostId, IReadOnlyDictionary<long, ProcessFacts> judged, IReadOnlyList<ChainVerdict> verdicts, CancellationToken cancel)
    {
        var firing = verdicts.Select(v => v.ProxyProcessId).ToHashSet();
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var untouched = await Untouched(db).Where(a => a.HostId == hostId).Select(a => new { a.Id, a.ProxyProcessId }).ToListAsync(cancel);
        var silent = untouched.Where(a => judged.ContainsKey(a.ProxyProcessId) && !firing.Contains(a.ProxyProcessId)).Select(a => a.Id).ToList();
        var gone = 0;

        // Asked again in the delete: someone may have taken it in the meantime.
        foreach (var some in silent.Chunk(AtOnce))
            gone += await Untouched(db).Where(a => some.Contains(a.Id)).ExecuteDeleteAsync(cancel);
        return gone;
    }

    /// <summary>Alerts that nobody had to do with: the only ones that judging may take away.</summary>
    internal static IQueryable<AlertRow> Untouched(TriageContext db) => db.Alerts.Where(a =>
        (a.Status == AlertStatus.Open || a.Status == AlertStatus.Covered) && a.Assignee == null && a.CaseId == null && !a.NeedsTuning
        && !a.History.Any(h => h.UserName != null));
}
