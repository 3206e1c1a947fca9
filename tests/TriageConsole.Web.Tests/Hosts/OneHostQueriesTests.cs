using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using TriageConsole.Data;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Events;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Features.Hosts;
using TriageConsole.Web.Features.Hosts.OneHost;
using TriageConsole.Web.Tests.Hunt;
using TriageConsole.Web.Tests.Pipeline;
using Xunit;

namespace TriageConsole.Web.Tests.Hosts;

public sealed class OneHostQueriesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task FindAsync_ImportedHost_CountsStartsOfScriptHostsByWholeName(Engine engine)
    {
        await using var run = await PipelineRun.OfAsync(engine, HuntStory.File);

        var alpha = await FindAsync(run, "alpha.example.test");
        var beta = await FindAsync(run, "beta.example.test");

        Assert.Equal(("wscript.exe", 1, 3, false), (alpha.Starts.Images.Single().Name, alpha.Starts.Images[0].Count, alpha.Starts.Looked, alpha.Starts.IsCapped));
        Assert.Equal(new DateTime(2030, 1, 1, 0, 0, 2, DateTimeKind.Utc), alpha.Starts.Images[0].LastUtc);
        Assert.Equal(("wscript.exe", 1, 2), (beta.Starts.Images.Single().Name, beta.Starts.Images[0].Count, beta.Starts.Looked));
        Assert.Equal((3, 2), ((int)alpha.Telemetry.Week.Creations, (int)beta.Telemetry.Week.Creations));
        Assert.NotNull(alpha.JudgedUtc);
        Assert.NotEmpty(alpha.Alerts);
        Assert.Equal(alpha.Chains, alpha.Proxies.Sum(p => p.Count));
        Assert.All(alpha.Alerts, alert => Assert.Contains(alpha.Timeline, m => m.Alert == alert.PublicId && m.Level == alert.Level));
        Assert.Contains(alpha.Timeline, m => m.ProcessId is not null && m.Role == ChainRole.Proxy && m.Text == "wscript.exe");
        Assert.Equal(alpha.Timeline.OrderByDescending(m => m.Utc).Select(m => m.Utc), alpha.Timeline.Select(m => m.Utc));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task FindAsync_SilentHost_HasItsDaysInPlaceAndItsHabit(Engine engine)
    {
        await using var run = await FilledAsync(engine);

        var view = await FindAsync(run, "daily");

        Assert.Equal((ComponentState.Silent, TimeSpan.FromDays(1)), (view.Telemetry.Health, view.Telemetry.AllowedQuiet));
        Assert.Equal(HostStory.Today.AddDays(-29), view.Telemetry.FirstDay);
        var creations = view.Telemetry.Components.Single(c => c.Component == DataComponent.ProcessCreationSysmon);
        Assert.Equal(HostStory.Today.AddDays(-3), creations.LastDay);
        Assert.Equal([24, 25, 26], creations.Counts.Index().Where(c => c.Item > 0).Select(c => c.Index));
        Assert.Equal([10, 10, 10], creations.Counts.Where(c => c > 0));
        Assert.Null(view.Telemetry.Components.Single(c => c.Component == DataComponent.ProcessCreationSecurity).LastDay);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task FindAsync_Alerts_OpenOnesByLevelAndAllByImage(Engine engine)
    {
        await using var run = await FilledAsync(engine);

        var alpha = await FindAsync(run, "alpha.example.test");
        var named = await FindAsync(run, "named");

        Assert.Equal([(Severity.High, 1), (Severity.Low, 1)], alpha.Open);
        Assert.Equal((3, 3), (alpha.Chains, alpha.Alerts.Count));
        Assert.Equal([new ImageUse("wscript.exe", 3, HostStory.Noon.AddMinutes(-1))], alpha.Proxies);
        Assert.Equal(ComponentState.Covered, alpha.Telemetry.Health);
        Assert.Equal((ComponentState.NotEvaluable, null, 0, 0), (named.Telemetry.Health, named.LastSeenUtc, named.Chains, named.Starts.Looked));
        Assert.Empty(named.Timeline);
    }

    [Fact]
    public async Task FindAsync_UnknownId_IsNone()
    {
        await using var run = await FilledAsync(Engine.Sqlite);

        Assert.Null(await Queries(run).FindAsync(999, Cancel));
    }

    private static OneHostQueries Queries(PipelineRun run) =>
        new(run.Get<TriageDatabase>(), run.Get<DetectionRuntime>(), new FakeTimeProvider(new DateTimeOffset(HostStory.Noon.AddYears(1))));

    private static async Task<OneHostView> FindAsync(PipelineRun run, string key)
    {
        await using var db = run.Context();
        var id = await db.Hosts.Where(h => h.NameKey == key).Select(h => h.Id).SingleAsync(Cancel);
        return (await Queries(run).FindAsync(id, Cancel))!;
    }

    private static async Task<PipelineRun> FilledAsync(Engine engine)
    {
        var run = await PipelineRun.CreateAsync(engine);
        await using var db = run.Context();
        await HostStory.FillAsync(db);
        return run;
    }
}
