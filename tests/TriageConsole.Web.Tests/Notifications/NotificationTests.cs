using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Notifications;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Decisions;
using TriageConsole.Web.Tests.Pipeline;
using Xunit;

namespace TriageConsole.Web.Tests.Notifications;

public sealed class NotificationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Commands_ThatConcernSomebodyElse_TellThemOnce(Engine engine)
    {
        using var store = new AlertStore(engine);
        await store.AddPeopleAsync(AlertStore.Analyst, AlertStore.OtherAnalyst, AlertStore.Admin, AlertStore.OtherAdmin);
        var assign = new AssignCommands(store, store.Time, store.Notices);
        var alert = await store.AddAlertAsync(new() { Chain = AlertStore.Hostile });

        await assign.AssignAsync(AlertStore.Analyst, alert.PublicId, 0, "otto", Cancel);
        await assign.TakeAsync(AlertStore.Analyst, alert.PublicId, 1, Cancel);
        await assign.CommentAsync(AlertStore.Analyst, alert.PublicId, "@otto @Otto. @ana @ghost look", Cancel);

        Assert.Equal([NotificationKind.Mentioned, NotificationKind.Assigned], (await ListAsync(store, AlertStore.OtherAnalyst)).Select(n => n.Kind));
        Assert.All(await ListAsync(store, AlertStore.OtherAnalyst), n => Assert.Equal((alert.PublicId, "ana", $"{AlertStore.Hostile} on WS-0042.example"), (n.AlertId, n.By, n.Subject)));
        Assert.Empty(await ListAsync(store, AlertStore.Analyst));
        Assert.Empty(await ListAsync(store, AlertStore.Admin));
        Assert.Equal(2, await new NotificationQueries(store).UnreadAsync(AlertStore.OtherAnalyst, Cancel));
    }

    [Fact]
    public async Task Allow_ByAnAdmin_TellsTheOtherAdminsOnly()
    {
        using var store = new AlertStore();
        await store.AddPeopleAsync(AlertStore.Analyst, AlertStore.Admin, AlertStore.OtherAdmin);
        var alert = await store.AddAlertAsync(new());
        var (result, _) = await new AllowCommands(store, store.Time, store.Notices, UseChecks.For(store)).AllowAsync(AlertStore.Admin, alert.PublicId, 0, new AllowRequest
        {
            Title = "Inventory",
            Conditions = UseChecks.Covering,
            Acknowledgement = "The script moves every night.",
            Owner = "Workplace",
            Reason = "Nightly.",
            Ticket = "CHG-1",
            ReviewUtc = store.Now.Date.AddDays(30),
            ExpiresUtc = store.Now.Date.AddDays(90),
        }, Cancel);

        Assert.IsType<DecisionResult.Done>(result);
        Assert.Equal((NotificationKind.ApprovalWaiting, "Inventory"), Assert.Single(await ListAsync(store, AlertStore.OtherAdmin)) is var told ? (told.Kind, told.Subject) : default);
        Assert.Empty(await ListAsync(store, AlertStore.Admin));
        Assert.Empty(await ListAsync(store, AlertStore.Analyst));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Choices_DecideWhatComesWhere(Engine engine)
    {
        using var store = new AlertStore(engine);
        await store.AddPeopleAsync(AlertStore.Analyst, AlertStore.OtherAnalyst);
        var (queries, commands) = (new NotificationQueries(store), new NotificationCommands(store, store.Time, store.Notices));
        var before = await queries.ChoicesAsync(AlertStore.OtherAnalyst, Cancel);
        Assert.All(before.Choices, c => Assert.Equal((true, false), (c.InApp, c.Mail)));
        var wanted = new NotificationChoices(
            [new(NotificationKind.Assigned, false, false), new(NotificationKind.Mentioned, false, true), new(NotificationKind.TaskGiven, true, true), new(NotificationKind.ApprovalWaiting, true, false), new(NotificationKind.NearlyLate, true, false)],
            " otto@example.com ");
        Assert.Single(await commands.ChooseAsync(AlertStore.OtherAnalyst, wanted with { Email = null }, Cancel));
        Assert.Single(await commands.ChooseAsync(AlertStore.OtherAnalyst, wanted with { Email = "otto@example.com\r\nBcc: all@example.com" }, Cancel));
        Assert.Single(await commands.ChooseAsync(AlertStore.OtherAnalyst, wanted with { Email = "Otto <otto@example.com>" }, Cancel));
        Assert.Empty(await commands.ChooseAsync(AlertStore.OtherAnalyst, wanted, Cancel));
        Assert.Empty(await commands.ChooseAsync(AlertStore.OtherAnalyst, wanted, Cancel));
        var kept = await queries.ChoicesAsync(AlertStore.OtherAnalyst, Cancel);
        Assert.Equal(wanted.Choices, kept.Choices);
        Assert.Equal("otto@example.com", kept.Email);

        var assign = new AssignCommands(store, store.Time, store.Notices);
        var alert = await store.AddAlertAsync(new());
        await assign.AssignAsync(AlertStore.Analyst, alert.PublicId, 0, "otto", Cancel);
        await assign.CommentAsync(AlertStore.Analyst, alert.PublicId, "@otto", Cancel);

        await using var db = store.CreateDbContext();
        var row = await db.Notifications.SingleAsync(Cancel);
        Assert.Equal((NotificationKind.Mentioned, false, NotificationMail.Waiting), (row.Kind, row.InApp, row.Mail));
        Assert.Equal(0, await queries.UnreadAsync(AlertStore.OtherAnalyst, Cancel));
        Assert.Empty(await queries.ListAsync(AlertStore.OtherAnalyst, false, null, Cancel));
    }

    [Fact]
    public async Task MarkAsync_ReadAndNotRead_CountsOnesOwnOnly()
    {
        using var store = new AlertStore();
        await store.AddPeopleAsync(AlertStore.Analyst, AlertStore.OtherAnalyst);
        var (queries, commands) = (new NotificationQueries(store), new NotificationCommands(store, store.Time, store.Notices));
        var alert = await store.AddAlertAsync(new());
        foreach (var text in (string[])["one @otto", "two @otto", "three @otto"])
            await new AssignCommands(store, store.Time, store.Notices).CommentAsync(AlertStore.Analyst, alert.PublicId, text, Cancel);
        var rows = await ListAsync(store, AlertStore.OtherAnalyst);

        await commands.MarkAsync(AlertStore.Analyst, rows[0].Id, true, Cancel);
        Assert.Equal(3, await queries.UnreadAsync(AlertStore.OtherAnalyst, Cancel));
        await commands.MarkAsync(AlertStore.OtherAnalyst, rows[0].Id, true, Cancel);
        Assert.Equal([rows[1].Id, rows[2].Id], (await queries.ListAsync(AlertStore.OtherAnalyst, true, null, Cancel)).Select(n => n.Id));
        await commands.MarkAsync(AlertStore.OtherAnalyst, rows[0].Id, false, Cancel);
        Assert.Equal(3, await queries.UnreadAsync(AlertStore.OtherAnalyst, Cancel));
        await commands.MarkAllAsync(AlertStore.Analyst, rows[0].Id, Cancel);
        await commands.MarkAllAsync(AlertStore.OtherAnalyst, rows[1].Id, Cancel);
        Assert.Equal([rows[0].Id], (await queries.ListAsync(AlertStore.OtherAnalyst, true, null, Cancel)).Select(n => n.Id));
        Assert.Equal([rows[2].Id], (await queries.ListAsync(AlertStore.OtherAnalyst, false, rows[1].Id, Cancel)).Select(n => n.Id));
    }

    private static Task<IReadOnlyList<NotificationRow>> ListAsync(AlertStore store, Actor who) => new NotificationQueries(store).ListAsync(who, false, null, Cancel);
}
