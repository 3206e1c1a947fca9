using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Features.Operations;
using TriageConsole.Web.Features.SelfTest;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.SelfTest;

/// <summary>The shipped scenarios through the real pipeline.</summary>
public sealed class SelfTestRunTests : IDisposable
{
    private readonly AlertStore _store = new();
    private readonly DetectionRuntime _runtime = DetectionRuntime.Load(DetectionRuntime.ShippedFolder);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Run_ShippedScenarios_CatchesEveryAttackAndRaisesNoRoutineUse()
    {
        var scenarios = new SelfTestScenarios(_runtime).All;

        var results = await RunAsync(scenarios);

        var wrong = results.Zip(scenarios).Where(pair => SelfTestRegressions.IsWell(pair.First.Outcome) != (pair.Second.KnownMiss is null))
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.First.Name} ~ {pair.First.Evasion}: {pair.First.Outcome} {pair.First.Score} {pair.First.CommandLine}")).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(scenarios.Count, results.Count);
        Assert.Equal(scenarios.Count(s => !s.IsAttack), results.Count(r => r.Outcome == SelfTestOutcome.Quiet));
    }

    [Fact]
    public async Task Run_WithAnOverBroadApprovedUse_NamesItAsHidingTheAttacksItCovers()
    {
        var use = await ApproveAsync("Every mshta", [new(UseField.Host, "srv-1"), new(UseField.User, @"CORP\admin"), new(UseField.ProxyImage, @"*\mshta.exe")]);

        var results = await RunAsync([.. new SelfTestScenarios(_runtime).All.Where(s => s.IsAttack && s.Subject is "mshta" or "cmstp")]);

        var hidden = results.Where(r => r.Outcome == SelfTestOutcome.Hidden).ToList();
        Assert.True(hidden.Count > 3);
        Assert.All(hidden, row => Assert.Equal(("mshta", use, "Every mshta"), (row.Subject, row.ApprovedUseId, row.ApprovedUseTitle)));
        Assert.All(hidden, row => Assert.True(row.Level >= Severity.Medium));
        Assert.All(results.Where(r => r.Subject == "cmstp"), row => Assert.Equal((SelfTestOutcome.Caught, null), (row.Outcome, row.ApprovedUseId)));
    }

    [Fact]
    public async Task Job_AttackHiddenByANewUse_RaisesANoticeThatStaysUntilItIsCaughtAgain()
    {
        var library = new SelfTestScenarios([.. new SelfTestScenarios(_runtime).All.Where(s => s.IsAttack && s.Subject == "mshta")]);
        var operations = new OperationsNotices(_store, _store.Time, _store.Notices);
        var job = new SelfTestJob(new(_store, TimeProvider.System), library, _runtime, _store, operations, _store.Time, _store.Notices, NullLogger<SelfTestJob>.Instance);

        await job.RunAsync(null, Cancel);
        Assert.Empty(await operations.ForAsync(AlertStore.Admin, Cancel));

        var use = await ApproveAsync(AlertStore.Hostile, [new(UseField.ProxyImage, @"*\mshta.exe")]);
        await job.RunAsync("ada", Cancel);
        await job.RunAsync(null, Cancel);
        var notice = Assert.Single(await operations.ForAsync(AlertStore.Manager, Cancel));
        Assert.Contains(AlertStore.Hostile, notice.Message, StringComparison.Ordinal);
        Assert.Empty(await operations.ForAsync(AlertStore.Analyst, Cancel));
        await operations.DismissAsync(AlertStore.Manager, notice.Id, Cancel);
        Assert.Empty(await operations.ForAsync(AlertStore.Admin, Cancel));

        await using var db = _store.CreateDbContext();
        await db.ApprovedUses.Where(u => u.Id == use).ExecuteDeleteAsync(Cancel);
        await job.RunAsync(null, Cancel);

        Assert.NotNull((await db.OperationsNotices.SingleAsync(Cancel)).ResolvedUtc);
        var runs = await db.SelfTestRuns.OrderBy(r => r.Id).ToListAsync(Cancel);
        Assert.Equal([0, runs[1].Hidden, runs[1].Hidden, 0], runs.Select(r => r.Regressions));
        Assert.True(runs[1].Hidden > 0);
        Assert.All(runs, run => Assert.Equal((SelfTestState.Completed, null, run.Total), (run.State, run.Slot, run.Done)));
        Assert.Equal([null, "ada", null, null], runs.Select(r => r.RequestedBy));
    }

    [Fact]
    public void Mark_EachWay_OnlyWhatGotWorseIsMarked()
    {
        SelfTestResultRow[] before = [Row("a", SelfTestOutcome.Caught), Row("b", SelfTestOutcome.Missed), Row("c", SelfTestOutcome.Quiet), Row("d", SelfTestOutcome.Caught)];
        SelfTestResultRow[] now = [Row("a", SelfTestOutcome.Missed), Row("b", SelfTestOutcome.Missed), Row("c", SelfTestOutcome.Raised), Row("d", SelfTestOutcome.Caught), Row("new", SelfTestOutcome.Missed)];

        Assert.Equal(2, SelfTestRegressions.Mark(now, before));

        Assert.Equal([true, false, true, false, false], now.Select(row => row.IsRegression));
    }

    private static SelfTestResultRow Row(string name, SelfTestOutcome outcome) =>
        new() { Name = name, Subject = "mshta", Technique = "T1218.005", CommandLine = "x", Outcome = outcome };

    private Task<IReadOnlyList<SelfTestResultRow>> RunAsync(IReadOnlyList<SelfTestScenario> scenarios) =>
        new SelfTestRunner(_store, TimeProvider.System).RunAsync(scenarios, _runtime.Snapshot(), _ => Task.CompletedTask, _ => Task.CompletedTask, Cancel);

    private async Task<Guid> ApproveAsync(string title, IReadOnlyList<UseCondition> conditions)
    {
        await using var db = _store.CreateDbContext();
        var ends = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(30);
        var row = new ApprovedUseRow
        {
            Id = Guid.NewGuid(),
            Title = title,
            State = ApprovedUseState.Active,
            Owner = "it",
            Reason = "inventory",
            ConditionsJson = UseRecord.WriteConditions(conditions),
            ReviewUtc = ends,
            ExpiresUtc = ends,
            ProposedBy = "ana",
        };
        db.ApprovedUses.Add(row);
        await db.SaveChangesAsync(Cancel);
        return row.Id;
    }
}
