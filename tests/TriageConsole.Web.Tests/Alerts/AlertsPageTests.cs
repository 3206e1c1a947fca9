using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Alerts;
using TriageConsole.Web.Live;
using Xunit;

namespace TriageConsole.Web.Tests.Alerts;

public sealed class AlertsPageTests : TriagePageContext
{
    private NavigationManager Address => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Render_NoAlerts_SaysWhatToDoNext()
    {
        var page = Open(Roles.Analyst);

        Assert.Contains("queue is empty", page.Find(".tc-empty").TextContent, StringComparison.Ordinal);
        Assert.Contains(page.FindAll(".tc-empty a"), link => link.GetAttribute("href") == AppRoutes.Imports);
    }

    [Fact]
    public async Task Render_FilterWithoutMatch_OffersTheWholeQueue()
    {
        await Store.AddAlertAsync(new());

        var page = Open(Roles.Analyst, "?host=nowhere");

        Assert.Contains("No alert matches", page.Find(".tc-empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_HostileAlert_IsText()
    {
        await Store.AddAlertAsync(new()
        {
            Chain = AlertStore.Hostile,
            Host = AlertStore.Hostile,
            User = AlertStore.Hostile,
            Summary = AlertStore.Hostile + "\u202E",
        });

        var page = Open(Roles.Analyst);

        Assert.Empty(page.FindAll("img"));
        Assert.Equal(AlertStore.Hostile, page.Find("tbody th a").TextContent);
        Assert.DoesNotContain("\u202E", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_Nonsense_IsNamedAndTheRestWorks()
    {
        await Store.AddAlertAsync(new() { Level = Severity.Low });
        await Store.AddAlertAsync(new() { Level = Severity.High });

        var page = Open(Roles.Analyst, "?level=high,purple&wibble=<b>");

        Assert.Contains("purple", page.Find(".ignored").TextContent, StringComparison.Ordinal);
        Assert.Contains("wibble", page.Find(".ignored").TextContent, StringComparison.Ordinal);
        Assert.Single(Rows(page));
    }

    [Fact]
    public void Filter_DaysInTheAddress_StandInTheirFields()
    {
        var page = Open(Roles.Analyst, "?from=2026-11-18&until=2026-11-20");

        Assert.Equal(["2026-11-18", "2026-11-20"], page.FindAll(".day input").Select(field => field.GetAttribute("value")));
    }

    [Fact]
    public void Filter_DaysChangedAndEmptied_AreAskedForOnlyWhenSubmitted()
    {
        var page = Open(Roles.Analyst, "?from=2026-11-18");

        page.FindAll(".day input")[0].Change(string.Empty);
        page.FindAll(".day input")[1].Change("2026-11-20");
        Assert.EndsWith("?from=2026-11-18", Address.Uri, StringComparison.Ordinal);
        page.Find("form").Submit();

        Assert.EndsWith("/alerts?until=2026-11-20", Address.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Filter_Submitted_StandsInTheAddress()
    {
        var page = Open(Roles.Analyst);

        page.Find("input[aria-label=Host]").Change("WS-1");
        page.Find("form").Submit();

        Assert.EndsWith("/alerts?host=WS-1", Address.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filter_StatusPressed_StandsInTheAddressAndIsApplied()
    {
        await Store.AddAlertAsync(new() { Status = AlertStatus.Closed });
        var page = Open(Roles.Analyst);

        page.FindAll("button").Single(button => button.TextContent == "Closed").Click();

        page.WaitForAssertion(() => Assert.Single(Rows(page)));
        Assert.EndsWith("?status=open%2Cclosed", Address.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Live_NewAlert_IsAnnouncedAndComesInWhenAskedFor()
    {
        var first = await Store.AddAlertAsync(new() { Level = Severity.Low });
        var page = Open(Roles.Analyst);

        await Store.AddAlertAsync(new() { Level = Severity.Critical });
        Notices.Publish(Topic.Alerts);

        page.WaitForAssertion(() => Assert.Contains(page.FindAll("button"), button => button.TextContent.Contains("1 new", StringComparison.Ordinal)));
        Assert.Equal(first.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), Assert.Single(Rows(page)).GetAttribute("data-row"));
        page.FindAll("button").Single(button => button.TextContent.Contains("1 new", StringComparison.Ordinal)).Click();
        page.WaitForAssertion(() => Assert.Equal(2, Rows(page).Count));
        Assert.Equal("true", Rows(page)[1].GetAttribute("aria-current"));
    }

    [Fact]
    public async Task Live_DecidedByAnother_StaysInPlaceAndShowsIt()
    {
        var alert = await Store.AddAlertAsync(new());
        await Store.AddAlertAsync(new());
        var page = Open(Roles.Analyst);

        await CloseAsync(alert.PublicId);
        Notices.Publish(Topic.Alerts);

        page.WaitForAssertion(() => Assert.Contains("false positive", Rows(page)[0].TextContent, StringComparison.Ordinal));
        Assert.Equal(2, Rows(page).Count);
    }

    [Fact]
    public async Task Keys_MoveSelectAndClose_WalkTheQueue()
    {
        for (var i = 0; i < 3; i++)
            await Store.AddAlertAsync(new() { CreatedUtc = Store.Now.AddMinutes(i) });
        var page = Open(Roles.Analyst);

        await PressAsync("j");
        page.WaitForAssertion(() => Assert.Equal("true", Rows(page)[1].GetAttribute("aria-current")));
        await PressAsync("x");
        page.WaitForAssertion(() => Assert.Contains("1 selected", page.Markup, StringComparison.Ordinal));
        await PressAsync("c");
        page.WaitForElement("input[value=BenignPositive]").Change("BenignPositive");
        page.Find(".decision textarea").Input("known roll-out");
        page.Find(".decision form").Submit();

        page.WaitForAssertion(() => Assert.Equal(2, Rows(page).Count));
        Assert.Equal("true", Rows(page)[1].GetAttribute("aria-current"));
        await using var db = Store.CreateDbContext();
        Assert.Equal(AlertOutcome.BenignPositive, db.Alerts.Single(a => a.Status == AlertStatus.Closed).Outcome);
    }

    [Fact]
    public async Task Decide_NoteTyped_SurvivesALiveUpdate()
    {
        await Store.AddAlertAsync(new());
        var page = Open(Roles.Analyst);
        await PressAsync("c");
        page.WaitForElement(".decision textarea").Input("half a thought");

        await Store.AddAlertAsync(new());
        Notices.Publish(Topic.Alerts);

        page.WaitForAssertion(() => Assert.Contains("1 new", page.Markup, StringComparison.Ordinal));
        Assert.Equal("half a thought", page.Find(".decision textarea").GetAttribute("value"));
    }

    [Fact]
    public async Task Decide_OvertakenByAnother_ShowsTheirsAndAsks()
    {
        var alert = await Store.AddAlertAsync(new());
        var page = Open(Roles.Analyst);
        await PressAsync("c");
        page.WaitForElement("input[value=TruePositive]").Change("TruePositive");
        page.Find(".decision textarea").Input("an attack");

        await CloseAsync(alert.PublicId);
        page.Find(".decision form").Submit();

        page.WaitForAssertion(() => Assert.Contains("otto", page.Find(".overtaken").TextContent, StringComparison.Ordinal));
        Assert.Equal(AlertOutcome.FalsePositive, (await Store.ReadAsync(alert.PublicId)).Outcome);
        Assert.Equal("an attack", page.Find(".decision textarea").GetAttribute("value"));
        page.Find(".decision form").Submit();
        page.WaitForAssertion(() => Assert.Empty(Rows(page)));
        Assert.Equal(AlertOutcome.TruePositive, (await Store.ReadAsync(alert.PublicId)).Outcome);
    }

    [Fact]
    public async Task Render_Manager_ReadsAndDecidesNothing()
    {
        await Store.AddAlertAsync(new());
        var page = Open(Roles.Manager);

        await PressAsync("c");

        page.WaitForAssertion(() => Assert.Contains("Managers read alerts", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".queue input[type=checkbox]"));
        Assert.Empty(page.FindAll(".decision"));
    }

    [Fact]
    public async Task Patterns_AlikeAlerts_AreOneLineThatLeadsToThem()
    {
        await Store.AddAlertAsync(new() { Host = "a" });
        await Store.AddAlertAsync(new() { Host = "b" });

        var page = Open(Roles.Analyst, "?view=pattern");

        var row = Assert.Single(page.FindAll("tr[data-row]"));
        Assert.Contains("2 times on 2 hosts", row.TextContent, StringComparison.Ordinal);
        Assert.Equal("/alerts?pattern=0123456789abcdef0123456789abcdef", row.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Patterns_WalkedAndClosedByKeys_CloseAllOfThePatternAndNoOther()
    {
        await Store.AddAlertAsync(new() { Level = Severity.Critical, Fingerprint = new string('a', 32) });
        var alike = new List<Guid>();
        for (var i = 0; i < 3; i++)
            alike.Add((await Store.AddAlertAsync(new() { Fingerprint = new string('b', 32), Host = $"host-{i}" })).PublicId);
        var page = Open(Roles.Analyst, "?view=pattern");
        Assert.Equal("true", page.FindAll("tr[data-row]")[0].GetAttribute("aria-current"));

        await PressAsync("j");
        page.WaitForAssertion(() => Assert.Equal("true", page.FindAll("tr[data-row]")[1].GetAttribute("aria-current")));
        await PressAsync("c");
        page.WaitForAssertion(() => Assert.Contains("Close 3 alerts", page.Find("[aria-label=Decision] h2").TextContent, StringComparison.Ordinal));

        // One that comes later is not among those that were counted.
        await Store.AddAlertAsync(new() { Fingerprint = new string('b', 32), Host = "later" });
        page.FindAll("input[name=outcome]")[1].Change("BenignPositive");
        page.Find(".decision textarea, [aria-label=Decision] textarea").Input("Known roll-out");
        page.Find("[aria-label=Decision] form").Submit();

        page.WaitForAssertion(() => Assert.NotEmpty(Jobs.Imports));
        await using var db = Store.CreateDbContext();
        Assert.Equal(alike.Order(), (await db.BulkRunItems.Select(item => item.AlertId).ToListAsync(Xunit.TestContext.Current.CancellationToken)).Order());
    }

    [Fact]
    public async Task Patterns_Enter_OpensTheAlertsOfThePattern()
    {
        await Store.AddAlertAsync(new());
        Open(Roles.Manager, "?view=pattern");

        await PressAsync("Enter");

        Assert.EndsWith("/alerts?pattern=0123456789abcdef0123456789abcdef", Address.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Patterns_NewOnesArrive_AreAnnouncedAndMoveNothing()
    {
        await Store.AddAlertAsync(new() { Fingerprint = new string('a', 32) });
        await Store.AddAlertAsync(new() { Fingerprint = new string('b', 32) });
        var page = Open(Roles.Analyst, "?view=pattern");
        await PressAsync("j");
        var before = page.FindAll("tr[data-row]").Select(row => row.GetAttribute("data-row")).ToList();

        await Store.AddAlertAsync(new() { Level = Severity.Critical, Fingerprint = new string('c', 32) });
        await Store.AddAlertAsync(new() { Fingerprint = before[0]! });
        Notices.Publish(Topic.Alerts);

        page.WaitForAssertion(() => Assert.Contains("1 new", page.Find(".head").TextContent, StringComparison.Ordinal));
        Assert.Equal(before, page.FindAll("tr[data-row]").Select(row => row.GetAttribute("data-row")));
        Assert.Contains("2 times", page.FindAll("tr[data-row]")[0].TextContent, StringComparison.Ordinal);
        Assert.Equal("true", page.FindAll("tr[data-row]")[1].GetAttribute("aria-current"));
    }

    private IRenderedComponent<AlertsPage> Open(string role, string query = "")
    {
        SignIn(role);
        Address.NavigateTo(AppRoutes.Alerts + query);
        return Render<AlertsPage>();
    }

    private static IReadOnlyList<IElement> Rows(IRenderedComponent<AlertsPage> page) => page.FindAll("tr[data-row]");

    private Task<Features.Decisions.DecisionResult> CloseAsync(Guid id) => new Features.Decisions.CloseCommands(Store, Store.Time, Store.Notices)
        .CloseAsync(AlertStore.OtherAnalyst, id, 0, new(AlertOutcome.FalsePositive, "noise"), CancellationToken.None);
}
