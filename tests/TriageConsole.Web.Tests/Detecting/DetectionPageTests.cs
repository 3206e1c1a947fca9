using AngleSharp.Dom;
using Bunit;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Data.Model;
using TriageConsole.Detection;
using TriageConsole.Detection.Signals;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Features.Detecting.Page;
using TriageConsole.Web.Features.Detecting.Rejudge;
using TriageConsole.Web.Features.Detecting.Settings;
using TriageConsole.Web.Features.Operations;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Imports;
using TriageConsole.Web.Tests.Pages;
using Xunit;

namespace TriageConsole.Web.Tests.Detecting;

public sealed class DetectionPageTests : PageContext
{
    private readonly JobClientSpy _jobs = new();
    private bool _signedIn;

    public DetectionPageTests()
    {
        Services.AddSingleton(_ => DetectionRuntime.Load(DetectionRuntime.ShippedFolder));
        Services.AddSingleton<IBackgroundJobClient>(_jobs);
        Services.AddSingleton<RejudgeDoorbell>();
        Services.AddScoped<RejudgeCommands>();
        Services.AddScoped<SettingsCommands>();
        Services.AddScoped<SignalQueries>();
        Services.AddScoped<VersionQueries>();
        Services.AddScoped<RunQueries>();
        Services.AddSingleton<OperationsNotices>();
    }

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public void Signals_NothingStored_ListsTheWholeCatalogueWithoutHits()
    {
        var page = Open(AlertStore.Analyst, AppRoutes.Detection);

        var rows = page.FindAll(".tc-signals tbody tr:not(.tc-family)");
        Assert.Equal(SignalCatalog.All.Count, rows.Count);
        Assert.All(rows, row => Assert.Contains("none decided", row.TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".tc-notice"));
        Assert.Equal("page", page.Find("nav a").GetAttribute("aria-current"));
    }

    [Theory]
    [InlineData("pubprn-moniker", true)]
    [InlineData("../adr/0001-five-projects", false)]
    [InlineData("<img src=x onerror=alert(1)>", false)]
    public void Signal_InTheAddress_ShowsItsPageOrSaysThatThereIsNone(string id, bool known)
    {
        var page = Open(AlertStore.Analyst, AppRoutes.SignalOf(id));

        Assert.Equal(known, page.FindAll(".tc-doc h3").Any(h => h.TextContent == "How to triage"));
        Assert.Equal(known ? 0 : 1, page.FindAll("p[role=status]").Count(p => p.TextContent.Contains("There is no signal", StringComparison.Ordinal)));
        Assert.Empty(page.FindAll("img"));
    }

    [Fact]
    public async Task Signals_OneThatFailed_SaysWhereAndThatNoScoreChanged()
    {
        var alert = await Store.AddAlertAsync(new());
        await using (var db = Store.CreateDbContext())
        {
            db.SignalFailures.Add(new() { HostId = alert.HostId, SignalId = "mshta-code", Processes = 3, Error = "InvalidOperationException: " + AlertStore.Hostile });
            await db.SaveChangesAsync(Cancel);
        }

        var page = Open(AlertStore.Manager, AppRoutes.Detection);

        var row = page.FindAll(".tc-signals tbody tr").Single(r => r.TextContent.Contains("mshta-code", StringComparison.Ordinal));
        Assert.Contains("3 processes", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("no score was changed", row.TextContent, StringComparison.Ordinal);
        Assert.Contains(AlertStore.Hostile, row.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("img"));
    }

    [Fact]
    public async Task Notice_HostsJudgedUnderAnotherVersion_OffersAdminsToJudgeAgain()
    {
        await Store.AddAlertAsync(new());

        var page = Open(AlertStore.Admin, AppRoutes.Detection);
        Assert.Contains("1 of 1 host was", page.Find(".tc-notice").TextContent, StringComparison.Ordinal);

        await page.FindAll(".tc-notice button").Single(b => b.TextContent == "Judge again").ClickAsync(new());

        await using var db = Store.CreateDbContext();
        var run = await db.RejudgeRuns.SingleAsync(Cancel);
        Assert.Equal((RejudgeMode.Apply, 0, "ada"), (run.Mode, run.SettingsVersion, run.RequestedBy));
        Assert.Equal([run.Id], _jobs.Imports);
        Assert.EndsWith($"?tab=runs&run={run.Id}", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notice_ByAnalyst_IsShownAndOffersNothing()
    {
        await Store.AddAlertAsync(new());

        var page = Open(AlertStore.Analyst, AppRoutes.Detection);

        Assert.Single(page.FindAll(".tc-notice"));
        Assert.Empty(page.FindAll(".tc-notice button"));
    }

    [Fact]
    public void Settings_ByAnalyst_AreShownAndCannotBeChanged()
    {
        var page = Open(AlertStore.Analyst, AppRoutes.Detection + "?tab=settings");

        Assert.Equal("900", page.Find("#setting-timewindow").GetAttribute("value"));
        Assert.True(page.Find("#setting-timewindow").HasAttribute("readonly"));
        Assert.Empty(page.FindAll("button"));
    }

    [Fact]
    public async Task Settings_FaultsOfTheForm_StandBesideTheirFieldsAndNothingIsSaved()
    {
        var page = Open(AlertStore.Admin, AppRoutes.Detection + "?tab=settings");
        await page.Find("#setting-timewindow").ChangeAsync(new() { Value = "soon" });
        await page.Find("#setting-childcommandlineregex").ChangeAsync(new() { Value = "(" });
        await page.Find("#setting-signals-pubprn-moniker-moniker").ChangeAsync(new() { Value = "101" });

        await page.Find("form").SubmitAsync();

        Assert.Contains("number of seconds", page.Find("#setting-timewindow-fault").TextContent, StringComparison.Ordinal);
        Assert.Contains("Not enough )'s", page.Find("#setting-childcommandlineregex-fault").TextContent, StringComparison.Ordinal);
        Assert.Contains("between 0 and 100", page.Find("#setting-signals-pubprn-moniker-moniker-fault").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", page.Find("#setting-timewindow").GetAttribute("aria-invalid"));
        Assert.Equal("soon", page.Find("#setting-timewindow").GetAttribute("value"));
        Assert.Contains("3 fields need", page.Markup, StringComparison.Ordinal);
        await using var db = Store.CreateDbContext();
        Assert.Equal(0, await db.DetectionSettings.CountAsync(Cancel));
    }

    [Fact]
    public async Task Settings_SavedAsDraft_ShowsWhatItChangesAndIsTriedBeforeItCanBeApplied()
    {
        var page = Open(AlertStore.Admin, AppRoutes.Detection + "?tab=settings");
        await page.Find("#setting-lowfrom").ChangeAsync(new() { Value = "30" });
        await page.Find("#setting-parentprocessnames").ChangeAsync(new() { Value = AlertStore.Hostile + "\nagent.exe" });
        await page.Find("#setting-note").ChangeAsync(new() { Value = AlertStore.Hostile });

        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Saved as draft version 1", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("img"));
        var row = page.FindAll("section tbody tr")[0];
        Assert.All((string[])["Draft", "Low from", "20", "30", AlertStore.Hostile, "agent.exe", "not yet"], text => Assert.Contains(text, row.TextContent, StringComparison.Ordinal));
        Assert.True(Button(page, "Apply version 1").HasAttribute("disabled"));

        await Button(page, "Try over history: version 1").ClickAsync(new());

        await using var db = Store.CreateDbContext();
        var run = await db.RejudgeRuns.SingleAsync(Cancel);
        Assert.Equal((RejudgeMode.Try, 1), (run.Mode, run.SettingsVersion));
        run.State = RejudgeState.Completed;
        run.Slot = null;
        run.JudgedWith = Services.GetRequiredService<DetectionRuntime>().Version;
        await db.SaveChangesAsync(Cancel);
        page = Open(AlertStore.Admin, AppRoutes.Detection + "?tab=settings");
        await Button(page, "Apply version 1").ClickAsync(new());
        Assert.Equal((1, 30), (Services.GetRequiredService<DetectionRuntime>().Current.SettingsVersion, Services.GetRequiredService<DetectionRuntime>().Engine.Settings.LowFrom));
        Assert.Equal(2, _jobs.Imports.Count);
    }

    [Fact]
    public async Task Settings_DiscardAndUseAgain_DoWhatTheySay()
    {
        SignInOnce(AlertStore.Admin);
        await Services.GetRequiredService<SettingsCommands>().SaveDraftAsync(AlertStore.Admin, DetectionSettings.Default with { LowFrom = 30 }, "why", Cancel);
        var page = Open(AlertStore.Admin, AppRoutes.Detection + "?tab=settings&version=1");
        Assert.Equal("30", page.Find("#setting-lowfrom").GetAttribute("value"));

        await Button(page, "Discard version 1").ClickAsync(new());
        page = Open(AlertStore.Admin, AppRoutes.Detection + "?tab=settings");
        await Button(page, "Use again: version 1").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("Saved as draft version 2", page.Markup, StringComparison.Ordinal));
        await using var db = Store.CreateDbContext();
        Assert.Equal([SettingsState.Discarded, SettingsState.Draft], await db.DetectionSettings.OrderBy(s => s.Number).Select(s => s.State).ToListAsync(Cancel));
    }

    [Fact]
    public void Runs_None_SaysWhatToDoNext()
    {
        var page = Open(AlertStore.Analyst, AppRoutes.Detection + "?tab=runs");

        Assert.Contains("Nothing was run over history yet", page.Find(".tc-empty").TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll(".tc-empty a"));
    }

    [Fact]
    public async Task Runs_WithADiff_ShowsEachKindAsTextAndLinksTheAlertsThereAre()
    {
        var alert = await Store.AddAlertAsync(new());
        var run = await AddRunAsync(RejudgeState.Completed, alert.PublicId);

        var page = Open(AlertStore.Manager, AppRoutes.Detection + "?tab=runs");

        Assert.Empty(page.FindAll("img"));
        Assert.Equal(5, page.FindAll(".tc-changes").Count);
        var moved = page.Find("[aria-label=Moved] tbody tr");
        Assert.All((string[])["65", "42", AlertStore.Hostile, "mshta-code"], text => Assert.Contains(text, moved.TextContent, StringComparison.Ordinal));
        Assert.Equal(AppRoutes.AlertOf(alert.PublicId), moved.QuerySelector("a")!.GetAttribute("href"));
        var added = page.Find("[aria-label=New] tbody tr");
        Assert.Contains("no alert", added.TextContent, StringComparison.Ordinal);
        Assert.Null(added.QuerySelector("a"));
        Assert.Contains("stays: somebody had to do with it", page.Find("[aria-label=Gone]").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 of the 1 gone stays", page.Markup, StringComparison.Ordinal);
        Assert.Contains("A signal failed on 2 processes", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("button"));
        Assert.Contains("There is no run", Open(AlertStore.Manager, $"{AppRoutes.Detection}?tab=runs&run={run + 1}").Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runs_UnderWay_ShowsProgressAndCanBeCancelledAndGoneOnWith()
    {
        var run = await AddRunAsync(RejudgeState.Running, Guid.NewGuid());
        Store.Time.Advance(TimeSpan.FromSeconds(10));
        var page = Open(AlertStore.Admin, AppRoutes.Detection + "?tab=runs");
        Assert.Equal("25", page.Find("progress").GetAttribute("value"));
        Assert.Contains("25 processes/s · 30 s left", page.Markup, StringComparison.Ordinal);

        await Button(page, $"Cancel run {run}").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("Stopping", page.Markup, StringComparison.Ordinal));
        await using var db = Store.CreateDbContext();
        await db.RejudgeRuns.ExecuteUpdateAsync(set => set.SetProperty(r => r.State, RejudgeState.Cancelled).SetProperty(r => r.Slot, (int?)null), Cancel);
        page = Open(AlertStore.Admin, AppRoutes.Detection + "?tab=runs");
        await Button(page, $"Go on with run {run}").ClickAsync(new());
        var queued = await db.RejudgeRuns.AsNoTracking().SingleAsync(Cancel);
        Assert.Equal((RejudgeState.Queued, 1), (queued.State, queued.Slot!.Value));
        Assert.Equal([run], _jobs.Imports);
    }

    private IRenderedComponent<DetectionPage> Open(Actor actor, string address)
    {
        SignInOnce(actor);
        GoTo(address);
        return Render<DetectionPage>();
    }

    private void SignInOnce(Actor actor)
    {
        if (_signedIn)
            return;
        _signedIn = true;
        SignIn(actor);
    }

    private static IElement Button(IRenderedComponent<DetectionPage> page, string label) =>
        page.FindAll("button").Single(b => b.GetAttribute("aria-label") == label);

    private async Task<long> AddRunAsync(RejudgeState state, Guid alert)
    {
        await using var db = Store.CreateDbContext();
        var run = new RejudgeRunRow
        {
            State = state,
            Slot = state == RejudgeState.Running ? 1 : null,
            RequestedBy = AlertStore.Hostile,
            CreatedUtc = Store.Now,
            StartedUtc = Store.Now,
            JudgedWith = "1.0",
            HostsTotal = 4,
            HostsDone = 1,
            ProcessesTotal = 1_000,
            ProcessesDone = 200,
            ProcessesUnderWay = 50,
            New = 1,
            Gone = 1,
            Kept = 1,
            Moved = 1,
            Same = 5,
            Covered = 1,
            Uncovered = 1,
            Failures = 2,
        };
        db.RejudgeRuns.Add(run);
        await db.SaveChangesAsync(Cancel);
        db.RejudgeSignals.Add(new() { RunId = run.Id, SignalId = "mshta-code", New = 1, Gone = 1, Moved = 1, Failures = 2 });
        foreach (var kind in Enum.GetValues<RejudgeChange>())
        {
            db.RejudgeChanges.Add(new()
            {
                RunId = run.Id,
                Kind = kind,
                Weight = 10,
                AlertId = kind == RejudgeChange.Moved ? alert : Guid.NewGuid(),
                Host = AlertStore.Hostile,
                Image = "C:\\Windows\\System32\\mshta.exe",
                CommandLine = kind == RejudgeChange.Gone ? null : AlertStore.Hostile,
                FromLevel = kind == RejudgeChange.New ? null : Severity.High,
                FromScore = kind == RejudgeChange.New ? null : 65,
                ToLevel = kind == RejudgeChange.Gone ? null : Severity.Medium,
                ToScore = kind == RejudgeChange.Gone ? null : 42,
                IsKept = kind == RejudgeChange.Gone,
                Signals = "mshta-code",
            });
        }

        await db.SaveChangesAsync(Cancel);
        return run.Id;
    }
}
