using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;
using TriageConsole.Web.Features.Baseline.Groups;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.SelfTest;

namespace TriageConsole.Web.Features.Baseline;

/// <summary>
/// Compares conditions with the stored alerts as detection would. In two steps: what the proxy process and its parent tell is
/// read for all alerts at once; only what could still be covered, or nearly, is read whole.
/// </summary>
public sealed class BaselinePreview(IDbContextFactory<TriageContext> contexts, UseGroupReader groups, SelfTestAttacks attacks)
{
    /// <summary>Stored alerts that a preview looks at, beside the attacks, of which it leaves out none.</summary>
    public const int MostCompared = 20_000;

    /// <summary>How long typing must rest before it is counted.</summary>
    public static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(250);

    public const int MostNearMisses = 10;

    private const int MostNearCandidates = 100;
    private const int AtOnce = 100;

    /// <param name="conditions">All conditions of one use; none cover nothing.</param>
    /// <param name="first">An alert to be looked at whatever its age; null for none.</param>
    /// <param name="cancel">Cancels between parts: the next edit asks anew.</param>
    public async Task<UsePreview> RunAsync(IReadOnlyList<UseCondition> conditions, Guid? first, CancellationToken cancel) =>
        await RunAsync(conditions, await groups.ForAsync(conditions, cancel), first, cancel);

    /// <summary>The same with groups as they are to be.</summary>
    public async Task<UsePreview> RunAsync(IReadOnlyList<UseCondition> conditions, UseGroups resolved, Guid? first, CancellationToken cancel)
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
        var (outlines, isCut) = await OutlinesAsync(db, first, cancel);
        List<long> candidates = [], near = [];
        foreach (var outline in outlines)
        {
            cancel.ThrowIfCancellationRequested();
            var failing = trial.Failing(outline.Subject(), 2);
            if (failing == 0)
                candidates.Add(outline.Id);
            else if (failing == 1 && near.Count < MostNearCandidates)
                near.Add(outline.Id);
        }

        List<PreviewAlert> covered = [];
        List<NearMiss> misses = [];
        foreach (var some in candidates.Concat(near).Chunk(AtOnce))
        {
            foreach (var (alert, chain) in await StoredChain.LoadAsync(db, db.Alerts.Where(a => some.Contains(a.Id)), cancel))
            {
                var subject = ChainSubject.Of(chain.Verdict, chain.Processes);
                if (trial.Covers(subject))
                    covered.Add(Told(alert));
                else
                    misses.Add(new(Told(alert), trial.Differences(subject)));
            }
        }

        return new()
        {
            Compared = outlines.Count,
            IsCut = isCut,
            HiddenSelfTests = attacks.HiddenBy(conditions),
            Covered = [.. covered.OrderByDescending(alert => alert.LastUtc)],
            NearMisses = [.. misses.OrderBy(miss => miss.Differences.Count).ThenByDescending(miss => miss.Alert.LastUtc).Take(MostNearMisses)],
        };
    }

    private static async Task<(List<Outline> Outlines, bool IsCut)> OutlinesAsync(TriageContext db, Guid? first, CancellationToken cancel)
    {
        // What is real, and beside it the exercise of the alert that is looked at: a preview that left that alert out would tell.
        var exercise = await db.Alerts.Where(a => a.PublicId == first).Select(a => a.ExerciseId).FirstOrDefaultAsync(cancel);
        var alerts = exercise is null ? db.Alerts.Counted() : db.Alerts.Where(a => a.ExerciseId == null || a.ExerciseId == exercise);
        var latest = await Outlines(alerts.OrderByDescending(a => a.Id).Take(MostCompared + 1)).ToListAsync(cancel);
        if (latest.Count <= MostCompared)
            return (latest, false);
        latest.RemoveAt(MostCompared);
        var oldest = latest.Min(outline => outline.Id);
        var attacks = await Outlines(alerts.Where(a => a.Id < oldest
            && (a.Status == AlertStatus.Escalated || a.Outcome == AlertOutcome.TruePositive || a.PublicId == first))).ToListAsync(cancel);
        return ([.. latest, .. attacks], true);
    }

    private static IQueryable<Outline> Outlines(IQueryable<AlertRow> alerts) => alerts.AsNoTracking().Select(a => new Outline(
        a.Id, a.Host!.Name, a.ProxyProcess!.User!.Value, a.ProxyProcess.Image!.Value, a.ProxyProcess.CommandLine!.Value,
        a.ProxyProcess.ParentImage!.Value, a.ProxyProcess.ParentCommandLine!.Value,
        a.ProxyProcess.Parent!.Image!.Value, a.ProxyProcess.Parent.CommandLine!.Value));

    private static PreviewAlert Told(AlertRow alert) => new(
        alert.PublicId, alert.Chain, alert.Host!.Name, alert.User, alert.FirstUtc, alert.LastUtc, alert.Status, alert.Outcome,
        alert.Processes.Count(process => process.Role != ChainRole.Context));

    private sealed record Outline(
        long Id, string Host, string? User, string? Image, string? CommandLine, string? ParentImage, string? ParentCommandLine, string? LinkedImage, string? LinkedCommandLine)
    {
        // The proxy process and its parent are all that a subject needs to tell what it tells of them.
        public ChainSubject Subject()
        {
            var parent = new ProcessFacts { Id = 2, Host = Host, Image = LinkedImage ?? string.Empty, CommandLine = LinkedCommandLine };
            var proxy = new ProcessFacts
            {
                Id = 1,
                Host = Host,
                User = User,
                Image = Image ?? string.Empty,
                CommandLine = CommandLine,
                ParentId = 2,
                ParentImage = ParentImage,
                ParentCommandLine = ParentCommandLine,
            };
            return ChainSubject.OfProcess(proxy, parent);
        }
    }
}
