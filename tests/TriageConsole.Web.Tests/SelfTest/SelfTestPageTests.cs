using Bunit;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Operations;
using TriageConsole.Web.Features.SelfTest;
using TriageConsole.Web.Features.SelfTest.Page;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Pages;
using Xunit;

namespace TriageConsole.Web.Tests.SelfTest;

public sealed class SelfTestPageTests : PageContext
{
    private readonly Asked _jobs = new();

    public SelfTestPageTests()
    {
        Services.AddSingleton<IBackgroundJobClient>(_jobs);
        Services.AddSingleton<OperationsNotices>();
        Services.AddScoped<SelfTestQueries>();
        Services.AddScoped<SelfTestCommands>();
    }

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_NoRun_SaysWhatToDoAndAdminsRunIt()
    {
        SignIn(AlertStore.Admin);
        var page = Render<SelfTestPage>();
        Assert.Contains("has not run yet", page.Find(".tc-empty").TextContent, StringComparison.Ordinal);

        await page.Find("button").ClickAsync(new());

        Assert.Equal(["ada"], _jobs.By);
        Assert.True(page.Find("button").HasAttribute("disabled"));
        Assert.Equal("page", page.Find("nav a[href='/detection/self-test']").GetAttribute("aria-current"));
    }

    [Fact]
    public async Task Page_FullOfHostileText_ShowsItAsTextWithWhatHidWhat()
    {
        await FillAsync();
        SignIn(AlertStore.Analyst);

        var page = Render<SelfTestPage>();

        Assert.Empty(page.FindAll("img"));
        Assert.Empty(page.FindAll("button"));
        Assert.Equal(["1", "1", "1", "1"], page.FindAll(".tc-tile-value").Select(tile => tile.TextContent));
        var hidden = page.FindAll(".tc-self-test tbody tr").Single(row => row.TextContent.Contains("Hidden", StringComparison.Ordinal));
        Assert.Contains($"by “{AlertStore.Hostile}”", hidden.TextContent, StringComparison.Ordinal);
        Assert.Contains("was well before", hidden.TextContent, StringComparison.Ordinal);
        Assert.Contains("renamed copy", hidden.TextContent, StringComparison.Ordinal);
        Assert.Equal(4, page.FindAll(".tc-self-test tbody tr:not(.tc-family)").Count);
    }

    [Fact]
    public async Task Page_OnlyNotCaught_LeavesOutWhatIsWell()
    {
        await FillAsync();
        SignIn(AlertStore.Manager);
        GoTo(AppRoutes.SelfTest + "?show=not-caught");

        var page = Render<SelfTestPage>();

        var rows = page.FindAll(".tc-self-test tbody tr:not(.tc-family)");
        Assert.Equal(3, rows.Count);
        Assert.DoesNotContain(rows, row => row.TextContent.Contains("Caught", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_RunUnderWay_ShowsProgressAndOffersNoSecond()
    {
        await using (var db = Store.CreateDbContext())
        {
            db.SelfTestRuns.Add(new() { Slot = 1, StartedUtc = Store.Now, JudgedWith = "1", Total = 900, Done = 300 });
            await db.SaveChangesAsync(Cancel);
        }

        SignIn(AlertStore.Admin);
        var page = Render<SelfTestPage>();

        Assert.Equal("300", page.Find("progress").GetAttribute("value"));
        Assert.Empty(page.FindAll("button"));
        Assert.Contains("No run has finished yet", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Banner_OpenNotice_IsSeenAndDismissedByManagersOnly(bool manager)
    {
        await new OperationsNotices(Store, Store.Time, Store.Notices).RaiseAsync(SelfTestJob.Kind, "regression", AlertStore.Hostile, Cancel);
        SignIn(manager ? AlertStore.Manager : AlertStore.Analyst);

        var banner = Render<OperationsBanner>();

        Assert.Empty(banner.FindAll("img"));
        Assert.Equal(manager ? 1 : 0, banner.FindAll(".tc-notice").Count);
        if (!manager)
            return;
        Assert.Contains(AlertStore.Hostile, banner.Find(".tc-notice").TextContent, StringComparison.Ordinal);
        await banner.Find("button").ClickAsync(new());
        Assert.Empty(banner.FindAll(".tc-notice"));
    }

    [Fact]
    public async Task Commands_ByAnalystOrManager_AreRefused()
    {
        var commands = new SelfTestCommands(_jobs);
        var operations = new OperationsNotices(Store, Store.Time, Store.Notices);

        Assert.Throws<PermissionDeniedException>(() => commands.Run(AlertStore.Analyst));
        Assert.Throws<PermissionDeniedException>(() => commands.Run(AlertStore.Manager));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => operations.DismissAsync(AlertStore.Analyst, 1, Cancel));
        Assert.Empty(_jobs.By);
    }

    [Theory]
    [InlineData("/detection/self-test", null, false)]
    [InlineData("/detection/self-test?run=7&show=not-caught", 7, true)]
    public void View_ToQueryAndBack_IsTheSame(string address, int? run, bool only)
    {
        var view = new SelfTestView(run, only);

        Assert.Equal(address, view.ToQuery());
        Assert.Equal(view, SelfTestView.Parse("http://localhost" + address));
    }

    private async Task FillAsync()
    {
        await using var db = Store.CreateDbContext();
        var run = new SelfTestRunRow { State = SelfTestState.Completed, StartedUtc = Store.Now, RequestedBy = AlertStore.Hostile, JudgedWith = "1", Total = 4, Done = 4, Caught = 1, Hidden = 1, Missed = 1, Raised = 1, Regressions = 1 };
        db.SelfTestRuns.Add(run);
        await db.SaveChangesAsync(Cancel);
        foreach (var outcome in (SelfTestOutcome[])[SelfTestOutcome.Caught, SelfTestOutcome.Hidden, SelfTestOutcome.Missed, SelfTestOutcome.Raised])
        {
            var hidden = outcome == SelfTestOutcome.Hidden;
            db.SelfTestResults.Add(new()
            {
                RunId = run.Id,
                Name = AlertStore.Hostile,
                Evasion = hidden ? "renamed-copy" : string.Empty,
                Subject = AlertStore.Hostile,
                Technique = "T1218",
                CommandLine = AlertStore.Hostile,
                Outcome = outcome,
                Level = Severity.High,
                ApprovedUseId = hidden ? Guid.NewGuid() : null,
                ApprovedUseTitle = hidden ? AlertStore.Hostile : null,
                IsRegression = hidden,
            });
        }

        await db.SaveChangesAsync(Cancel);
    }

    private sealed class Asked : IBackgroundJobClient
    {
        public List<string?> By { get; } = [];

        public string Create(Job job, IState state)
        {
            By.Add((string?)job.Args[0]);
            return "1";
        }

        public bool ChangeState(string jobId, IState state, string expectedState) => false;
    }
}
