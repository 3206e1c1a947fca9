using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Decisions;

public sealed class AssignCommandsTests : IAsyncLifetime, IDisposable
{
    private readonly AlertStore _store = new();
    private readonly AssignCommands _commands;

    public AssignCommandsTests() => _commands = new(_store, _store.Time, _store.Notices);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() =>
        await _store.AddPeopleAsync(AlertStore.Analyst, AlertStore.OtherAnalyst, AlertStore.Manager, AlertStore.Admin);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task TakeAsync_OpenAlert_GivesItToTheActorOnRecord()
    {
        var alert = await _store.AddAlertAsync(new());

        Assert.Equal(new DecisionResult.Done(1), await _commands.TakeAsync(AlertStore.Analyst, alert.PublicId, 0, Cancel));

        var stored = await _store.ReadAsync(alert.PublicId);
        Assert.Equal(("ana", AlertStatus.Open), (stored.Assignee, stored.Status));
        Assert.Equal((AlertAction.Assigned, "to ana"), (stored.History[^1].Action, stored.History[^1].Note));
    }

    [Fact]
    public async Task TakeAsync_AlreadyMine_ChangesNothing()
    {
        var alert = await _store.AddAlertAsync(new() { Assignee = "ana" });

        Assert.Equal(new DecisionResult.Done(0), await _commands.TakeAsync(AlertStore.Analyst, alert.PublicId, 0, Cancel));

        var stored = await _store.ReadAsync(alert.PublicId);
        Assert.Equal((0, 1), (stored.Version, stored.History.Count));
    }

    [Fact]
    public async Task TakeAsync_TakenByAnotherMeanwhile_TellsWho()
    {
        var alert = await _store.AddAlertAsync(new());
        await _commands.TakeAsync(AlertStore.OtherAnalyst, alert.PublicId, 0, Cancel);

        var result = await _commands.TakeAsync(AlertStore.Analyst, alert.PublicId, 0, Cancel);

        Assert.Equal("otto", Assert.IsType<DecisionResult.Overtaken>(result).Standing.Assignee);
        Assert.Equal("otto", (await _store.ReadAsync(alert.PublicId)).Assignee);
    }

    [Theory]
    [InlineData("otto", true)]
    [InlineData("ada", true)]
    [InlineData("mona", false)]
    [InlineData("nobody-of-that-name", false)]
    public async Task AssignAsync_ToSomebody_NeedsSomebodyWhoMayDecide(string assignee, bool done)
    {
        var alert = await _store.AddAlertAsync(new());

        var result = await _commands.AssignAsync(AlertStore.Analyst, alert.PublicId, 0, assignee, Cancel);

        Assert.Equal(done, result is DecisionResult.Done);
        Assert.Equal(done ? assignee : null, (await _store.ReadAsync(alert.PublicId)).Assignee);
    }

    [Fact]
    public async Task AssignAsync_ToNobody_FreesIt()
    {
        var alert = await _store.AddAlertAsync(new() { Assignee = "otto" });

        await _commands.AssignAsync(AlertStore.Analyst, alert.PublicId, 0, null, Cancel);

        Assert.Null((await _store.ReadAsync(alert.PublicId)).Assignee);
    }

    [Fact]
    public async Task CommentAsync_HostileText_IsKeptAsWrittenAndCompetesWithNobody()
    {
        var alert = await _store.AddAlertAsync(new());

        Assert.Equal(new DecisionResult.Done(0), await _commands.CommentAsync(AlertStore.Analyst, alert.PublicId, AlertStore.Hostile, Cancel));

        var stored = await _store.ReadAsync(alert.PublicId);
        Assert.Equal((AlertStore.Hostile, AlertAction.Commented, 0), (stored.History[^1].Note, stored.History[^1].Action, stored.Version));
    }

    [Fact]
    public async Task CommentAsync_EmptyOrUnknown_IsRefused()
    {
        var alert = await _store.AddAlertAsync(new());

        Assert.IsType<DecisionResult.Invalid>(await _commands.CommentAsync(AlertStore.Analyst, alert.PublicId, "\n ", Cancel));
        Assert.IsType<DecisionResult.Gone>(await _commands.CommentAsync(AlertStore.Analyst, Guid.NewGuid(), "x", Cancel));
    }

    [Fact]
    public async Task Everything_ByManager_IsDenied()
    {
        var alert = await _store.AddAlertAsync(new());

        await Assert.ThrowsAsync<PermissionDeniedException>(() => _commands.TakeAsync(AlertStore.Manager, alert.PublicId, 0, Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => _commands.CommentAsync(AlertStore.Manager, alert.PublicId, "x", Cancel));

        Assert.Single((await _store.ReadAsync(alert.PublicId)).History);
    }
}
