using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Notifications;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Cases.Changes;

/// <summary>A task as it is filled in.</summary>
/// <param name="Text">What to do.</param>
/// <param name="Assignee">Who; null for nobody yet.</param>
/// <param name="Due">The day by whose end it is to be done, UTC.</param>
public sealed record CaseTask(string? Text, string? Assignee, DateOnly? Due);

/// <summary>What is to be done in a case, by whom and when.</summary>
public sealed class CaseTaskCommands(IDbContextFactory<TriageContext> contexts, TimeProvider time, Notices notices)
{
    public const int LongestText = 500;

    private const int FarthestYear = 2100;

    public Task<DecisionResult> AddAsync(Actor actor, long caseId, CaseTask task, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.WorkCases);
        ArgumentNullException.ThrowIfNull(task);
        return ChangeAsync(actor, caseId, task, async (db, change, now) =>
        {
            var row = new CaseTaskRow { Text = string.Empty, CreatedUtc = now, CreatedBy = actor.Name };
            change.Case.Tasks.Add(row);
            Fill(row, task);
            change.Record(actor, now, CaseAction.TaskAdded, Line(row));
            await TellAsync(db, actor, change.Case, row, null, now, cancel);
            return null;
        }, cancel);
    }

    public Task<DecisionResult> EditAsync(Actor actor, long caseId, long taskId, CaseTask task, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.WorkCases);
        ArgumentNullException.ThrowIfNull(task);
        return ChangeAsync(actor, caseId, task, async (db, change, now) =>
        {
            if (await db.CaseTasks.SingleOrDefaultAsync(t => t.Id == taskId && t.CaseId == caseId, cancel) is not { } row)
                return "Task: it is not in this case any more.";
            var (before, had) = (Line(row), row.Assignee);
            Fill(row, task);
            if (Line(row) == before)
                return null;
            change.Record(actor, now, CaseAction.TaskChanged, $"{before} → {Line(row)}");
            await TellAsync(db, actor, change.Case, row, had, now, cancel);
            return null;
        }, cancel);
    }

    public Task<DecisionResult> SetDoneAsync(Actor actor, long caseId, long taskId, bool isDone, CancellationToken cancel) =>
        ChangeAsync(actor, caseId, null, async (db, change, now) =>
        {
            if (await db.CaseTasks.SingleOrDefaultAsync(t => t.Id == taskId && t.CaseId == caseId, cancel) is not { } row)
                return "Task: it is not in this case any more.";
            if (row.DoneUtc is not null == isDone)
                return null;
            row.DoneUtc = isDone ? now : null;
            row.DoneBy = isDone ? actor.Name : null;
            change.Record(actor, now, isDone ? CaseAction.TaskDone : CaseAction.TaskUndone, row.Text);
            return null;
        }, cancel);

    public Task<DecisionResult> RemoveAsync(Actor actor, long caseId, long taskId, CancellationToken cancel) =>
        ChangeAsync(actor, caseId, null, async (db, change, now) =>
        {
            if (await db.CaseTasks.SingleOrDefaultAsync(t => t.Id == taskId && t.CaseId == caseId, cancel) is not { } row)
                return "Task: it is not in this case any more.";
            db.CaseTasks.Remove(row);
            change.Record(actor, now, CaseAction.TaskRemoved, Line(row));
            return null;
        }, cancel);

    private static void Fill(CaseTaskRow row, CaseTask task)
    {
        row.Text = NoteRules.Clean(task.Text)!;
        row.Assignee = NoteRules.Clean(task.Assignee);
        row.DueUtc = task.Due?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
    }

    private static string Line(CaseTaskRow row) => FormattableString.Invariant(
        $"{row.Text} ({row.Assignee ?? "nobody yet"}{(row.DueUtc is { } due ? $", due {due:yyyy-MM-dd}" : null)})");

    private static Task TellAsync(
        TriageContext db, Actor actor, CaseRow into, CaseTaskRow row, string? had, DateTime utcNow, CancellationToken cancel) =>
        row.Assignee is { } to && to != had
            ? NotificationRows.AddAsync(
                db, actor, [to], new(NotificationKind.TaskGiven, $"Case {into.Id}: {into.Title}") { CaseId = into.Id, Text = Line(row) }, utcNow, cancel)
            : Task.CompletedTask;

    private static async Task<List<string>> FaultsAsync(TriageContext db, CaseTask task, CancellationToken cancel)
    {
        List<string> faults = [];
        if (NoteRules.Clean(task.Text) is not { } text)
            faults.Add("Task: say what is to be done.");
        else if (text.Length > LongestText)
            faults.Add($"Task: {text.Length} characters; at most {LongestText} are kept.");
        if (NoteRules.Clean(task.Assignee) is { } to && !await PeopleNames.MayAsync(db, to, Policies.WorkCases, cancel))
            faults.Add("Who: there is nobody of that name who may work on cases.");
        if (task.Due is { Year: < 2000 or > FarthestYear })
            faults.Add("Due: that is no day to do anything on.");
        return faults;
    }

    private async Task<DecisionResult> ChangeAsync(
        Actor actor, long caseId, CaseTask? task, Func<TriageContext, CaseChange, DateTime, Task<string?>> change, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.WorkCases);
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (task is not null && await FaultsAsync(db, task, cancel) is { Count: > 0 } faults)
            return new DecisionResult.Invalid(faults);
        var (taken, refused) = await CaseChange.TakeAsync(db, caseId, now, cancel);
        if (taken is null)
            return refused!;
        await using (taken)
        {
            if (await change(db, taken, now) is { } refusal)
                return new DecisionResult.Invalid([refusal]);
            var done = await taken.CommitAsync(cancel);
            notices.Publish(Topic.Cases);
            notices.Publish(Topic.Notifications);
            return done;
        }
    }
}
