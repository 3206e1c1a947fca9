using Microsoft.EntityFrameworkCore;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Decisions;

public sealed class UndoCommandsTests : IDisposable
{
    private static readonly CloseRequest _false = new(AlertOutcome.FalsePositive, "printer roll-out", true);

    private readonly AlertStore _store = new();
    private readonly CloseCommands _close;
    private readonly AssignCommands _assign;
    private readonly AllowCommands _allow;
    private readonly UndoCommands _undo;

    public UndoCommandsTests()
    {
        _close = new(_store, _store.Time, _store.Notices);
        _assign = new(_store, _store.Time, _store.Notices);
        _allow = new(_store, _store.Time, _store.Notices, UseChecks.For(_store));
        _undo = new(_store, _store.Time, _store.Notices);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task UndoAsync_OwnClose_RestoresAllOfItAndKeepsBothInTheHistory()
    {
        await _store.AddPeopleAsync(AlertStore.Analyst);
        var alert = await _store.AddAlertAsync(new());
        await _assign.TakeAsync(AlertStore.Analyst, alert.PublicId, 0, Cancel);
        await _close.CloseAsync(AlertStore.Analyst, alert.PublicId, 1, _false, Cancel);

        var offer = await _undo.OfferAsync(AlertStore.Analyst, Cancel);
        var result = await _undo.UndoAsync(AlertStore.Analyst, offer!.RunId, Cancel);

        Assert.Equal((AlertAction.Closed, 1, _store.Now.AddMinutes(10)), (offer.Action, offer.Alerts, offer.UntilUtc));
        Assert.Equal(alert.PublicId, Assert.Single(result.Restored));
        var stored = await _store.ReadAsync(alert.PublicId);
        Assert.Equal(
            (AlertStatus.Open, AlertOutcome.None, false, "ana", null, null, 3),
            (stored.Status, stored.Outcome, stored.NeedsTuning, stored.Assignee, stored.DecidedBy, stored.DecidedUtc, stored.Version));
        Assert.Equal([AlertAction.Raised, AlertAction.Assigned, AlertAction.Closed, AlertAction.Undone], stored.History.Select(line => line.Action));
        Assert.Equal((AlertStatus.Closed, AlertStatus.Open, "ana", "192.0.2.1"), (stored.History[^1].From!.Value, stored.History[^1].To!.Value, stored.History[^1].UserName, stored.History[^1].Address));
        Assert.Null(await _undo.OfferAsync(AlertStore.Analyst, Cancel));
    }

    [Fact]
    public async Task UndoAsync_Reopened_IsClosedAgainAsItWas()
    {
        var alert = await _store.AddAlertAsync(new());
        await _close.CloseAsync(AlertStore.OtherAnalyst, alert.PublicId, 0, _false, Cancel);
        var closed = _store.Now;
        _store.Time.Advance(TimeSpan.FromHours(1));
        await _close.ReopenAsync(AlertStore.Analyst, alert.PublicId, 1, "again", Cancel);

        await _undo.UndoAsync(AlertStore.Analyst, (await _undo.OfferAsync(AlertStore.Analyst, Cancel))!.RunId, Cancel);

        var stored = await _store.ReadAsync(alert.PublicId);
        Assert.Equal(
            (AlertStatus.Closed, AlertOutcome.FalsePositive, true, "otto", closed),
            (stored.Status, stored.Outcome, stored.NeedsTuning, stored.DecidedBy, stored.DecidedUtc!.Value));
    }

    [Fact]
    public async Task UndoAsync_Selection_LeavesAndNamesWhatOthersChangedSince()
    {
        await _store.AddPeopleAsync(AlertStore.Analyst, AlertStore.OtherAnalyst);
        var first = await _store.AddAlertAsync(new());
        var second = await _store.AddAlertAsync(new() { Host = "WS-OTHER" });
        await _close.CloseManyAsync(AlertStore.Analyst, new Dictionary<Guid, int> { [first.PublicId] = 0, [second.PublicId] = 0 }, _false, Cancel);
        await _assign.TakeAsync(AlertStore.OtherAnalyst, second.PublicId, 1, Cancel);

        var offer = await _undo.OfferAsync(AlertStore.Analyst, Cancel);
        var result = await _undo.UndoAsync(AlertStore.Analyst, offer!.RunId, Cancel);

        Assert.Equal(2, offer.Alerts);
        Assert.Equal([first.PublicId], result.Restored);
        Assert.EndsWith(" on WS-OTHER", Assert.Single(result.Left), StringComparison.Ordinal);
        Assert.Equal((AlertStatus.Open, AlertStatus.Closed), ((await _store.ReadAsync(first.PublicId)).Status, (await _store.ReadAsync(second.PublicId)).Status));
    }

    [Fact]
    public async Task UndoAsync_SelectionChangedByDetection_IsLeftAndNamed()
    {
        var alert = await _store.AddAlertAsync(new() { Host = "WS-OTHER" });
        await _close.CloseAsync(AlertStore.Analyst, alert.PublicId, 0, _false, Cancel);
        await using (var db = _store.CreateDbContext())
            await db.Alerts.ExecuteUpdateAsync(set => set.SetProperty(a => a.Version, a => a.Version + 1), Cancel);

        var offer = await _undo.OfferAsync(AlertStore.Analyst, Cancel);
        var result = await _undo.UndoAsync(AlertStore.Analyst, offer!.RunId, Cancel);

        Assert.Empty(result.Restored);
        Assert.EndsWith(" on WS-OTHER", Assert.Single(result.Left), StringComparison.Ordinal);
        Assert.Equal($"Changed since and left: {result.Left[0]}.", UndoWords.Of(offer, result));
        Assert.Equal(AlertStatus.Closed, (await _store.ReadAsync(alert.PublicId)).Status);
    }

    [Fact]
    public async Task UndoAsync_Selection_IsTakenBackTogether()
    {
        var alerts = new Dictionary<Guid, int>();
        for (var i = 0; i < 3; i++)
            alerts[(await _store.AddAlertAsync(new())).PublicId] = 0;
        await _close.CloseManyAsync(AlertStore.Analyst, alerts, _false, Cancel);

        var offer = await _undo.OfferAsync(AlertStore.Analyst, Cancel);
        var result = await _undo.UndoAsync(AlertStore.Analyst, offer!.RunId, Cancel);

        Assert.Equal(3, offer.Alerts);
        Assert.Equal(alerts.Keys.Order(), result.Restored.Order());
        Assert.Equal("Took back that you closed 3 alerts; each is what it was.", UndoWords.Of(offer, result));
    }

    [Fact]
    public async Task UndoAsync_Allow_TakesTheProposalBackToo()
    {
        var alert = await _store.AddAlertAsync(new());
        var (_, useId) = await AllowAsync(alert.PublicId);

        var result = await _undo.UndoAsync(AlertStore.Analyst, (await _undo.OfferAsync(AlertStore.Analyst, Cancel))!.RunId, Cancel);

        Assert.Single(result.Restored);
        var stored = await _store.ReadAsync(alert.PublicId);
        Assert.Equal((AlertStatus.Open, null), (stored.Status, stored.ApprovedUseId));
        await using var db = _store.CreateDbContext();
        Assert.Equal((ApprovedUseState.Rejected, "ana"), await db.ApprovedUses.Where(u => u.Id == useId).Select(u => ValueTuple.Create(u.State, u.DecidedBy)).SingleAsync(Cancel));
    }

    [Fact]
    public async Task UndoAsync_AllowThatWasApproved_Stands()
    {
        await _store.AddPeopleAsync(AlertStore.Admin);
        var alert = await _store.AddAlertAsync(new());
        var (_, useId) = await AllowAsync(alert.PublicId);
        await new BaselineCommands(_store, _store.Time, _store.Notices, new JudgeRequestsSpy(), UseChecks.For(_store)).ApproveAsync(AlertStore.Admin, useId!.Value, 0, null, Cancel);

        var result = await _undo.UndoAsync(AlertStore.Analyst, (await _undo.OfferAsync(AlertStore.Analyst, Cancel))!.RunId, Cancel);

        Assert.Single(result.Left);
        Assert.Equal(AlertStatus.Allowed, (await _store.ReadAsync(alert.PublicId)).Status);
    }

    [Theory]
    [InlineData(599, true)]
    [InlineData(600, false)]
    public async Task UndoAsync_AfterAWhile_IsTooLateFromTenMinutesOn(int seconds, bool may)
    {
        var alert = await _store.AddAlertAsync(new());
        await _close.CloseAsync(AlertStore.Analyst, alert.PublicId, 0, _false, Cancel);
        var run = (await _undo.OfferAsync(AlertStore.Analyst, Cancel))!.RunId;
        _store.Time.Advance(TimeSpan.FromSeconds(seconds));

        var offer = await _undo.OfferAsync(AlertStore.Analyst, Cancel);
        var result = await _undo.UndoAsync(AlertStore.Analyst, run, Cancel);

        Assert.Equal((may, may), (offer is not null, result.Fault is null));
        Assert.Equal(may ? AlertStatus.Open : AlertStatus.Closed, (await _store.ReadAsync(alert.PublicId)).Status);
    }

    [Fact]
    public async Task UndoAsync_AnotherPersonsDecision_IsNotTheirs()
    {
        var alert = await _store.AddAlertAsync(new());
        await _close.CloseAsync(AlertStore.Analyst, alert.PublicId, 0, _false, Cancel);
        var run = (await _undo.OfferAsync(AlertStore.Analyst, Cancel))!.RunId;

        Assert.Null(await _undo.OfferAsync(AlertStore.OtherAnalyst, Cancel));
        Assert.NotNull((await _undo.UndoAsync(AlertStore.OtherAnalyst, run, Cancel)).Fault);
        Assert.Equal(AlertStatus.Closed, (await _store.ReadAsync(alert.PublicId)).Status);
    }

    [Fact]
    public async Task Everything_ByManager_IsDenied()
    {
        await Assert.ThrowsAsync<PermissionDeniedException>(() => _undo.OfferAsync(AlertStore.Manager, Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => _undo.UndoAsync(AlertStore.Manager, Guid.NewGuid(), Cancel));
    }

    private Task<(DecisionResult Result, Guid? UseId)> AllowAsync(Guid alert) => _allow.AllowAsync(
        AlertStore.Analyst,
        alert,
        0,
        new()
        {
            Title = "Printer roll-out",
            Conditions = [new(UseField.Host, "ws-*"), new(UseField.ParentImage, "c:\\windows\\explorer.exe"), new(UseField.Script, "c:\\deploy\\print.vbs")],
            Owner = "Desktop team",
            Reason = "Installs printers at sign-in.",
            Ticket = "CHG-1",
            ReviewUtc = _store.Now.AddDays(90),
            ExpiresUtc = _store.Now.AddDays(180),
        },
        Cancel);
}
