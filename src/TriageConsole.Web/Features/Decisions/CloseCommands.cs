using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Decisions;

/// <summary>Why an alert is closed.</summary>
/// <param name="Outcome">What it was.</param>
/// <param name="Note">Why; always required, since a close without a reason cannot be audited.</param>
/// <param name="NeedsTuning">Flags it for the admin who tunes the analytic.</param>
public sealed record CloseRequest(AlertOutcome Outcome, string? Note, bool NeedsTuning = false);

/// <summary>Closes alerts and opens them again.</summary>
public sealed class CloseCommands(IDbContextFactory<TriageContext> contexts, TimeProvider time, Notices notices)
{
    /// <summary>Most alerts decided by one call.</summary>
    public const int MostAtOnce = 1_000;

    public async Task<DecisionResult> CloseAsync(Actor actor, Guid alertId, int seenVersion, CloseRequest request, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.DecideAlerts);
        var result = await CloseOneAsync(actor, alertId, seenVersion, request, Guid.NewGuid(), cancel);
        if (result is DecisionResult.Done)
            notices.Publish(Topic.Alerts);
        return result;
    }

    /// <summary>Closes exactly the given alerts, each on the version that was seen; answers one by one.</summary>
    public async Task<IReadOnlyDictionary<Guid, DecisionResult>> CloseManyAsync(
        Actor actor, IReadOnlyDictionary<Guid, int> seenVersions, CloseRequest request, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.DecideAlerts);
        ArgumentNullException.ThrowIfNull(seenVersions);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seenVersions.Count, MostAtOnce);
        var results = new Dictionary<Guid, DecisionResult>(seenVersions.Count);
        var run = Guid.NewGuid();
        try
        {
            foreach (var (alertId, seen) in seenVersions)
                results[alertId] = await CloseOneAsync(actor, alertId, seen, request, run, cancel);
        }
        finally
        {
            notices.Publish(Topic.Alerts);
        }

        return results;
    }

    /// <summary>Takes a decision back. The alert is undecided again and what it was stands in its history.</summary>
    public async Task<DecisionResult> ReopenAsync(Actor actor, Guid alertId, int seenVersion, string? note, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.DecideAlerts);
        var why = NoteRules.Clean(note);
        List<string> faults = [];
        NoteRules.Check(why, "Note: say why it is opened again.", faults);
        if (faults.Count > 0)
            return new DecisionResult.Invalid(faults);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var (taken, refused) = await AlertDecision.TakeAsync(db, alertId, seenVersion, cancel);
        if (taken is null)
            return refused!;
        await using (taken)
        {
            if (taken.Alert.Status == AlertStatus.Open)
                return new DecisionResult.Invalid(["It is open already."]);
            if (taken.Alert.Status == AlertStatus.Covered)
                return new DecisionResult.Invalid(["An approved use covers it; retire that to have it back in the queue."]);
            var now = time.GetUtcNow().UtcDateTime;
            await taken.KeepAsync(actor, now, AlertAction.Reopened, Guid.NewGuid(), cancel);
            taken.Record(actor, now, AlertAction.Reopened, why, AlertStatus.Open);
            taken.MoveTo(AlertStatus.Open, AlertOutcome.None, actor, now);
            taken.Alert.ApprovedUseId = null;
            var done = await taken.CommitAsync(cancel);
            notices.Publish(Topic.Alerts);
            return done;
        }
    }

    private async Task<DecisionResult> CloseOneAsync(Actor actor, Guid alertId, int seenVersion, CloseRequest request, Guid run, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        var note = NoteRules.Clean(request.Note);
        List<string> faults = [];
        if (request.Outcome == AlertOutcome.None || !Enum.IsDefined(request.Outcome))
            faults.Add("Outcome: say what it was.");
        NoteRules.Check(note, "Note: say why.", faults);
        if (faults.Count > 0)
            return new DecisionResult.Invalid(faults);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var (taken, refused) = await AlertDecision.TakeAsync(db, alertId, seenVersion, cancel);
        if (taken is null)
            return refused!;
        await using (taken)
        {
            var now = time.GetUtcNow().UtcDateTime;
            await taken.KeepAsync(actor, now, AlertAction.Closed, run, cancel);
            taken.Record(actor, now, AlertAction.Closed, note, AlertStatus.Closed, request.Outcome);
            taken.MoveTo(AlertStatus.Closed, request.Outcome, actor, now);
            taken.Alert.NeedsTuning = request.NeedsTuning;
            return await taken.CommitAsync(cancel);
        }
    }
}
