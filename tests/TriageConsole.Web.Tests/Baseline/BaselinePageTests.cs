using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Coverage;
using TriageConsole.Web.Tests.Decisions;
using TriageConsole.Web.Tests.Pages;
using Xunit;

namespace TriageConsole.Web.Tests.Baseline;

public sealed class BaselinePageTests : PageContext
{
    public BaselinePageTests()
    {
        Services.AddScoped<BaselineQueries>();
        Services.AddSingleton(UseChecks.For(Store));
        Services.AddScoped<BaselineCommands>();
        Services.AddSingleton<IJudgeRequests>(new JudgeRequestsSpy());
    }

    [Fact]
    public void Render_Empty_SaysWhereUsesComeFrom()
    {
        var page = Page();

        Assert.Equal("No approved use yet", page.Find(".tc-empty-title").TextContent);
        Assert.Equal("/alerts", page.Find(".tc-empty a").GetAttribute("href"));
    }

    [Fact]
    public async Task Render_Standings_FollowTheClockAndAreCounted()
    {
        await AddAsync(
            CoverageSeed.Use(Store.Now.AddDays(30).AddTicks(10)), CoverageSeed.Use(Store.Now.AddDays(30)), CoverageSeed.Use(Store.Now),
            CoverageSeed.Use(Store.Now.AddDays(90), ApprovedUseState.Proposed), CoverageSeed.Use(Store.Now.AddDays(90), ApprovedUseState.Rejected),
            CoverageSeed.Use(Store.Now.AddDays(90), ApprovedUseState.Retired));

        var page = Page();

        Assert.Equal(
            ["All 6", "Proposed 1", "Active 1", "Expiring 1", "Expired 1", "Refused 1", "Retired 1"],
            page.FindAll("[role=group] button").Select(button => button.TextContent));
        Assert.Equal(6, page.FindAll("article").Count);
    }

    [Fact]
    public async Task Filter_Pressed_IsInTheAddressAndNarrows()
    {
        await AddAsync(CoverageSeed.Use(Store.Now.AddDays(60)), CoverageSeed.Use(Store.Now.AddDays(60), ApprovedUseState.Retired));
        var page = Page();

        page.FindAll("[role=group] button")[2].Click();

        Assert.EndsWith("?state=retired", Address, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("Retired", Assert.Single(page.FindAll("article")).TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        page.FindAll("[role=group] button")[0].Click();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("article").Count), TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("99")]
    [InlineData("<b>")]
    public async Task Filter_NonsenseInTheAddress_ShowsAll(string state)
    {
        await AddAsync(CoverageSeed.Use(Store.Now.AddDays(60)));

        Assert.Single(Page("/baseline?state=" + Uri.EscapeDataString(state)).FindAll("article"));
    }

    [Fact]
    public async Task Render_HostileEntry_IsText()
    {
        var use = CoverageSeed.Use(Store.Now.AddDays(60), self: true);
        (use.Title, use.Reason, use.Owner, use.Ticket, use.DecisionNote, use.DecidedBy) =
            (AlertStore.Hostile, AlertStore.Hostile, AlertStore.Hostile, AlertStore.Hostile, AlertStore.Hostile, "ada");
        use.ConditionsJson = UseRecord.WriteConditions([new(UseField.Script, "c:\\\u202E" + AlertStore.Hostile)]);
        await AddAsync(use);

        var page = Page();

        Assert.Empty(page.FindAll("img"));
        Assert.Equal(AlertStore.Hostile, page.Find("h2").TextContent);
        Assert.Equal($"c:\\⟨U+202E⟩{AlertStore.Hostile}", page.Find("td").TextContent);
        Assert.Equal("self-approved", page.Find(".tc-badge").TextContent);
    }

    [Fact]
    public async Task Card_ForAnalyst_HasNoDecisions()
    {
        await AddAsync(CoverageSeed.Use(Store.Now.AddDays(60), ApprovedUseState.Proposed));

        Assert.Empty(Page(by: AlertStore.Analyst).FindAll("article button"));
    }

    [Theory]
    [InlineData(ApprovedUseState.Proposed, 60, "Approve,Refuse")]
    [InlineData(ApprovedUseState.Active, 60, "Retire")]
    [InlineData(ApprovedUseState.Active, 5, "Retire")]
    [InlineData(ApprovedUseState.Active, -5, "Retire")]
    [InlineData(ApprovedUseState.Rejected, 60, "")]
    [InlineData(ApprovedUseState.Retired, 60, "")]
    public async Task Card_ForAdmin_OffersWhatTheStandingAllows(ApprovedUseState state, int days, string expected)
    {
        await AddAsync(CoverageSeed.Use(Store.Now.AddDays(days), state));

        Assert.Equal(expected, string.Join(',', Page().FindAll("article button").Select(button => button.TextContent)));
    }

    [Fact]
    public async Task Approve_ByAnotherAdmin_PutsItInForce()
    {
        await AddAsync(CoverageSeed.Use(Store.Now.AddDays(60), ApprovedUseState.Proposed));
        var page = Page();

        await page.FindAll("article button")[0].ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("Active", page.Find(".tc-status").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Equal((ApprovedUseState.Active, "ada"), ((await UseAsync()).State, (await UseAsync()).DecidedBy));
    }

    [Fact]
    public async Task Refuse_WithoutANote_SaysWhatIsMissingAndKeepsIt()
    {
        await AddAsync(CoverageSeed.Use(Store.Now.AddDays(60), ApprovedUseState.Proposed));
        var page = Page();

        await page.FindAll("article button")[1].ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("say why it is refused", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Equal(ApprovedUseState.Proposed, (await UseAsync()).State);
    }

    [Fact]
    public async Task Retire_WithANote_TakesItOutOfForce()
    {
        await AddAsync(CoverageSeed.Use(Store.Now.AddDays(60)));
        var page = Page();

        page.Find("article input").Input("The roll-out is over.");
        await page.Find("article button").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("Retired", page.Find(".tc-status").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Equal("The roll-out is over.", (await UseAsync()).DecisionNote);
    }

    [Fact]
    public async Task Retire_ChangedMeanwhile_SaysSoAndShowsTheNewState()
    {
        var use = CoverageSeed.Use(Store.Now.AddDays(60));
        await AddAsync(use);
        var page = Page();
        await using (var db = Store.CreateDbContext())
            await db.ApprovedUses.ExecuteUpdateAsync(set => set.SetProperty(u => u.Version, 7), Xunit.TestContext.Current.CancellationToken);

        page.Find("article input").Input("The roll-out is over.");
        await page.Find("article button").ClickAsync(new());

        page.WaitForAssertion(() => Assert.NotEmpty(page.Find("[role=alert]").TextContent.Trim()), TimeSpan.FromSeconds(10));
        Assert.Equal(ApprovedUseState.Active, (await UseAsync()).State);
    }

    private IRenderedComponent<BaselinePage> Page(string address = AppRoutes.Baseline, Web.Hosting.Access.Actor? by = null)
    {
        SignIn(by ?? AlertStore.Admin);
        GoTo(address);
        var page = Render<BaselinePage>();
        page.WaitForState(() => page.FindAll(".tc-empty, article").Count > 0, TimeSpan.FromSeconds(10));
        return page;
    }

    private async Task AddAsync(params ApprovedUseRow[] uses)
    {
        await using var db = Store.CreateDbContext();
        db.ApprovedUses.AddRange(uses);
        await db.SaveChangesAsync();
    }

    private async Task<ApprovedUseRow> UseAsync()
    {
        await using var db = Store.CreateDbContext();
        return await db.ApprovedUses.AsNoTracking().SingleAsync();
    }
}
