using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Notifications;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Cases.Changes;

/// <summary>The case itself: opened, named, owned, closed, opened again.</summary>
public sealed class CaseCommands(IDbContextFactory<TriageContext> contexts, TimeProvider time, Notices notices)
{
    /// <summary>Opens a case without an alert; its id on success.</summary>
    public async Task<(DecisionResult Result, long? CaseId)> OpenAsync(Actor actor, string? title, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.WorkCases);
        var name = NoteRules.Clean(title);
        if (TitleFault(name) is { } fault)
            return (new DecisionResult.Invalid([fault]), null);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var row = CaseChange.Open(db, name!, actor, time.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancel);
        notices.Publish(Topic.Cases);
        return (new DecisionResult.Done(row.Version), row.Id);
    }

    public Task<DecisionResult> RenameAsync(Actor actor, long caseId, string? title, CancellationToken cancel)
    {
        var name = NoteRules.Clean(title);
        return ChangeAsync(actor, caseId, TitleFault(name), false, (change, now) =>
        {
            if (change.Case.Title == name)
                return null;
            change.Record(actor, now, CaseAction.Renamed, $"{change.Case.Title} → {name}");
            change.Case.Title = name!;
            return null;
        }, cancel);
    }

    /// <summary>Gives the case to somebody who may work on it.</summary>
    public async Task<DecisionResult> GiveAsync(Actor actor, long caseId, string owner, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.WorkCases);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (!await PeopleNames.MayAsync(db, owner, Policies.WorkCases, cancel))
            return new DecisionResult.Invalid(["Owner: there is nobody of that name who may work on cases."]);
        var now = time.GetUtcNow().UtcDateTime;
        var (taken, refused) = await CaseChange.TakeAsync(db, caseId, now, cancel);
        if (taken is null)
            return refused!;
        await using (taken)
        {
            // Said again, a thing is not news.
            if (taken.Case.Owner == owner)
                return new DecisionResult.Done(taken.Case.Version);
            taken.Record(actor, now, CaseAction.Owned, $"{taken.Case.Owner} → {owner}");
            taken.Case.Owner = owner;
            await NotificationRows.AddAsync(
                db, actor, [owner], new(NotificationKind.Assigned, $"Case {caseId}: {taken.Case.Title}") { CaseId = caseId }, now, cancel);
            return Told(await taken.CommitAsync(cancel));
        }
    }

    /// <summary>Closes it; why is always required, since a close without a reason cannot be audited.</summary>
    public Task<DecisionResult> CloseAsync(Actor actor, long caseId, AlertOutcome outcome, string? note, CancellationToken cancel)
    {
        var why = NoteRules.Clean(note);
        List<string> faults = [];
        if (outcome == AlertOutcome.None || !Enum.IsDefined(outcome))
            faults.Add("Outcome: say what it was.");
        NoteRules.Check(why, "Note: say why.", faults);
        return ChangeAsync(actor, caseId, faults.Count > 0 ? string.Join(' ', faults) : null, false, (change, now) =>
        {
            change.Record(actor, now, CaseAction.Closed, $"{OutcomeWords.Of(outcome)}: {why}");
            (change.Case.Status, change.Case.Outcome, change.Case.ClosedUtc) = (CaseStatus.Closed, outcome, now);
            return null;
        }, cancel);
    }

    public Task<DecisionResult> ReopenAsync(Actor actor, long caseId, string? note, CancellationToken cancel)
    {
        var why = NoteRules.Clean(note);
        List<string> faults = [];
        NoteRules.Check(why, "Note: say why it is opened again.", faults);
        return ChangeAsync(actor, caseId, faults.FirstOrDefault(), true, (change, now) =>
        {
            if (change.Case.Status == CaseStatus.Open)
                return "Case: it is open already.";
            change.Record(actor, now, CaseAction.Reopened, why);
            (change.Case.Status, change.Case.Outcome, change.Case.ClosedUtc) = (CaseStatus.Open, AlertOutcome.None, null);
            return null;
        }, cancel);
    }

    private static string? TitleFault(string? title) => title switch
    {
        null => "Title: say what it is about.",
        { Length: > EscalateCommands.LongestTitle } => $"Title: at most {EscalateCommands.LongestTitle} characters.",
        _ => null,
    };

    private async Task<DecisionResult> ChangeAsync(
        Actor actor, long caseId, string? fault, bool evenClosed, Func<CaseChange, DateTime, string?> change, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.WorkCases);
        if (fault is not null)
            return new DecisionResult.Invalid([fault]);
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var (taken, refused) = await CaseChange.TakeAsync(db, caseId, now, cancel, evenClosed);
        if (taken is null)
            return refused!;
        await using (taken)
        {
            if (change(taken, now) is { } refusal)
                return new DecisionResult.Invalid([refusal]);
            return Told(await taken.CommitAsync(cancel));
        }
    }

    private DecisionResult Told(DecisionResult done)
    {
        notices.Publish(Topic.Cases);
        notices.Publish(Topic.Notifications);
        return done;
    }
}
