using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Facts;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Alert;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Features.Hunt;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Pipeline;
using Xunit;

namespace TriageConsole.Web.Tests.Hunt;

public sealed class RaiseCommandsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RaiseAsync_Process_IsAnAlertThatJudgingLeaves()
    {
        await using var run = await PipelineRun.OfAsync(Engine.Sqlite, HuntStory.File);
        var id = await ProcessAsync(run, 5);

        var result = await Commands(run).RaiseAsync(AlertStore.Analyst, id, Severity.High, "odd name\nand <img src=x onerror=alert(1)>", Cancel);
        await run.ImportAsync(HuntStory.File);

        await using var db = run.Context();
        var alert = await db.Alerts.Include(a => a.History).Include(a => a.Processes).SingleAsync(a => a.PublicId == result.AlertId, Cancel);
        Assert.Empty(result.Faults);
        Assert.Equal((Severity.High, 0, AlertStatus.Open), (alert.Level, alert.Score, alert.Status));
        Assert.Equal("Raised by ana: odd name and <img src=x onerror=alert(1)>", alert.Summary);
        Assert.InRange(alert.Completeness, 1, 99);
        Assert.Equal(id, Assert.Single(alert.Processes).ProcessId);
        var raised = Assert.Single(alert.History);
        Assert.Equal((AlertAction.Raised, "ana", "192.0.2.1"), (raised.Action, raised.UserName, raised.Address));
        var view = await new AlertQueries(run.Get<TriageDatabase>()).FindAsync(alert.PublicId, Cancel);
        Assert.Empty(view!.Detail.Findings);
        Assert.NotEmpty(view.Detail.Missing);
    }

    [Fact]
    public async Task RaiseAsync_Twice_IsOneAlert()
    {
        await using var run = await PipelineRun.OfAsync(Engine.Sqlite, HuntStory.File);
        var id = await ProcessAsync(run, 5);

        var first = await Commands(run).RaiseAsync(AlertStore.Analyst, id, Severity.Low, "a", Cancel);
        var second = await Commands(run).RaiseAsync(AlertStore.OtherAnalyst, id, Severity.Critical, "b", Cancel);

        Assert.Equal(first.AlertId, second.AlertId);
        await using var db = run.Context();
        Assert.Equal(Severity.Low, (await db.Alerts.SingleAsync(a => a.ProxyProcessId == id, Cancel)).Level);
    }

    [Theory]
    [InlineData(null, 2, "Reason")]
    [InlineData("  ", 2, "Reason")]
    [InlineData("x", 99, "Level")]
    public async Task RaiseAsync_Faults_RaiseNothing(string? reason, int level, string fault)
    {
        await using var run = await PipelineRun.OfAsync(Engine.Sqlite, HuntStory.File);
        var id = await ProcessAsync(run, 5);

        var result = await Commands(run).RaiseAsync(AlertStore.Analyst, id, (Severity)level, reason, Cancel);

        Assert.Null(result.AlertId);
        Assert.Contains(fault, Assert.Single(result.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RaiseAsync_ProcessGone_SaysSo()
    {
        await using var run = await PipelineRun.CreateAsync(Engine.Sqlite);

        Assert.Contains("not stored", Assert.Single((await Commands(run).RaiseAsync(AlertStore.Analyst, 77, Severity.Low, "x", Cancel)).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RaiseAsync_Manager_IsRefused()
    {
        await using var run = await PipelineRun.CreateAsync(Engine.Sqlite);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => Commands(run).RaiseAsync(AlertStore.Manager, 1, Severity.Low, "x", Cancel));
    }

    private static RaiseCommands Commands(PipelineRun run) =>
        new(run.Get<TriageDatabase>(), run.Get<ProcessFactsReader>(), run.Get<DetectionRuntime>(), TimeProvider.System, run.Get<Notices>());

    private static async Task<long> ProcessAsync(PipelineRun run, int second)
    {
        var page = await new HuntQueries(run.Get<TriageDatabase>()).PageAsync(HuntFilter.Default, null, Cancel);
        return page.Rows.Single(r => r.StartUtc.Second == second).Id;
    }
}
