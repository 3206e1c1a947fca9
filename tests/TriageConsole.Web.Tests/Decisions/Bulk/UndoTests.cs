using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Cases.Changes;
using TriageConsole.Web.Features.Decisions.Bulk;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Escalation;
using TriageConsole.Web.Tests.Pipeline;
using Xunit;

namespace TriageConsole.Web.Tests.Decisions.Bulk;

public sealed class UndoTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Undo_Run_BringsBackExactlyWhatWasAndNamesWhatOthersDecidedSince(Engine engine)
    {
        using var bench = new BulkBench(engine);
        var (alerts, first) = await bench.FrozenAsync(3);
        var before = new List<AlertState>();
        foreach (var alert in alerts)
        {
            // They were decided once before: that, too, has to come back.
            await bench.Close.CloseAsync(AlertStore.OtherAnalyst, alert.PublicId, 0, new(AlertOutcome.Undetermined, "not sure"), Cancel);
            before.Add(AlertState.Of(await bench.Store.ReadAsync(alert.PublicId)));
        }

        bench.Store.Time.Advance(TimeSpan.FromMinutes(1) + TimeSpan.FromTicks(7));
        var selection = await bench.Selections.FreezeAsync(AlertStore.Analyst, alerts.ToDictionary(a => a.PublicId, _ => 1), Cancel);
        await bench.Commands.CloseAsync(AlertStore.Analyst, selection!.RunId, BulkBench.Benign, Cancel);
        await bench.RunAsync(selection.RunId);
        await bench.Close.ReopenAsync(AlertStore.OtherAnalyst, alerts[1].PublicId, 2, "look again", Cancel);

        Assert.True(await bench.Undo.UndoAsync(AlertStore.Analyst, selection.RunId, Cancel));
        Assert.Equal([selection.RunId, selection.RunId], bench.Jobs.Imports);
        var run = await bench.RunAsync(selection.RunId);

        Assert.Equal((BulkState.Undone, 3, 2, 1), (run.State, run.Done, run.Undone, run.UndoLeft));
        Assert.Equal("otto opened it again", run.Items.Single(i => i.AlertId == alerts[1].PublicId).Why);
        foreach (var at in (int[])[0, 2])
        {
            var restored = await bench.Store.ReadAsync(alerts[at].PublicId);
            Assert.Equal(before[at], AlertState.Of(restored));
            Assert.Equal([AlertAction.Raised, AlertAction.Closed, AlertAction.Closed, AlertAction.Undone], restored.History.Select(h => h.Action));
            Assert.Equal((run.Id, run.Id), (restored.History[^2].RunId!.Value, restored.History[^1].RunId!.Value));
        }

        var left = await bench.Store.ReadAsync(alerts[1].PublicId);
        Assert.Equal((AlertStatus.Open, 3), (left.Status, left.Version));
        Assert.Equal(BulkState.Frozen, (await bench.RowAsync(first.RunId)).State);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Undo_KilledAnywhere_GoesOnAndTakesNothingBackTwice(Engine engine)
    {
        using var bench = new BulkBench(engine);
        var (alerts, selection) = await bench.FrozenAsync(3);
        await bench.Commands.CloseAsync(AlertStore.Analyst, selection.RunId, BulkBench.Benign, Cancel);
        await bench.RunAsync(selection.RunId);
        await bench.Undo.UndoAsync(AlertStore.Analyst, selection.RunId, Cancel);

        for (var lives = 1; (await bench.RowAsync(selection.RunId)).State != BulkState.Undone; lives++)
        {
            try
            {
                await bench.NewRunner(new BulkBench.Dying(bench.Store, lives)).RunAsync(selection.RunId, Cancel);
            }
            catch (InvalidOperationException)
            {
            }
        }

        Assert.Equal((3, 0), ((await bench.RowAsync(selection.RunId)).Undone, (await bench.RowAsync(selection.RunId)).UndoLeft));
        foreach (var alert in alerts)
        {
            var stored = await bench.Store.ReadAsync(alert.PublicId);
            Assert.Equal((AlertStatus.Open, alert.Assignee, (DateTime?)null), (stored.Status, stored.Assignee, stored.FirstDecidedUtc));
            Assert.Single(stored.History, h => h.Action == AlertAction.Undone);
        }
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(600, true)]
    [InlineData(601, false)]
    public async Task Undo_SingleDecision_WorksForTenMinutes(int seconds, bool works)
    {
        using var bench = new BulkBench();
        var alert = await bench.Store.AddAlertAsync(new() { Assignee = "ana" });
        await bench.Close.CloseAsync(AlertStore.Analyst, alert.PublicId, 0, BulkBench.Benign, Cancel);
        var runId = (await bench.Queries.OwnAsync(AlertStore.Analyst, Cancel)).Undoable!.Run.Id;
        bench.Store.Time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.False(await bench.Undo.UndoAsync(AlertStore.OtherAnalyst, runId, Cancel));
        Assert.Equal(works, (await bench.Queries.OwnAsync(AlertStore.Analyst, Cancel)).Undoable is not null);
        Assert.Equal(works, await bench.Undo.UndoAsync(AlertStore.Analyst, runId, Cancel));
        Assert.False(await bench.Undo.UndoAsync(AlertStore.Analyst, runId, Cancel));

        var stored = await bench.Store.ReadAsync(alert.PublicId);
        Assert.Equal((works ? AlertStatus.Open : AlertStatus.Closed, !works), (stored.Status, stored.NeedsTuning));
    }

    [Fact]
    public async Task Undo_OneAfterTheOther_GoesBackStepByStep()
    {
        using var bench = new BulkBench();
        await bench.Store.AddPeopleAsync(AlertStore.Analyst);
        var alert = await bench.Store.AddAlertAsync(new());
        await bench.Assign.TakeAsync(AlertStore.Analyst, alert.PublicId, 0, Cancel);
        bench.Store.Time.Advance(TimeSpan.FromSeconds(5));
        await bench.Assign.CommentAsync(AlertStore.Analyst, alert.PublicId, "hm", Cancel);
        bench.Store.Time.Advance(TimeSpan.FromSeconds(5));
        await bench.Close.CloseAsync(AlertStore.Analyst, alert.PublicId, 1, BulkBench.Benign, Cancel);

        foreach (var kind in (BulkKind[])[BulkKind.Close, BulkKind.Comment, BulkKind.Assign])
        {
            var last = (await bench.Queries.OwnAsync(AlertStore.Analyst, Cancel)).Undoable!;
            Assert.Equal(kind, last.Run.Kind);
            Assert.True(await bench.Undo.UndoAsync(AlertStore.Analyst, last.Run.Id, Cancel));
        }

        var stored = await bench.Store.ReadAsync(alert.PublicId);
        Assert.Equal((AlertStatus.Open, (string?)null), (stored.Status, stored.Assignee));
        Assert.Equal(3, stored.History.Count(h => h.Action == AlertAction.Undone));
        Assert.Null((await bench.Queries.OwnAsync(AlertStore.Analyst, Cancel)).Undoable);
    }

    [Fact]
    public async Task Undo_Escalation_KeepsBackWhatWasNotSentAndClosesItsEmptyCase()
    {
        using var bench = new BulkBench();
        var target = await OutboxBench.AddTargetAsync(bench.Store, "soc");
        var alert = await bench.Store.AddAlertAsync(new());
        var (_, caseId) = await bench.Escalate.EscalateAsync(AlertStore.Analyst, alert.PublicId, 0, new(null, "Wave", "Isolate.", [target]), Cancel);

        var last = (await bench.Queries.OwnAsync(AlertStore.Analyst, Cancel)).Undoable!;
        Assert.True(await bench.Undo.UndoAsync(AlertStore.Analyst, last.Run.Id, Cancel));

        var stored = await bench.Store.ReadAsync(alert.PublicId);
        Assert.Equal((AlertStatus.Open, (long?)null), (stored.Status, stored.CaseId));
        await using var db = bench.Store.CreateDbContext();
        Assert.Equal(DeliveryState.Refused, (await db.Deliveries.SingleAsync(Cancel)).State);
        Assert.Equal(CaseStatus.Closed, (await db.Cases.SingleAsync(c => c.Id == caseId, Cancel)).Status);
        Assert.Single(db.Escalations);
        Assert.Equal(
            [CaseAction.Opened, CaseAction.Escalated, CaseAction.AlertRemoved, CaseAction.Closed],
            await db.CaseHistory.Where(h => h.CaseId == caseId).OrderBy(h => h.Id).Select(h => h.Action).ToListAsync(Cancel));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Undo_MoveBetweenCases_PutsItBackWhereItsCaseLedOnTo(Engine engine)
    {
        using var bench = new BulkBench(engine);
        await bench.Store.AddPeopleAsync(AlertStore.Analyst);
        var (cases, moves) = (new CaseCommands(bench.Store, bench.Store.Time, bench.Store.Notices), new CaseAlertCommands(bench.Store, bench.Store.Time, bench.Store.Notices));
        List<long> ids = [];
        foreach (var title in (string[])["First", "Second", "Third"])
            ids.Add((await cases.OpenAsync(AlertStore.Analyst, title, Cancel)).CaseId!.Value);
        var alert = await bench.Store.AddAlertAsync(new());
        await moves.AddAsync(AlertStore.Analyst, ids[0], alert.PublicId, 0, Cancel);
        await moves.AddAsync(AlertStore.Analyst, ids[1], alert.PublicId, 1, Cancel);
        await new CaseMergeCommands(bench.Store, bench.Store.Time, bench.Store.Notices).MergeAsync(AlertStore.Analyst, ids[0], ids[2], Cancel);

        var last = (await bench.Queries.OwnAsync(AlertStore.Analyst, Cancel)).Undoable!;
        Assert.Equal(BulkKind.MoveCase, last.Run.Kind);
        Assert.True(await bench.Undo.UndoAsync(AlertStore.Analyst, last.Run.Id, Cancel));

        Assert.Equal((ids[2], AlertStatus.Escalated), ((await bench.Store.ReadAsync(alert.PublicId)).CaseId, (await bench.Store.ReadAsync(alert.PublicId)).Status));
        await using var db = bench.Store.CreateDbContext();
        Assert.Equal(CaseAction.AlertRemoved, (await db.CaseHistory.Where(h => h.CaseId == ids[1]).OrderBy(h => h.Id).LastAsync(Cancel)).Action);
        Assert.Equal(CaseAction.AlertAdded, (await db.CaseHistory.Where(h => h.CaseId == ids[2]).OrderBy(h => h.Id).LastAsync(Cancel)).Action);
    }

    [Fact]
    public async Task BreakOff_Run_SaysWhyAndGoesOnWhenAsked()
    {
        using var bench = new BulkBench();
        var (_, selection) = await bench.FrozenAsync(2);
        await bench.Commands.CloseAsync(AlertStore.Analyst, selection.RunId, BulkBench.Benign, Cancel);

        await bench.Runner.BreakOffAsync(selection.RunId, "The disk is full.");
        Assert.Equal((BulkState.Failed, "The disk is full."), ((await bench.RowAsync(selection.RunId)).State, (await bench.RowAsync(selection.RunId)).Error));
        Assert.False(await bench.Commands.ResumeAsync(AlertStore.OtherAnalyst, selection.RunId, Cancel));
        Assert.True(await bench.Commands.ResumeAsync(AlertStore.Analyst, selection.RunId, Cancel));

        Assert.Equal((BulkState.Completed, 2), ((await bench.RunAsync(selection.RunId)).State, (await bench.RowAsync(selection.RunId)).Done));
    }

    [Fact]
    public async Task UnfinishedBulkRuns_AtStart_AreRungAgain()
    {
        using var bench = new BulkBench();
        var (_, waiting) = await bench.FrozenAsync(1);
        await bench.FrozenAsync(1);
        await bench.Commands.CommentAsync(AlertStore.Analyst, waiting.RunId, "x", Cancel);
        bench.Jobs.Imports.Clear();

        await new UnfinishedBulkRuns(bench.Store, new(bench.Jobs)).StartAsync(Cancel);

        Assert.Equal([waiting.RunId], bench.Jobs.Imports);
    }
}
