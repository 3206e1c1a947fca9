using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline.Groups;
using TriageConsole.Web.Features.SelfTest;

namespace TriageConsole.Web.Features.Baseline;

/// <summary>Compares conditions with the stored alerts as detection would.</summary>
public sealed class BaselinePreview(IDbContextFactory<TriageContext> contexts, UseGroupReader groups, SelfTestAttacks attacks, PreviewSubjects subjects)
{
    /// <summary>Stored alerts that a preview looks at, beside the attacks, of which it leaves out none.</summary>
    public const int MostCompared = 20_000;

    /// <summary>How long typing must rest before it is counted.</summary>
    public static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(250);

    public const int MostNearMisses = 10;

    // Nearly covered are those of which at most so many conditions on the proxy process and its parent fail.
    private const int Near = 1;
    private const int Between = 256;

    /// <param name="conditions">All conditions of one use; none cover nothing.</param>
    /// <param name="first">An alert to be looked at whatever its age; null for none.</param>
    /// <param name="cancel">Cancels between parts: the next edit asks anew.</param>
    public async Task<UsePreview> RunAsync(IReadOnlyList<UseCondition> conditions, Guid? first, CancellationToken cancel) =>
        await RunAsync(conditions, await groups.ForAsync(conditions, cancel), first, cancel);

    /// <summary>The same with groups as they are to be.</summary>
    public Task<UsePreview> RunAsync(IReadOnlyList<UseCondition> conditions, UseGroups resolved, Guid? first, CancellationToken cancel) =>
        RunAsync(conditions, resolved, first, isFresh: false, cancel);

    /// <summary>The same for whoever decides by it: the attacks are read anew, whatever was read of them before.</summary>
    public Task<UsePreview> CheckAsync(IReadOnlyList<UseCondition> conditions, UseGroups resolved, CancellationToken cancel) =>
        RunAsync(conditions, resolved, null, isFresh: true, cancel);

    private async Task<UsePreview> RunAsync(IReadOnlyList<UseCondition> conditions, UseGroups resolved, Guid? first, bool isFresh, CancellationToken cancel)
    {
        var trial = new UseTrial(
            new ApprovedUse
            {
                Id = Guid.Empty,
                Title = "preview",
                Owner = "preview",
                Reason = "preview",
                Conditions = conditions,
                State = ApprovedUseState.Active,
                ExpiresUtc = DateTime.MaxValue,
            },
            resolved);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var (alerts, isCut) = await AlertsAsync(db, first, cancel);
        var read = await subjects.OfAsync(alerts.ConvertAll(alert => new PreviewKey(alert.Id, alert.JudgedUtc, isFresh && alert.IsAttack)), cancel);
        List<PreviewAlert> covered = [];
        List<(Compared Alert, PreviewSubject Subject, IReadOnlyList<UseDifference> Differences)> misses = [];
        for (var i = 0; i < alerts.Count; i++)
        {
            if (i % Between == 0)
                cancel.ThrowIfCancellationRequested();
            if (!read.TryGetValue(alerts[i].Id, out var subject))
                continue;
            var failing = trial.Failing(subject.Subject, Near + 1);
            if (failing == 0 && trial.Covers(subject.Subject))
                covered.Add(alerts[i].Told(subject.Processes));
            else if (failing <= Near)
                Keep(misses, (alerts[i], subject, trial.Differences(subject.Subject)));
        }

        return new()
        {
            Compared = alerts.Count,
            IsCut = isCut,
            HiddenSelfTests = attacks.HiddenBy(conditions),
            Covered = [.. covered.OrderByDescending(alert => alert.LastUtc)],
            NearMisses = [.. misses.Select(miss => new NearMiss(miss.Alert.Told(miss.Subject.Processes), miss.Differences))],
        };
    }

    // The nearest first, of those the latest.
    private static void Keep(
        List<(Compared Alert, PreviewSubject Subject, IReadOnlyList<UseDifference> Differences)> misses, (Compared Alert, PreviewSubject Subject, IReadOnlyList<UseDifference> Differences) miss)
    {
        var at = misses.FindIndex(kept => kept.Differences.Count > miss.Differences.Count
            || (kept.Differences.Count == miss.Differences.Count && kept.Alert.LastUtc < miss.Alert.LastUtc));
        if (at < 0 && misses.Count >= MostNearMisses)
            return;
        misses.Insert(at < 0 ? misses.Count : at, miss);
        if (misses.Count > MostNearMisses)
            misses.RemoveAt(MostNearMisses);
    }

    private static async Task<(List<Compared> Alerts, bool IsCut)> AlertsAsync(TriageContext db, Guid? first, CancellationToken cancel)
    {
        // What is real, and beside it the exercise of the alert that is looked at: a preview that left that alert out would tell.
        var exercise = await db.Alerts.Where(a => a.PublicId == first).Select(a => a.ExerciseId).FirstOrDefaultAsync(cancel);
        var alerts = exercise is null ? db.Alerts.Counted() : db.Alerts.Where(a => a.ExerciseId == null || a.ExerciseId == exercise);
        var latest = await Told(alerts.OrderByDescending(a => a.Id).Take(MostCompared + 1)).ToListAsync(cancel);
        if (latest.Count <= MostCompared)
            return (latest, false);
        latest.RemoveAt(MostCompared);
        var oldest = latest.Min(alert => alert.Id);
        var older = await Told(alerts.Where(a => a.Id < oldest
            && (a.Status == AlertStatus.Escalated || a.Outcome == AlertOutcome.TruePositive || a.PublicId == first))).ToListAsync(cancel);
        return ([.. latest, .. older], true);
    }

    private static IQueryable<Compared> Told(IQueryable<AlertRow> alerts) => alerts.AsNoTracking().Select(a => new Compared(
        a.Id, a.PublicId, a.Chain, a.Host!.Name, a.User, a.FirstUtc, a.LastUtc, a.JudgedUtc, a.Status, a.Outcome));

    private sealed record Compared(
        long Id, Guid PublicId, string Chain, string Host, string? User, DateTime FirstUtc, DateTime LastUtc, DateTime JudgedUtc, AlertStatus Status, AlertOutcome Outcome)
    {
        public bool IsAttack => Status == AlertStatus.Escalated || Outcome == AlertOutcome.TruePositive;

        public PreviewAlert Told(int processes) => new(PublicId, Chain, Host, User, FirstUtc, LastUtc, Status, Outcome, processes);
    }
}
