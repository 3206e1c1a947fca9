using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Baseline.Governance;
using TriageConsole.Web.Features.Notifications;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Decisions.Bulk;

/// <summary>
/// Decides on a frozen selection: writes down what is to be done and rings for the job. Each alert that somebody else decided
/// since is left as it is and named.
/// </summary>
public sealed class BulkCommands(IDbContextFactory<TriageContext> contexts, BulkDoorbell doorbell, TimeProvider time, Notices notices, UseCheck check)
{
    /// <summary>Alerts escalated at once: each takes a bundle with it.</summary>
    public const int MostEscalated = 200;

    private const string NoSelection = "This selection is no longer kept, or was decided already; select again.";

    public Task<DecisionResult> CloseAsync(Actor actor, long runId, CloseRequest request, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.DecideAlerts);
        ArgumentNullException.ThrowIfNull(request);
        var order = new BulkOrder { Outcome = request.Outcome, Note = NoteRules.Clean(request.Note), NeedsTuning = request.NeedsTuning };
        return StartAsync(actor, runId, BulkKind.Close, CloseCommands.Faults(request), (_, _) => Task.FromResult<(BulkOrder?, DecisionResult?)>((order, null)), cancel);
    }

    public Task<DecisionResult> CommentAsync(Actor actor, long runId, string? text, CancellationToken cancel)
    {
        var note = NoteRules.Clean(text);
        List<string> faults = [];
        NoteRules.Check(note, "Comment: it is empty.", faults);
        return StartAsync(actor, runId, BulkKind.Comment, faults, (_, _) => Task.FromResult<(BulkOrder?, DecisionResult?)>((new() { Note = note }, null)), cancel);
    }

    /// <summary>Gives the alerts to somebody who may decide them, or to nobody.</summary>
    public Task<DecisionResult> AssignAsync(Actor actor, long runId, string? assignee, CancellationToken cancel) =>
        StartAsync(actor, runId, BulkKind.Assign, [], async (db, _) =>
            assignee is not null && !await AssignCommands.MayDecideAsync(db, assignee, cancel)
                ? (null, new DecisionResult.Invalid([AssignCommands.NobodyOfThatName]))
                : (new BulkOrder { Assignee = assignee }, null),
            cancel);

    /// <summary>Escalates them into one case: several alerts, one story.</summary>
    public Task<DecisionResult> EscalateAsync(Actor actor, long runId, EscalateRequest request, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.DecideAlerts);
        ArgumentNullException.ThrowIfNull(request);
        return StartAsync(actor, runId, BulkKind.Escalate, EscalateCommands.Faults(request), async (db, run) =>
        {
            if (run.Total > MostEscalated)
                return (null, new DecisionResult.Invalid([$"Selection: {run.Total} alerts; at most {MostEscalated} are escalated at once, since each takes its proof with it."]));
            var (into, refused) = await EscalateCommands.CaseAsync(db, actor, time.GetUtcNow().UtcDateTime, request, cancel);
            if (into is null)
                return (null, refused);
            if (request.CaseId is null)
                into.ExerciseId = await AlertsOf(db, run.Id).OrderBy(a => a.ExerciseId != null).Select(a => a.ExerciseId).FirstOrDefaultAsync(cancel);
            await db.SaveChangesAsync(cancel);
            return (new BulkOrder { CaseId = into.Id, Note = NoteRules.Clean(request.Note), TargetIds = [.. request.TargetIds ?? []] }, null);
        }, cancel);
    }

    /// <summary>Proposes one approved use; of the selection, what it covers is allowed and the rest is left.</summary>
    public async Task<DecisionResult> AllowAsync(Actor actor, long runId, AllowRequest request, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.DecideAlerts);
        ArgumentNullException.ThrowIfNull(request);
        var now = time.GetUtcNow().UtcDateTime;
        var faults = await check.RequestFaultsAsync(request, now, cancel);
        return await StartAsync(actor, runId, BulkKind.Allow, faults, async (db, run) =>
        {
            // From a real alert where there is one: an exercise in the selection must not take a real proposal with it.
            var from = await AlertsOf(db, run.Id).OrderBy(a => a.ExerciseId != null).ThenBy(a => a.Position).FirstOrDefaultAsync(cancel);
            if (from is null)
                return (null, new DecisionResult.Gone(NoSelection));
            var use = await ProposeCommands.NewAsync(db, Guid.CreateVersion7(time.GetUtcNow()), request, actor, now, cancel);
            (use.FromAlertId, use.ExerciseId) = (from.Id, from.ExerciseId);
            if (use.ExerciseId is null)
                await NotificationRows.AddForRoleAsync(db, actor, Policies.ApproveUses, AllowCommands.Waiting(use), now, cancel);
            return (new BulkOrder { UseId = use.Id }, null);
        }, cancel);
    }

    /// <summary>Asks a run to stop after the alert it is at. What was done stays, and can be taken back.</summary>
    public async Task CancelAsync(Actor actor, long runId, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.DecideAlerts);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.BulkRuns.Where(r => r.Id == runId && r.RequestedById == actor.Id && (r.State == BulkState.Queued || r.State == BulkState.Running))
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.CancelRequested, true), cancel);
        notices.Publish(Topic.Decisions);
    }

    /// <summary>Lets a run that broke off go on; false where there is none.</summary>
    public async Task<bool> ResumeAsync(Actor actor, long runId, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.DecideAlerts);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var mine = db.BulkRuns.Where(r => r.Id == runId && r.RequestedById == actor.Id);
        var resumed = await mine.Where(r => r.State == BulkState.Failed)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.State, BulkState.Queued).SetProperty(r => r.Error, (string?)null), cancel)
            + await mine.Where(r => r.State == BulkState.UndoFailed)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.State, BulkState.UndoQueued).SetProperty(r => r.Error, (string?)null), cancel);
        if (resumed == 0)
            return false;
        doorbell.Ring(runId);
        notices.Publish(Topic.Decisions);
        return true;
    }

    private static IQueryable<Selected> AlertsOf(TriageContext db, long runId) => db.BulkRunItems.Where(i => i.RunId == runId)
        .Join(db.Alerts, i => i.AlertId, a => a.PublicId, (i, a) => new Selected { Id = a.Id, Position = i.Position, ExerciseId = a.ExerciseId });

    private async Task<DecisionResult> StartAsync(
        Actor actor, long runId, BulkKind kind, IReadOnlyList<string> faults,
        Func<TriageContext, BulkRunRow, Task<(BulkOrder? Order, DecisionResult? Refused)>> prepare, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.DecideAlerts);
        if (faults.Count > 0)
            return new DecisionResult.Invalid(faults);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);

        // Pressed twice, a selection is decided once: the second finds it no longer frozen.
        var claimed = await db.BulkRuns.Where(r => r.Id == runId && r.RequestedById == actor.Id && r.State == BulkState.Frozen)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.State, BulkState.Queued).SetProperty(r => r.Kind, kind), cancel);
        if (claimed == 0)
            return new DecisionResult.Gone(NoSelection);
        var run = await db.BulkRuns.SingleAsync(r => r.Id == runId, cancel);
        var (order, refused) = await prepare(db, run);
        if (order is null)
            return refused!;
        run.OrderJson = order.Write();
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        doorbell.Ring(runId);
        notices.Publish(Topic.Decisions);
        if (kind == BulkKind.Allow)
        {
            notices.Publish(Topic.Baseline);
            notices.Publish(Topic.Notifications);
        }

        return new DecisionResult.Done(run.Total);
    }

    private sealed record Selected
    {
        public long Id { get; init; }

        public int Position { get; init; }

        public long? ExerciseId { get; init; }
    }
}
