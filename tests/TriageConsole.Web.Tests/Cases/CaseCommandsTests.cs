using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Cases;
using TriageConsole.Web.Features.Cases.Changes;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Pipeline;
using Xunit;

namespace TriageConsole.Web.Tests.Cases;

public sealed class CaseCommandsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Case_OpenedNamedGivenClosedReopened_KeepsEachOnRecord(Engine engine)
    {
        using var store = new AlertStore(engine);
        await store.AddPeopleAsync(AlertStore.Analyst, AlertStore.OtherAnalyst, AlertStore.Manager);
        var commands = new CaseCommands(store, store.Time, store.Notices);

        var (opened, id) = await commands.OpenAsync(AlertStore.Analyst, " " + AlertStore.Hostile, Cancel);
        Assert.IsType<DecisionResult.Done>(opened);
        Assert.IsType<DecisionResult.Done>(await commands.RenameAsync(AlertStore.Analyst, id!.Value, "Invoices", Cancel));
        Assert.IsType<DecisionResult.Invalid>(await commands.GiveAsync(AlertStore.Analyst, id.Value, "mona", Cancel));
        Assert.IsType<DecisionResult.Done>(await commands.GiveAsync(AlertStore.Analyst, id.Value, "otto", Cancel));
        Assert.IsType<DecisionResult.Invalid>(await commands.CloseAsync(AlertStore.Analyst, id.Value, AlertOutcome.None, "done", Cancel));
        Assert.IsType<DecisionResult.Invalid>(await commands.CloseAsync(AlertStore.Analyst, id.Value, AlertOutcome.TruePositive, " ", Cancel));
        Assert.IsType<DecisionResult.Done>(await commands.CloseAsync(AlertStore.Analyst, id.Value, AlertOutcome.TruePositive, "done", Cancel));

        var closed = (await new CaseQueries(store).FindAsync(id.Value, Cancel))!;
        Assert.Equal(("Invoices", "otto", CaseStatus.Closed, AlertOutcome.TruePositive), (closed.Summary.Title, closed.Summary.Owner, closed.Summary.Status, closed.Summary.Outcome));
        Assert.IsType<DecisionResult.Invalid>(await commands.RenameAsync(AlertStore.Analyst, id.Value, "Again", Cancel));
        Assert.IsType<DecisionResult.Done>(await commands.ReopenAsync(AlertStore.Analyst, id.Value, "more came", Cancel));
        Assert.IsType<DecisionResult.Invalid>(await commands.ReopenAsync(AlertStore.Analyst, id.Value, "again", Cancel));

        var view = (await new CaseQueries(store).FindAsync(id.Value, Cancel))!;
        Assert.Equal((CaseStatus.Open, AlertOutcome.None), (view.Summary.Status, view.Summary.Outcome));
        Assert.Equal(
            [CaseAction.Reopened, CaseAction.Closed, CaseAction.Owned, CaseAction.Renamed, CaseAction.Opened], view.History.Select(h => h.Action));
        Assert.All(view.History, h => Assert.Equal(("ana", "192.0.2.1"), (h.UserName, h.Address)));
        await using var db = store.CreateDbContext();
        var told = Assert.Single(db.Notifications);
        Assert.Equal((AlertStore.OtherAnalyst.Id, NotificationKind.Assigned, id), (told.UserId, told.Kind, told.CaseId));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Alert_IntoACaseAndOut_IsEscalatedAndThenUndecided(Engine engine)
    {
        using var store = new AlertStore(engine);
        var (alerts, queries) = (new CaseAlertCommands(store, store.Time, store.Notices), new CaseQueries(store));
        var alert = await store.AddAlertAsync(new());
        var (one, two) = (await OpenAsync(store, "one"), await OpenAsync(store, "two"));
        Assert.Equal([alert.PublicId], (await queries.OfferedAsync("WSCRIPT", Cancel)).Select(a => a.PublicId));
        Assert.Empty(await queries.OfferedAsync("nothing like it", Cancel));

        Assert.IsType<DecisionResult.Done>(await alerts.AddAsync(AlertStore.Analyst, one, alert.PublicId, 0, Cancel));
        Assert.Empty(await queries.OfferedAsync(null, Cancel));
        Assert.IsType<DecisionResult.Invalid>(await alerts.AddAsync(AlertStore.Analyst, one, alert.PublicId, 1, Cancel));
        Assert.IsType<DecisionResult.Overtaken>(await alerts.AddAsync(AlertStore.Analyst, two, alert.PublicId, 0, Cancel));
        Assert.Equal((AlertStatus.Escalated, one), Standing(await store.ReadAsync(alert.PublicId)));

        Assert.IsType<DecisionResult.Done>(await alerts.AddAsync(AlertStore.Analyst, two, alert.PublicId, 1, Cancel));
        Assert.Equal((AlertStatus.Escalated, two), Standing(await store.ReadAsync(alert.PublicId)));
        Assert.Contains((await queries.FindAsync(one, Cancel))!.History, h => h.Action == CaseAction.AlertRemoved && h.AlertId == alert.PublicId);

        Assert.IsType<DecisionResult.Invalid>(await alerts.RemoveAsync(AlertStore.Analyst, one, alert.PublicId, 2, Cancel));
        Assert.IsType<DecisionResult.Done>(await alerts.RemoveAsync(AlertStore.Analyst, two, alert.PublicId, 2, Cancel));
        var after = await store.ReadAsync(alert.PublicId);
        Assert.Equal((AlertStatus.Open, null), Standing(after));
        Assert.Equal([AlertAction.AddedToCase, AlertAction.AddedToCase, AlertAction.RemovedFromCase], after.History.Skip(1).Select(h => h.Action));
    }

    [Fact]
    public async Task Alert_DecidedBefore_KeepsItsDecisionInTheCaseAndAfter()
    {
        using var store = new AlertStore();
        var alerts = new CaseAlertCommands(store, store.Time, store.Notices);
        var alert = await store.AddAlertAsync(new() { Status = AlertStatus.Closed });
        var id = await OpenAsync(store, "one");

        await alerts.AddAsync(AlertStore.Analyst, id, alert.PublicId, 0, Cancel);
        Assert.Equal((AlertStatus.Closed, id), Standing(await store.ReadAsync(alert.PublicId)));
        await alerts.RemoveAsync(AlertStore.Analyst, id, alert.PublicId, 1, Cancel);
        Assert.Equal((AlertStatus.Closed, null), Standing(await store.ReadAsync(alert.PublicId)));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Tasks_AddedChangedDoneRemoved_AreOnRecordAndTellTheirPeople(Engine engine)
    {
        using var store = new AlertStore(engine);
        await store.AddPeopleAsync(AlertStore.Analyst, AlertStore.OtherAnalyst, AlertStore.Manager);
        var tasks = new CaseTaskCommands(store, store.Time, store.Notices);
        var queries = new CaseQueries(store);
        var id = await OpenAsync(store, "one");

        Assert.Equal(3, Assert.IsType<DecisionResult.Invalid>(
            await tasks.AddAsync(AlertStore.Analyst, id, new(" ", "mona", new DateOnly(1900, 1, 1)), Cancel)).Faults.Count);
        Assert.IsType<DecisionResult.Done>(await tasks.AddAsync(AlertStore.Analyst, id, new(AlertStore.Hostile, "otto", new DateOnly(2026, 3, 5)), Cancel));
        var task = Assert.Single((await queries.FindAsync(id, Cancel))!.Tasks);
        Assert.Equal((AlertStore.Hostile, "otto", new DateTime(2026, 3, 5)), (task.Text, task.Assignee, task.DueUtc));
        Assert.IsType<DecisionResult.Done>(await tasks.EditAsync(AlertStore.Analyst, id, task.Id, new("Isolate", "ana", null), Cancel));
        Assert.IsType<DecisionResult.Done>(await tasks.SetDoneAsync(AlertStore.OtherAnalyst, id, task.Id, true, Cancel));
        task = Assert.Single((await queries.FindAsync(id, Cancel))!.Tasks);
        Assert.Equal(("Isolate", "ana", null, "otto"), (task.Text, task.Assignee, task.DueUtc, task.DoneBy));
        Assert.Equal(0, (await queries.FindAsync(id, Cancel))!.Summary.OpenTasks);
        Assert.IsType<DecisionResult.Done>(await tasks.SetDoneAsync(AlertStore.Analyst, id, task.Id, false, Cancel));
        Assert.IsType<DecisionResult.Done>(await tasks.RemoveAsync(AlertStore.Analyst, id, task.Id, Cancel));
        Assert.IsType<DecisionResult.Invalid>(await tasks.RemoveAsync(AlertStore.Analyst, id, task.Id, Cancel));

        var view = (await queries.FindAsync(id, Cancel))!;
        Assert.Empty(view.Tasks);
        Assert.Equal(
            [CaseAction.Opened, CaseAction.TaskAdded, CaseAction.TaskChanged, CaseAction.TaskDone, CaseAction.TaskUndone, CaseAction.TaskRemoved],
            view.History.Reverse().Select(h => h.Action));
        await using var db = store.CreateDbContext();
        Assert.Equal([(AlertStore.OtherAnalyst.Id, NotificationKind.TaskGiven)], db.Notifications.ToList().Select(n => (n.UserId, n.Kind)));
    }

    [Fact]
    public async Task AddNote_HostileMarkdownWithMentions_IsKeptAsWrittenAndTellsThem()
    {
        using var store = new AlertStore();
        await store.AddPeopleAsync(AlertStore.Analyst, AlertStore.OtherAnalyst);
        var notes = new CaseNoteCommands(store, store.Time, store.Notices);
        var id = await OpenAsync(store, "one");
        var text = $"**Look**, @OTTO. And @ana, @nobody: {AlertStore.Hostile}";

        Assert.IsType<DecisionResult.Invalid>(await notes.AddAsync(AlertStore.Analyst, id, " \n", Cancel));
        Assert.IsType<DecisionResult.Invalid>(await notes.AddAsync(AlertStore.Analyst, id, new string('x', CaseNoteCommands.LongestNote + 1), Cancel));
        Assert.IsType<DecisionResult.Done>(await notes.AddAsync(AlertStore.Analyst, id, text, Cancel));

        Assert.Equal(("ana", text), Assert.Single((await new CaseQueries(store).FindAsync(id, Cancel))!.Notes) is var note ? (note.Author, note.Text) : default);
        await using var db = store.CreateDbContext();
        var told = Assert.Single(db.Notifications);
        Assert.Equal((AlertStore.OtherAnalyst.Id, NotificationKind.Mentioned, text), (told.UserId, told.Kind, told.Excerpt));
    }

    [Fact]
    public async Task Everything_ByManager_IsDenied()
    {
        using var store = new AlertStore();
        var id = await OpenAsync(store, "one");
        var alert = await store.AddAlertAsync(new());
        var who = AlertStore.Manager;
        var cases = new CaseCommands(store, store.Time, store.Notices);
        var alerts = new CaseAlertCommands(store, store.Time, store.Notices);
        var tasks = new CaseTaskCommands(store, store.Time, store.Notices);

        foreach (var command in (Func<Task>[])
        [
            () => cases.OpenAsync(who, "x", Cancel),
            () => cases.RenameAsync(who, id, "x", Cancel),
            () => cases.GiveAsync(who, id, "mona", Cancel),
            () => cases.CloseAsync(who, id, AlertOutcome.TruePositive, "x", Cancel),
            () => cases.ReopenAsync(who, id, "x", Cancel),
            () => alerts.AddAsync(who, id, alert.PublicId, 0, Cancel),
            () => alerts.RemoveAsync(who, id, alert.PublicId, 0, Cancel),
            () => tasks.AddAsync(who, id, new("x", null, null), Cancel),
            () => tasks.EditAsync(who, id, 1, new("x", null, null), Cancel),
            () => tasks.SetDoneAsync(who, id, 1, true, Cancel),
            () => tasks.RemoveAsync(who, id, 1, Cancel),
            () => new CaseNoteCommands(store, store.Time, store.Notices).AddAsync(who, id, "x", Cancel),
            () => new CaseMergeCommands(store, store.Time, store.Notices).MergeAsync(who, id, id + 1, Cancel),
        ])
        {
            await Assert.ThrowsAsync<PermissionDeniedException>(command);
        }

        await using var db = store.CreateDbContext();
        Assert.Equal((1, 1), (await db.Cases.CountAsync(Cancel), await db.CaseHistory.CountAsync(Cancel)));
    }

    internal static async Task<long> OpenAsync(AlertStore store, string title) =>
        (await new CaseCommands(store, store.Time, store.Notices).OpenAsync(AlertStore.Analyst, title, CancellationToken.None)).CaseId!.Value;

    private static (AlertStatus, long?) Standing(AlertRow alert) => (alert.Status, alert.CaseId);
}
