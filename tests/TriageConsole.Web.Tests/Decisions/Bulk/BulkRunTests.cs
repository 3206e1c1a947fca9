using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Alerts;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Notifications;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Pipeline;
using Xunit;

namespace TriageConsole.Web.Tests.Decisions.Bulk;

public sealed class BulkRunTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Close_FrozenMatches_ClosesThoseCountedAndNoLaterOnes(Engine engine)
    {
        using var bench = new BulkBench(engine);
        var counted = await bench.Store.AddAlertAsync(new() { Level = Severity.High });
        var other = await bench.Store.AddAlertAsync(new() { Level = Severity.Low });
        var selection = await bench.Selections.FreezeMatchingAsync(AlertStore.Analyst, AlertFilter.Default with { Levels = EnumSet.Of(Severity.High) }, Cancel);
        var later = await bench.Store.AddAlertAsync(new() { Level = Severity.High });

        Assert.IsType<DecisionResult.Done>(await bench.Commands.CloseAsync(AlertStore.Analyst, selection!.RunId, BulkBench.Benign, Cancel));
        Assert.Equal([selection.RunId], bench.Jobs.Imports);
        var run = await bench.RunAsync(selection.RunId);

        Assert.Equal((1, 1, 1, 0, BulkState.Completed), (selection.Count, run.Total, run.Done, run.LeftAlone, run.State));
        var closed = await bench.Store.ReadAsync(counted.PublicId);
        Assert.Equal(
            (AlertStatus.Closed, AlertOutcome.BenignPositive, true, "ana", (DateTime?)bench.Store.Now),
            (closed.Status, closed.Outcome, closed.NeedsTuning, closed.DecidedBy, closed.FirstDecidedUtc));
        Assert.Equal(("known roll-out", "192.0.2.1", (long?)run.Id), (closed.History[^1].Note, closed.History[^1].Address, closed.History[^1].RunId));
        Assert.Equal(AlertStatus.Open, (await bench.Store.ReadAsync(other.PublicId)).Status);
        Assert.Equal(AlertStatus.Open, (await bench.Store.ReadAsync(later.PublicId)).Status);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Close_OneDecidedByAnotherMeanwhile_IsLeftAndNamed(Engine engine)
    {
        using var bench = new BulkBench(engine);
        var (alerts, selection) = await bench.FrozenAsync(3);
        await bench.Commands.CloseAsync(AlertStore.Analyst, selection.RunId, BulkBench.Benign, Cancel);
        await bench.Close.CloseAsync(AlertStore.OtherAnalyst, alerts[1].PublicId, 0, new(AlertOutcome.TruePositive, "an attack"), Cancel);

        var run = await bench.RunAsync(selection.RunId);

        Assert.Equal((2, 1, BulkState.Completed), (run.Done, run.LeftAlone, run.State));
        Assert.Equal("otto closed it as true positive", run.Items[1].Why);
        Assert.Equal(AlertOutcome.TruePositive, (await bench.Store.ReadAsync(alerts[1].PublicId)).Outcome);
        var named = Assert.Single((await bench.Queries.OwnAsync(AlertStore.Analyst, Cancel)).Latest!.Left);
        Assert.Equal((alerts[1].PublicId, alerts[1].Chain), (named.AlertId, named.Chain));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Run_KilledAnywhere_GoesOnAndDoesNothingTwice(Engine engine)
    {
        using var bench = new BulkBench(engine);
        var (alerts, selection) = await bench.FrozenAsync(4);
        await bench.Commands.CloseAsync(AlertStore.Analyst, selection.RunId, BulkBench.Benign, Cancel);

        // Lives long enough for one step more each time, and is killed again.
        var kills = 0;
        for (var lives = 1; (await bench.RowAsync(selection.RunId)).State != BulkState.Completed; lives++, kills++)
        {
            try
            {
                await bench.NewRunner(new BulkBench.Dying(bench.Store, lives)).RunAsync(selection.RunId, Cancel);
            }
            catch (InvalidOperationException)
            {
            }
        }

        Assert.True(kills > 3, $"It was killed {kills} times only.");
        await AssertOnceAsync(bench, alerts, selection.RunId);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Run_RungTwice_DoesNothingTwice(Engine engine)
    {
        using var bench = new BulkBench(engine);
        var (alerts, selection) = await bench.FrozenAsync(8);
        await bench.Commands.CloseAsync(AlertStore.Analyst, selection.RunId, BulkBench.Benign, Cancel);

        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => bench.Runner.RunAsync(selection.RunId, Cancel), Cancel)));

        await AssertOnceAsync(bench, alerts, selection.RunId);
    }

    [Fact]
    public async Task Run_Cancelled_StopsAndKeepsWhatWasDone()
    {
        using var bench = new BulkBench();
        var (alerts, selection) = await bench.FrozenAsync(2);
        await bench.Commands.CloseAsync(AlertStore.Analyst, selection.RunId, BulkBench.Benign, Cancel);
        await bench.Commands.CancelAsync(AlertStore.OtherAnalyst, selection.RunId, Cancel);
        Assert.False((await bench.RowAsync(selection.RunId)).CancelRequested);
        await bench.Commands.CancelAsync(AlertStore.Analyst, selection.RunId, Cancel);

        var run = await bench.RunAsync(selection.RunId);

        Assert.Equal((BulkState.Cancelled, 0), (run.State, run.Done));
        Assert.Equal(AlertStatus.Open, (await bench.Store.ReadAsync(alerts[0].PublicId)).Status);
    }

    [Fact]
    public async Task Start_Twice_DecidesOnce()
    {
        using var bench = new BulkBench();
        var (_, selection) = await bench.FrozenAsync(2);

        Assert.IsType<DecisionResult.Invalid>(await bench.Commands.CloseAsync(AlertStore.Analyst, selection.RunId, new(AlertOutcome.None, "x"), Cancel));
        Assert.IsType<DecisionResult.Gone>(await bench.Commands.CommentAsync(AlertStore.OtherAnalyst, selection.RunId, "not mine", Cancel));
        Assert.IsType<DecisionResult.Done>(await bench.Commands.CommentAsync(AlertStore.Analyst, selection.RunId, "mine", Cancel));
        Assert.IsType<DecisionResult.Gone>(await bench.Commands.CommentAsync(AlertStore.Analyst, selection.RunId, "mine", Cancel));

        Assert.Single(bench.Jobs.Imports);
    }

    [Theory]
    [InlineData("ada", true)]
    [InlineData(null, true)]
    [InlineData("mona", false)]
    public async Task Assign_ToSomebody_NeedsSomebodyWhoMayDecide(string? assignee, bool starts)
    {
        using var bench = new BulkBench();
        await bench.Store.AddPeopleAsync(AlertStore.Admin, AlertStore.Manager);
        var (alerts, selection) = await bench.FrozenAsync(2);

        Assert.Equal(starts, await bench.Commands.AssignAsync(AlertStore.Analyst, selection.RunId, assignee, Cancel) is DecisionResult.Done);
        await bench.RunAsync(selection.RunId);

        Assert.Equal(starts ? assignee : "otto", (await bench.Store.ReadAsync(alerts[0].PublicId)).Assignee);
    }

    [Fact]
    public async Task Run_ThatConcernsSomebodyElse_TellsThemOnce()
    {
        using var bench = new BulkBench();
        await bench.Store.AddPeopleAsync(AlertStore.Analyst, AlertStore.OtherAnalyst);
        var (alerts, given) = await bench.FrozenAsync(3);
        await bench.Commands.AssignAsync(AlertStore.Analyst, given.RunId, "otto", Cancel);
        await bench.RunAsync(given.RunId);
        await bench.RunAsync(given.RunId);
        var said = await bench.Selections.FreezeAsync(AlertStore.Analyst, alerts.ToDictionary(a => a.PublicId, _ => 0), Cancel);
        await bench.Commands.CommentAsync(AlertStore.Analyst, said!.RunId, "@otto look", Cancel);
        await bench.RunAsync(said.RunId);

        var told = await new NotificationQueries(bench.Store).ListAsync(AlertStore.OtherAnalyst, false, null, Cancel);
        Assert.Equal([NotificationKind.Mentioned, NotificationKind.Assigned], told.Select(n => n.Kind));

        // Two of the three were otto's already.
        Assert.Equal((alerts[1].PublicId, false), (told[1].AlertId, told[1].Subject.Contains("more", StringComparison.Ordinal)));
        Assert.EndsWith("and 2 alerts more", told[0].Subject, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Escalate_Selection_GoesIntoOneCaseWithABundleEach(Engine engine)
    {
        using var bench = new BulkBench(engine);
        var (alerts, selection) = await bench.FrozenAsync(2);

        await bench.Commands.EscalateAsync(AlertStore.Analyst, selection.RunId, new(null, "Wave", "Please isolate."), Cancel);
        await bench.RunAsync(selection.RunId);

        await using var db = bench.Store.CreateDbContext();
        var into = await db.Cases.Include(c => c.Escalations).Include(c => c.Alerts).SingleAsync(Cancel);
        Assert.Equal(alerts.Select(a => a.Id), into.Alerts.Select(a => a.Id).Order());
        Assert.Equal(2, into.Escalations.Count);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Allow_Selection_AllowsWhatTheUseCoversAndLeavesTheRest(Engine engine)
    {
        using var bench = new BulkBench(engine);
        var covered = await bench.Store.AddAlertAsync(new() { Host = "ws-1" });
        var outside = await bench.Store.AddAlertAsync(new() { Host = "srv-1" });
        var selection = await bench.Selections.FreezeMatchingAsync(AlertStore.Analyst, AlertFilter.Default, Cancel);

        Assert.IsType<DecisionResult.Done>(await bench.Commands.AllowAsync(AlertStore.Analyst, selection!.RunId, Use(bench), Cancel));
        var run = await bench.RunAsync(selection.RunId);

        Assert.Equal((1, 1), (run.Done, run.LeftAlone));
        Assert.Equal("the approved use does not cover it", run.Items.Single(i => i.AlertId == outside.PublicId).Why);
        await using var db = bench.Store.CreateDbContext();
        var use = await db.ApprovedUses.SingleAsync(Cancel);
        var allowed = await bench.Store.ReadAsync(covered.PublicId);
        Assert.Equal((AlertStatus.AllowedPending, (Guid?)use.Id), (allowed.Status, allowed.ApprovedUseId));
        Assert.Equal(AlertStatus.Open, (await bench.Store.ReadAsync(outside.PublicId)).Status);

        // Taken back, the proposal is withdrawn, too.
        Assert.True(await bench.Undo.UndoAsync(AlertStore.Analyst, selection.RunId, Cancel));
        await bench.RunAsync(selection.RunId);
        Assert.Null((await bench.Store.ReadAsync(covered.PublicId)).ApprovedUseId);
        Assert.Equal(ApprovedUseState.Rejected, (await db.ApprovedUses.AsNoTracking().SingleAsync(Cancel)).State);
    }

    [Fact]
    public async Task Everything_ByManager_IsDenied()
    {
        using var bench = new BulkBench();
        var (alerts, selection) = await bench.FrozenAsync(1);
        var seen = new Dictionary<Guid, int> { [alerts[0].PublicId] = 0 };

        await Assert.ThrowsAsync<PermissionDeniedException>(() => bench.Selections.FreezeAsync(AlertStore.Manager, seen, Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => bench.Selections.FreezeMatchingAsync(AlertStore.Manager, AlertFilter.Default, Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => bench.Commands.CloseAsync(AlertStore.Manager, selection.RunId, BulkBench.Benign, Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => bench.Commands.AllowAsync(AlertStore.Manager, selection.RunId, Use(bench), Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => bench.Commands.EscalateAsync(AlertStore.Manager, selection.RunId, new(null, "x", "y"), Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => bench.Commands.AssignAsync(AlertStore.Manager, selection.RunId, null, Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => bench.Commands.CommentAsync(AlertStore.Manager, selection.RunId, "x", Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => bench.Commands.CancelAsync(AlertStore.Manager, selection.RunId, Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => bench.Commands.ResumeAsync(AlertStore.Manager, selection.RunId, Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => bench.Undo.UndoAsync(AlertStore.Manager, selection.RunId, Cancel));

        Assert.Equal(BulkState.Frozen, (await bench.RowAsync(selection.RunId)).State);
    }

    private static AllowRequest Use(BulkBench bench) => new()
    {
        Title = "Roll-out",
        Conditions = UseChecks.Covering,
        Acknowledgement = "The roll-out puts its script there.",
        Owner = "Workplace",
        Reason = "Until it is packaged.",
        Ticket = "CHG-1",
        ReviewUtc = bench.Store.Now.AddDays(30),
        ExpiresUtc = bench.Store.Now.AddDays(60),
    };

    private static async Task AssertOnceAsync(BulkBench bench, List<AlertRow> alerts, long runId)
    {
        var run = await bench.RowAsync(runId);
        Assert.Equal((alerts.Count, 0, BulkState.Completed), (run.Done, run.LeftAlone, run.State));
        foreach (var alert in alerts)
        {
            var stored = await bench.Store.ReadAsync(alert.PublicId);
            Assert.Equal((AlertStatus.Closed, 1), (stored.Status, stored.Version));
            Assert.Single(stored.History, h => h.Action == AlertAction.Closed);
        }
    }
}
