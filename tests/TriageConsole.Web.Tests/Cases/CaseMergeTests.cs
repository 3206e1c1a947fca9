using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Cases;
using TriageConsole.Web.Features.Cases.Changes;
using TriageConsole.Web.Features.Cases.List;
using TriageConsole.Web.Features.Cases.OneCase;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Escalation;
using TriageConsole.Web.Tests.Imports;
using TriageConsole.Web.Tests.Pipeline;
using Xunit;

namespace TriageConsole.Web.Tests.Cases;

public sealed class CaseMergeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task MergeAsync_TwoCases_MovesEverythingAndLeadsOn(Engine engine)
    {
        using var store = new AlertStore(engine);
        var queries = new CaseQueries(store);
        var merge = new CaseMergeCommands(store, store.Time, store.Notices);
        var alert = await store.AddAlertAsync(new());
        var target = await OutboxBench.AddTargetAsync(store, "soc");
        var (_, from) = await OutboxBench.Escalating(store, new JobClientSpy())
            .EscalateAsync(AlertStore.Analyst, alert.PublicId, 0, new(null, "First", "Look.", [target]), Cancel);
        await new CaseNoteCommands(store, store.Time, store.Notices).AddAsync(AlertStore.Analyst, from!.Value, "A note.", Cancel);
        await new CaseTaskCommands(store, store.Time, store.Notices).AddAsync(AlertStore.Analyst, from.Value, new("A task", null, null), Cancel);
        var into = await CaseCommandsTests.OpenAsync(store, "Second");
        var last = await CaseCommandsTests.OpenAsync(store, "Third");
        var escalation = (await queries.FindAsync(from.Value, Cancel))!.Escalations[0].Id;

        Assert.IsType<DecisionResult.Done>(await merge.MergeAsync(AlertStore.OtherAnalyst, from.Value, into, Cancel));

        var whole = (await queries.FindAsync(into, Cancel))!;
        Assert.Equal((1, 1, 1, 1), (whole.Alerts.Count, whole.Escalations.Count, whole.Notes.Count, whole.Tasks.Count));
        Assert.Equal([from.Value], whole.MergedFrom.Select(c => c.Id));
        Assert.Equal(
            [(CaseAction.MergedFrom, null), (CaseAction.TaskAdded, from), (CaseAction.Noted, from), (CaseAction.Escalated, from), (CaseAction.Opened, from)],
            whole.History.Where(h => h.OriginCaseId == from || h.Action == CaseAction.MergedFrom).OrderByDescending(h => h.Id).Select(h => (h.Action, h.OriginCaseId)));
        Assert.Equal(AlertAction.AddedToCase, (await store.ReadAsync(alert.PublicId)).History[^1].Action);
        var left = (await queries.FindAsync(from.Value, Cancel))!;
        Assert.Equal((CaseStatus.Merged, into, 0), (left.Summary.Status, left.Summary.MergedIntoId, left.Alerts.Count));
        Assert.Equal([CaseAction.MergedInto], left.History.Select(h => h.Action));
        Assert.NotNull(await queries.BundleAsync(from.Value, escalation, Cancel));

        // Merged on, the first still leads to where everything is in one step.
        Assert.IsType<DecisionResult.Done>(await merge.MergeAsync(AlertStore.OtherAnalyst, into, last, Cancel));
        Assert.Equal(last, (await queries.FindAsync(from.Value, Cancel))!.Summary.MergedIntoId);
        Assert.NotNull(await queries.BundleAsync(from.Value, escalation, Cancel));
        Assert.Null(await queries.BundleAsync(last, escalation + 1, Cancel));
        Assert.Equal([last], (await queries.ListAsync(CaseFilter.Default, Cancel)).Select(c => c.Id));
        Assert.Equal(2, (await queries.ListAsync(new() { Status = CaseStatus.Merged }, Cancel)).Count);

        var timeline = await new CaseTimelineQueries(store).ReadAsync(last, Cancel);
        Assert.Equal(timeline.Moments.OrderBy(m => m.Utc).Select(m => m.Utc), timeline.Moments.Select(m => m.Utc));
        Assert.Equal(Enum.GetValues<CaseMomentKind>(), timeline.Moments.Select(m => m.Kind).Distinct().Order());
        Assert.Contains(timeline.Moments, m => m.Kind == CaseMomentKind.Process && m.What == "wscript.exe started" && m.Text!.Contains("invoice.js", StringComparison.Ordinal));
    }

    [Fact]
    public async Task MergeAsync_ThatCannotBe_IsRefusedAndMovesNothing()
    {
        using var store = new AlertStore();
        var merge = new CaseMergeCommands(store, store.Time, store.Notices);
        var alert = await store.AddAlertAsync(new());
        var (one, two, three) = (await CaseCommandsTests.OpenAsync(store, "1"), await CaseCommandsTests.OpenAsync(store, "2"), await CaseCommandsTests.OpenAsync(store, "3"));
        await new CaseAlertCommands(store, store.Time, store.Notices).AddAsync(AlertStore.Analyst, one, alert.PublicId, 0, Cancel);
        await new CaseCommands(store, store.Time, store.Notices).CloseAsync(AlertStore.Analyst, two, AlertOutcome.FalsePositive, "done", Cancel);

        Assert.IsType<DecisionResult.Invalid>(await merge.MergeAsync(AlertStore.Analyst, one, one, Cancel));
        Assert.IsType<DecisionResult.Invalid>(await merge.MergeAsync(AlertStore.Analyst, one, two, Cancel));
        Assert.IsType<DecisionResult.Gone>(await merge.MergeAsync(AlertStore.Analyst, one, 99, Cancel));
        Assert.IsType<DecisionResult.Gone>(await merge.MergeAsync(AlertStore.Analyst, 99, one, Cancel));
        Assert.Equal(one, (await store.ReadAsync(alert.PublicId)).CaseId);

        // A closed one may go into an open one, but not twice.
        Assert.IsType<DecisionResult.Done>(await merge.MergeAsync(AlertStore.Analyst, two, three, Cancel));
        Assert.IsType<DecisionResult.Invalid>(await merge.MergeAsync(AlertStore.Analyst, two, one, Cancel));
        Assert.IsType<DecisionResult.Invalid>(await merge.MergeAsync(AlertStore.Analyst, one, two, Cancel));
        Assert.Equal(one, (await store.ReadAsync(alert.PublicId)).CaseId);
    }

    [Theory]
    [InlineData(Engine.Sqlite, "", "321")]
    [InlineData(Engine.Postgres, "", "321")]
    [InlineData(Engine.Sqlite, "?q=INVOICE", "31")]
    [InlineData(Engine.Postgres, "?q=INVOICE", "31")]
    [InlineData(Engine.Sqlite, "?q=%252", "2")]
    [InlineData(Engine.Postgres, "?q=%252", "2")]
    [InlineData(Engine.Sqlite, "?q=_nv", "")]
    [InlineData(Engine.Sqlite, "?q=2", "2")]
    [InlineData(Engine.Sqlite, "?status=closed", "2")]
    [InlineData(Engine.Sqlite, "?status=open&sort=title", "31")]
    [InlineData(Engine.Sqlite, "?owner=otto", "3")]
    [InlineData(Engine.Sqlite, "?owner=nobody", "")]
    [InlineData(Engine.Postgres, "?sort=alerts", "132")]
    [InlineData(Engine.Sqlite, "?sort=alerts", "132")]
    [InlineData(Engine.Sqlite, "?sort=opened", "321")]
    [InlineData(Engine.Sqlite, "?sort=owner", "213")]
    public async Task ListAsync_Filter_FindsThoseAndNoOthersInOrder(Engine engine, string query, string expected)
    {
        using var store = new AlertStore(engine);
        await store.AddPeopleAsync(AlertStore.Analyst, AlertStore.OtherAnalyst);
        var cases = new CaseCommands(store, store.Time, store.Notices);
        var one = await CaseCommandsTests.OpenAsync(store, "Invoice wave");
        var two = await CaseCommandsTests.OpenAsync(store, "100%2 noise");
        var three = await CaseCommandsTests.OpenAsync(store, "A quiet one");
        Assert.Equal((1, 2, 3), (one, two, three));
        var alert = await store.AddAlertAsync(new());
        await new CaseAlertCommands(store, store.Time, store.Notices).AddAsync(AlertStore.Analyst, one, alert.PublicId, 0, Cancel);
        store.Time.Advance(TimeSpan.FromMinutes(1));
        await cases.CloseAsync(AlertStore.Analyst, two, AlertOutcome.FalsePositive, "noise", Cancel);
        store.Time.Advance(TimeSpan.FromMinutes(1));
        await new CaseNoteCommands(store, store.Time, store.Notices).AddAsync(AlertStore.Analyst, three, "It opened the Invoice, too.", Cancel);
        await cases.GiveAsync(AlertStore.Analyst, three, "otto", Cancel);

        var (filter, ignored) = CaseFilter.Parse(query);
        Assert.Empty(ignored);
        Assert.Equal(expected, string.Concat((await new CaseQueries(store).ListAsync(filter, Cancel)).Select(c => c.Id)));
    }

    [Theory]
    [InlineData("?q=a%20b&status=merged&owner=ana&sort=owner")]
    [InlineData("?status=closed")]
    [InlineData("")]
    public void Parse_WhatWasWritten_ComesBack(string query)
    {
        var (filter, ignored) = CaseFilter.Parse(query);
        Assert.Empty(ignored);
        Assert.Equal(query, filter.ToQuery());
    }

    [Fact]
    public void Parse_Nonsense_IsLeftOutAndNamed()
    {
        var (filter, ignored) = CaseFilter.Parse("?status=burnt&sort=<b>&what=1");
        Assert.Equal(CaseFilter.Default, filter);
        Assert.Equal(3, ignored.Count);
    }
}
