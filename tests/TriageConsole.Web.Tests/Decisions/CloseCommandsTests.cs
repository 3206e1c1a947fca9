using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Decisions;

public sealed class CloseCommandsTests : IDisposable
{
    private static readonly CloseRequest _benign = new(AlertOutcome.BenignPositive, " printer roll-out ", true);

    private readonly AlertStore _store = new();
    private readonly CloseCommands _commands;

    public CloseCommandsTests() => _commands = new(_store, _store.Time, _store.Notices);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task CloseAsync_ByAnalyst_ClosesAndRecordsWhoWhenWhatAndFromWhere()
    {
        var alert = await _store.AddAlertAsync(new());

        var result = await _commands.CloseAsync(AlertStore.Analyst, alert.PublicId, 0, _benign, Cancel);

        Assert.Equal(new DecisionResult.Done(1), result);
        var stored = await _store.ReadAsync(alert.PublicId);
        Assert.Equal(
            (AlertStatus.Closed, AlertOutcome.BenignPositive, true, "ana", _store.Now, 1),
            (stored.Status, stored.Outcome, stored.NeedsTuning, stored.DecidedBy, stored.DecidedUtc!.Value, stored.Version));
        var line = stored.History[^1];
        Assert.Equal(
            (AlertAction.Closed, "ana", "192.0.2.1", "printer roll-out", AlertStatus.Open, AlertStatus.Closed),
            (line.Action, line.UserName, line.Address, line.Note, line.From!.Value, line.To!.Value));
        Assert.Equal((_store.Now, AlertOutcome.BenignPositive), (line.AtUtc, line.Outcome!.Value));
    }

    [Fact]
    public async Task CloseAsync_ByAdmin_IsAllowed()
    {
        var alert = await _store.AddAlertAsync(new());

        Assert.IsType<DecisionResult.Done>(await _commands.CloseAsync(AlertStore.Admin, alert.PublicId, 0, _benign, Cancel));
    }

    [Fact]
    public async Task Everything_ByManager_IsDeniedAndChangesNothing()
    {
        var alert = await _store.AddAlertAsync(new());

        await Assert.ThrowsAsync<PermissionDeniedException>(() => _commands.CloseAsync(AlertStore.Manager, alert.PublicId, 0, _benign, Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => _commands.ReopenAsync(AlertStore.Manager, alert.PublicId, 0, "x", Cancel));

        var stored = await _store.ReadAsync(alert.PublicId);
        Assert.Equal((AlertStatus.Open, 0, 1), (stored.Status, stored.Version, stored.History.Count));
    }

    [Theory]
    [InlineData(AlertOutcome.None, "note", "Outcome")]
    [InlineData((AlertOutcome)9, "note", "Outcome")]
    [InlineData(AlertOutcome.TruePositive, "  ", "Note")]
    [InlineData(AlertOutcome.TruePositive, null, "Note")]
    public async Task CloseAsync_IncompleteRequest_NamesTheFieldAndChangesNothing(AlertOutcome outcome, string? note, string field)
    {
        var alert = await _store.AddAlertAsync(new());

        var result = await _commands.CloseAsync(AlertStore.Analyst, alert.PublicId, 0, new(outcome, note), Cancel);

        Assert.StartsWith(field, Assert.Single(Assert.IsType<DecisionResult.Invalid>(result).Faults), StringComparison.Ordinal);
        Assert.Equal(AlertStatus.Open, (await _store.ReadAsync(alert.PublicId)).Status);
    }

    [Fact]
    public async Task CloseAsync_OverlongNote_IsRefusedNotCut()
    {
        var alert = await _store.AddAlertAsync(new());

        var result = await _commands.CloseAsync(AlertStore.Analyst, alert.PublicId, 0, new(AlertOutcome.FalsePositive, new('n', 4_001)), Cancel);

        Assert.Contains("4001", Assert.Single(Assert.IsType<DecisionResult.Invalid>(result).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CloseAsync_AfterAnotherAnalystDecided_ShowsTheirDecisionAndKeepsIt()
    {
        var alert = await _store.AddAlertAsync(new());
        await _commands.CloseAsync(AlertStore.OtherAnalyst, alert.PublicId, 0, new(AlertOutcome.TruePositive, "seen on three hosts"), Cancel);

        var result = await _commands.CloseAsync(AlertStore.Analyst, alert.PublicId, 0, _benign, Cancel);

        var standing = Assert.IsType<DecisionResult.Overtaken>(result).Standing;
        Assert.Equal(
            (1, AlertStatus.Closed, AlertOutcome.TruePositive, "otto", "seen on three hosts"),
            (standing.Version, standing.Status, standing.Outcome, standing.By, standing.Note));
        Assert.Equal(AlertOutcome.TruePositive, (await _store.ReadAsync(alert.PublicId)).Outcome);

        Assert.IsType<DecisionResult.Done>(await _commands.CloseAsync(AlertStore.Analyst, alert.PublicId, standing.Version, _benign, Cancel));
        Assert.Equal(3, (await _store.ReadAsync(alert.PublicId)).History.Count);
    }

    [Fact]
    public async Task CloseAsync_ManyAtTheSameMoment_OneWinsAndNothingIsLost()
    {
        var alert = await _store.AddAlertAsync(new());

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            Task.Run(() => _commands.CloseAsync(AlertStore.Analyst, alert.PublicId, 0, _benign, Cancel))));

        Assert.Single(results.OfType<DecisionResult.Done>());
        Assert.Equal(5, results.OfType<DecisionResult.Overtaken>().Count());
        Assert.Equal(2, (await _store.ReadAsync(alert.PublicId)).History.Count);
    }

    [Fact]
    public async Task CloseAsync_UnknownAlert_SaysItIsGone() =>
        Assert.IsType<DecisionResult.Gone>(await _commands.CloseAsync(AlertStore.Analyst, Guid.NewGuid(), 0, _benign, Cancel));

    [Fact]
    public async Task ReopenAsync_ClosedAlert_IsUndecidedAgainAndHistoryKeepsBoth()
    {
        var alert = await _store.AddAlertAsync(new());
        await _commands.CloseAsync(AlertStore.Analyst, alert.PublicId, 0, _benign, Cancel);

        var result = await _commands.ReopenAsync(AlertStore.OtherAnalyst, alert.PublicId, 1, "second look", Cancel);

        Assert.Equal(new DecisionResult.Done(2), result);
        var stored = await _store.ReadAsync(alert.PublicId);
        Assert.Equal((AlertStatus.Open, AlertOutcome.None, null, null), (stored.Status, stored.Outcome, stored.DecidedBy, stored.DecidedUtc));
        Assert.Equal([AlertAction.Raised, AlertAction.Closed, AlertAction.Reopened], stored.History.Select(h => h.Action));
    }

    [Theory]
    [InlineData(AlertStatus.Open)]
    [InlineData(AlertStatus.Covered)]
    public async Task ReopenAsync_NothingOfPeopleToTakeBack_IsRefusedAndVersionStays(AlertStatus status)
    {
        var alert = await _store.AddAlertAsync(new() { Status = status });

        Assert.IsType<DecisionResult.Invalid>(await _commands.ReopenAsync(AlertStore.Analyst, alert.PublicId, 0, "why not", Cancel));

        Assert.Equal((status, 0), ((await _store.ReadAsync(alert.PublicId)).Status, (await _store.ReadAsync(alert.PublicId)).Version));
    }

    [Fact]
    public async Task ReopenAsync_WithoutNote_IsRefused()
    {
        var alert = await _store.AddAlertAsync(new() { Status = AlertStatus.Closed });

        Assert.IsType<DecisionResult.Invalid>(await _commands.ReopenAsync(AlertStore.Analyst, alert.PublicId, 0, " ", Cancel));
    }
}
