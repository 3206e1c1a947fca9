using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
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
    public async Task<DecisionResult> CloseAsync(Actor actor, Guid alertId, int seenVersion, CloseRequest request, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.DecideAlerts);
        var faults = Faults(request);
        if (faults.Count > 0)
            return new DecisionResult.Invalid(faults);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var (taken, refused) = await AlertDecision.TakeAsync(db, new(BulkKind.Close, actor, time.GetUtcNow().UtcDateTime), alertId, seenVersion, cancel);
        if (taken is null)
            return refused!;
        await using (taken)
        {
            Apply(taken, request);
            var done = await taken.CommitAsync(cancel);
            notices.Publish(Topic.Alerts);
            return done;
        }
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
        var (taken, refused) = await AlertDecision.TakeAsync(db, new(BulkKind.Reopen, actor, time.GetUtcNow().UtcDateTime), alertId, seenVersion, cancel);
        if (taken is null)
            return refused!;
        await using (taken)
        {
            if (taken.Alert.Status == AlertStatus.Open)
                return new DecisionResult.Invalid(["It is open already."]);
            if (taken.Alert.Status == AlertStatus.Covered)
                return new DecisionResult.Invalid(["An approved use covers it; retire that to have it back in the queue."]);
            taken.Record(AlertAction.Reopened, why, AlertStatus.Open);
            taken.MoveTo(AlertStatus.Open, AlertOutcome.None);
            taken.Alert.ApprovedUseId = null;
            var done = await taken.CommitAsync(cancel);
            notices.Publish(Topic.Alerts);
            return done;
        }
    }

    /// <summary>Everything that keeps alerts from being closed so, each a sentence.</summary>
    internal static IReadOnlyList<string> Faults(CloseRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        List<string> faults = [];
        if (request.Outcome == AlertOutcome.None || !Enum.IsDefined(request.Outcome))
            faults.Add("Outcome: say what it was.");
        NoteRules.Check(NoteRules.Clean(request.Note), "Note: say why.", faults);
        return faults;
    }

    internal static void Apply(AlertDecision taken, CloseRequest request)
    {
        taken.Record(AlertAction.Closed, NoteRules.Clean(request.Note), AlertStatus.Closed, request.Outcome);
        taken.MoveTo(AlertStatus.Closed, request.Outcome);
        taken.Alert.NeedsTuning = request.NeedsTuning;
    }
}
