using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline.Suggestions;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Baseline.Transfer;
using TriageConsole.Web.Tests.Decisions;
using TriageConsole.Web.Tests.Pages;
using Xunit;

namespace TriageConsole.Web.Tests.Baseline.Suggestions;

public sealed class SuggestionsTests : PageContext
{
    private readonly SuggestionQueries _queries;
    private readonly SuggestionCommands _commands;

    public SuggestionsTests()
    {
        var check = UseChecks.For(Store);
        _queries = new(Store, check, UseChecks.PreviewOf(Store));
        _commands = new(new AllowCommands(Store, Store.Time, Store.Notices, check), TransferBench.ProposeOf(Store));
        Services.AddSingleton(_queries);
        Services.AddSingleton(_commands);
    }

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_ClosedAsHarmlessTwice_IsSuggestedWithHolesForWhatDiffers()
    {
        await AddAsync("WS-17", "pat", AlertStatus.Closed, AlertOutcome.BenignPositive);
        await AddAsync("WS-4", "kim", AlertStatus.Closed, AlertOutcome.FalsePositive);

        var suggestion = Assert.Single(await _queries.ListAsync(Cancel));

        Assert.Equal((2, 2, 2, false), (suggestion.Alerts, suggestion.Hosts, suggestion.Benign, suggestion.IsOpen));
        var patterns = suggestion.Conditions.ToDictionary(condition => condition.Field, condition => condition.Pattern);
        Assert.Equal(@"WS-*", patterns[UseField.Host]);
        Assert.Equal(@"EXAMPLE\*", patterns[UseField.User]);
        Assert.Equal(@"c:\users\*\downloads\invoice.js", patterns[UseField.Script], ignoreCase: true);
        Assert.Equal(2, suggestion.Preview.Covered.Count);
        Assert.NotEmpty(suggestion.Findings);
    }

    [Theory]
    [InlineData(AlertStatus.Closed, AlertOutcome.TruePositive)]
    [InlineData(AlertStatus.Escalated, AlertOutcome.None)]
    [InlineData(AlertStatus.Allowed, AlertOutcome.None)]
    [InlineData(AlertStatus.AllowedPending, AlertOutcome.None)]
    public async Task List_PatternWithOneThatIsAnAttackOrAllowed_IsLeftAlone(AlertStatus status, AlertOutcome outcome)
    {
        await AddAsync("WS-1", "pat", AlertStatus.Closed, AlertOutcome.BenignPositive);
        await AddAsync("WS-2", "pat", AlertStatus.Closed, AlertOutcome.BenignPositive);
        Assert.Single(await _queries.ListAsync(Cancel));

        await AddAsync("WS-3", "pat", status, outcome);

        Assert.Empty(await _queries.ListAsync(Cancel));
    }

    [Theory]
    [InlineData(10, 5, true)]
    [InlineData(9, 5, false)]
    [InlineData(10, 4, false)]
    public async Task List_OpenOnManyHosts_IsSuggested(int alerts, int hosts, bool isSuggested)
    {
        for (var i = 0; i < alerts; i++)
            await AddAsync($"WS-{i % hosts}", "pat", AlertStatus.Open, AlertOutcome.None);
        Assert.Equal(isSuggested, (await _queries.ListAsync(Cancel)).Count == 1);
    }

    [Fact]
    public async Task Propose_OfClosedAlerts_ProposesAndIsNotSuggestedAgain()
    {
        await AddAsync("WS-1", "pat", AlertStatus.Closed, AlertOutcome.BenignPositive);
        var other = await AddAsync("WS-2", "pat", AlertStatus.Closed, AlertOutcome.BenignPositive);
        var suggestion = Assert.Single(await _queries.ListAsync(Cancel));

        await Assert.ThrowsAsync<PermissionDeniedException>(() => _commands.ProposeAsync(AlertStore.Manager, suggestion, Request(suggestion), Cancel));
        Assert.IsType<DecisionResult.Invalid>(await _commands.ProposeAsync(AlertStore.Analyst, suggestion, Request(suggestion) with { Owner = "" }, Cancel));
        Assert.IsType<DecisionResult.Done>(await _commands.ProposeAsync(AlertStore.Analyst, suggestion, Request(suggestion), Cancel));

        Assert.Equal((ApprovedUseState.Proposed, "ana"), ((await TransferBench.UsesAsync(Store))[0].State, (await TransferBench.UsesAsync(Store))[0].ProposedBy));
        Assert.Equal(AlertStatus.Closed, (await Store.ReadAsync(other.PublicId)).Status);
        Assert.Empty(await _queries.ListAsync(Cancel));
    }

    [Fact]
    public async Task Propose_OfAnOpenAlert_AllowsItPendingReview()
    {
        await AddAsync("WS-1", "pat", AlertStatus.Closed, AlertOutcome.BenignPositive);
        await AddAsync("WS-2", "pat", AlertStatus.Closed, AlertOutcome.BenignPositive);
        var open = await AddAsync("WS-3", "pat", AlertStatus.Open, AlertOutcome.None);
        var suggestion = Assert.Single(await _queries.ListAsync(Cancel));
        Assert.Equal((open.PublicId, true), (suggestion.AlertId, suggestion.IsOpen));

        Assert.IsType<DecisionResult.Done>(await _commands.ProposeAsync(AlertStore.Analyst, suggestion, Request(suggestion), Cancel));

        Assert.Equal(AlertStatus.AllowedPending, (await Store.ReadAsync(open.PublicId)).Status);
    }

    [Fact]
    public void Render_Empty_SaysWhereSuggestionsComeFrom() => Assert.Equal("No suggestion", Page(AlertStore.Analyst).Find(".tc-empty-title").TextContent);

    [Fact]
    public async Task Render_Hostile_IsTextAndHolesAreMarked()
    {
        for (var i = 0; i < 2; i++)
            await AddAsync($"WS-{i}", "pat", AlertStatus.Closed, AlertOutcome.BenignPositive, "C:\\Windows\\" + AlertStore.Hostile + ".exe");

        var page = Page(AlertStore.Analyst);

        Assert.Empty(page.FindAll("img"));
        Assert.Contains(AlertStore.Hostile, page.Find("tbody").TextContent, StringComparison.OrdinalIgnoreCase);
        Assert.NotEmpty(page.FindAll("tbody mark"));
        Assert.Contains("seen: WS-", page.Find("tbody").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Propose_OnThePage_OnlyForThoseWhoMay(bool isAnalyst)
    {
        await AddAsync("WS-1", "pat", AlertStatus.Closed, AlertOutcome.BenignPositive);
        await AddAsync("WS-2", "pat", AlertStatus.Closed, AlertOutcome.BenignPositive);
        var page = Page(isAnalyst ? AlertStore.Analyst : AlertStore.Manager);
        if (!isAnalyst)
        {
            Assert.Empty(page.FindAll("form"));
            return;
        }

        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("someone must answer for it", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        var inputs = page.FindAll("form input").ToList();
        await inputs[0].ChangeAsync(new() { Value = "Desktop team" });
        await page.FindAll("form input")[1].ChangeAsync(new() { Value = "CHG-1" });
        await page.FindAll("form input")[4].ChangeAsync(new() { Value = "Needed." });
        await page.FindAll("form input")[5].ChangeAsync(new() { Value = "Downloads are scanned." });
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("is proposed", page.Find("[role=status]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        Assert.Equal("Desktop team", Assert.Single(await TransferBench.UsesAsync(Store)).Owner);
    }

    private IRenderedComponent<SuggestionsPage> Page(Actor actor)
    {
        SignIn(actor);
        var page = Render<SuggestionsPage>();
        page.WaitForState(() => page.FindAll(".tc-empty, article").Count > 0, TimeSpan.FromSeconds(20));
        return page;
    }

    private AllowRequest Request(Suggestion suggestion) => new()
    {
        Title = suggestion.Use.Title,
        Conditions = suggestion.Conditions,
        Owner = "Desktop team",
        Reason = "Needed.",
        Ticket = "CHG-1",
        Acknowledgement = "Downloads are scanned.",
        ReviewUtc = Store.Now.AddDays(90),
        ExpiresUtc = Store.Now.AddDays(180),
    };

    private async Task<Data.Model.AlertRow> AddAsync(string host, string user, AlertStatus status, AlertOutcome outcome, string child = @"C:\Windows\System32\net.exe")
    {
        var script = $@"C:\Users\{user}\Downloads\invoice.js";
        var alert = await Store.AddAlertAsync(new() { Host = host, User = $@"EXAMPLE\{user}", Status = status, Script = script, CommandLine = $"wscript.exe \"{script}\" //B", ChildImage = child });
        await using var db = Store.CreateDbContext();
        await db.Alerts.Where(a => a.Id == alert.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.Outcome, outcome), Cancel);
        return alert;
    }
}
