using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Events;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Components.Times;
using TriageConsole.Web.Features.Alerts.Sla;
using TriageConsole.Web.Features.Baseline;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Live;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Pages;
using Xunit;

namespace TriageConsole.Web.Tests.Coverage;

public sealed class CoveragePageTests : PageContext
{
    private static readonly DateOnly _day = new(2026, 3, 1);

    public CoveragePageTests()
    {
        Services.AddCoverage();
        Services.AddSingleton<TriageConsole.Web.Features.Operations.OperationsNotices>();
        Services.AddSingleton<SlaQueries>();
        Services.AddScoped<BaselineQueries>();
        Services.AddSingleton(DetectionRuntime.Load(DetectionRuntime.ShippedFolder));
        SignIn(AlertStore.Manager);
    }

    [Fact]
    public void Render_NothingImported_SaysWhatToDo()
    {
        var page = Page();

        Assert.Equal("No telemetry yet", page.Find(".tc-empty-title").TextContent);
        Assert.Equal("/imports", page.Find(".tc-empty a").GetAttribute("href"));
        Assert.Empty(page.FindAll(".tc-chart"));
    }

    [Fact]
    public async Task Render_Full_ShowsTilesChartsGradesAdviceAndHosts()
    {
        await CoverageSeed.AddHostAsync(Store, 900, "ws-1", _day, (DataComponent.ProcessCreationSysmon, 1_234), (DataComponent.CommandLine, 1_234));
        await Store.AddAlertAsync(new() { FirstUtc = Noon, Completeness = 20 });

        var page = Page();

        var tiles = page.FindAll(".tc-tile-value").Select(tile => tile.TextContent.Trim()).ToList();
        Assert.Equal(["– not evaluable", "1", "1,234", "1", "1", "1", "0"], tiles);
        Assert.Equal(14, page.FindComponents<Chart>().Count);
        Assert.NotEmpty(page.FindAll(".tc-advice li"));
        Assert.Contains("/hosts/900", page.FindAll(HostLinks).Select(link => link.GetAttribute("href")));
        Assert.Contains("No self-test was completed.", page.Find("section[aria-labelledby=grades]").TextContent, StringComparison.Ordinal);
        Assert.Equal("/coverage/navigator-layer.json", page.Find("a[download]").GetAttribute("href"));
        Assert.Contains("Only one host sent telemetry, ws-1", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_HostileNames_AreText()
    {
        await CoverageSeed.AddHostAsync(Store, 900, AlertStore.Hostile + "\u202E", _day, (DataComponent.ModuleLoad, 1));
        await CoverageSeed.AddGroupAsync(Store, "<b>group</b>", "<img*");
        var alert = await Store.AddAlertAsync(new() { FirstUtc = Noon });
        await using (var db = Store.CreateDbContext())
        {
            var row = (await db.Alerts.FindAsync([alert.Id], Xunit.TestContext.Current.CancellationToken))!;
            (row.ProxyName, row.Script, row.DecidedBy, row.Status, row.Outcome) = (AlertStore.Hostile, AlertStore.Hostile, AlertStore.Hostile, AlertStatus.Closed, AlertOutcome.FalsePositive);
            db.AlertFindings.Add(new() { AlertId = row.Id, ProcessId = row.ProxyProcessId, SignalId = AlertStore.Hostile, Points = 1 });
            await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        }

        var page = Page();

        Assert.Empty(page.FindAll("img"));
        Assert.Empty(page.FindAll("b"));
        Assert.Equal($"{AlertStore.Hostile}⟨U+202E⟩", page.Find(HostLinks).TextContent);
        Assert.Contains(page.FindAll(".tc-chart-table th[scope=row]"), head => head.TextContent == AlertStore.Hostile);
    }

    [Fact]
    public async Task Period_Chosen_IsInTheAddressAndNarrows()
    {
        await CoverageSeed.AddHostAsync(Store, 900, "ws-1", _day, (DataComponent.ProcessCreationSysmon, 1));
        await CoverageSeed.AddHostAsync(Store, 901, "old", new(2020, 1, 1), (DataComponent.ProcessCreationSysmon, 1));
        var page = Page("?days=all");
        Assert.Equal("2", Tile(page));

        page.FindAll("[aria-label=Period] button")[0].Click();

        page.WaitForAssertion(() => Assert.EndsWith("/coverage?days=7", Address, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        page.WaitForAssertion(() => Assert.Equal("1", Tile(page)), TimeSpan.FromSeconds(10));
        Assert.Equal("true", page.FindAll("[aria-label=Period] button")[0].GetAttribute("aria-pressed"));
        Assert.Contains("1 silent", page.Find(".tc-tiles").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Group_Chosen_IsInTheAddressAndNarrows()
    {
        await CoverageSeed.AddHostAsync(Store, 900, "ws-1", _day, (DataComponent.ProcessCreationSysmon, 1));
        await CoverageSeed.AddHostAsync(Store, 901, "srv-1", _day, (DataComponent.ProcessCreationSysmon, 1));
        await CoverageSeed.AddGroupAsync(Store, "Servers", "srv-*");
        var page = Page();

        page.Find("select[aria-label='Host group']").Change("Servers");

        page.WaitForAssertion(() => Assert.EndsWith("/coverage?group=Servers", Address, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        page.WaitForAssertion(() => Assert.Equal("srv-1", Assert.Single(Hosts(page)).TextContent), TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("?group=Printers", "There is no host group “Printers”")]
    [InlineData("?from=2027-01-01&until=2027-02-01", "The period lies in the future")]
    [InlineData("?from=2019-01-01&until=2019-02-01", "No host sent telemetry in this period. The last telemetry is of 2026-03-02.")]
    [InlineData("?days=8", "Left out of the address, since it makes no sense here: days “8”")]
    public async Task Address_OfNothing_SaysWhatIsMissing(string query, string expected)
    {
        await CoverageSeed.AddHostAsync(Store, 900, "ws-1", _day, (DataComponent.ProcessCreationSysmon, 1));

        var page = Page(query);

        Assert.Contains(page.FindAll("p.tc-panel[role=status]"), line => line.TextContent.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Zone_OfTheViewer_DecidesTheDayAndIsNamed()
    {
        await CoverageSeed.AddHostAsync(Store, 900, "ws-1", _day, (DataComponent.ProcessCreationSysmon, 1));
        await Store.AddAlertAsync(new() { FirstUtc = new(2026, 2, 28, 23, 30, 0, DateTimeKind.Utc) });

        var page = Page("", Spans.Berlin);

        var chart = page.FindComponents<Chart>().Select(c => c.Instance.Model).OfType<StackedBarChart>().Single(c => c.Title == "Alerts by level and day");
        Assert.Equal(("Day (Europe/Berlin)", 1), (chart.CategoryTitle, (int)chart.ToTable().Rows.Single(row => row.Name == "2026-03-01").Cells.Sum(cell => cell.Number!.Value)));
        Assert.Contains("days of Europe/Berlin (UTC+01:00)", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compare_Chosen_SaysBothPeriods()
    {
        await CoverageSeed.AddHostAsync(Store, 900, "ws-1", _day, (DataComponent.ProcessCreationSysmon, 1));
        await Store.AddAlertAsync(new() { FirstUtc = Noon });
        await Store.AddAlertAsync(new() { FirstUtc = Noon.AddDays(-8) });
        await Store.AddAlertAsync(new() { FirstUtc = Noon.AddDays(-9) });
        await Store.AddAlertAsync(new() { FirstUtc = Noon.AddDays(-99) });

        var page = Page("?days=7&compare=previous");

        Assert.Contains("Compared with 2026-02-17 to 2026-02-23.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Alerts 1, −50 % against 2", page.FindAll(".tc-deltas li").Select(line => line.TextContent));
    }

    [Fact]
    public async Task Mark_OfDayAndLevel_OpensItsAlerts()
    {
        await Store.AddAlertAsync(new() { FirstUtc = new(2026, 3, 1, 5, 0, 0, DateTimeKind.Utc), Level = Severity.Critical });
        var page = Page();
        var bars = page.FindComponents<Chart>().First(chart => chart.Instance.Model.Title == "Alerts by level and day");

        await page.InvokeAsync(() => bars.Instance.OnMark.InvokeAsync(new("Critical", "2026-03-01", "")));

        Assert.EndsWith("/alerts?status=all&level=Critical&began=2026-03-01T00%3A00%3A00Z..2026-03-02T00%3A00%3A00Z", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notice_OfAnImport_ShowsTheNewHost()
    {
        var page = Page();
        await CoverageSeed.AddHostAsync(Store, 900, "ws-1", _day, (DataComponent.ProcessCreationSysmon, 1));

        Store.Notices.Publish(Topic.Imports);

        page.WaitForAssertion(() => Assert.Single(Hosts(page)), TimeSpan.FromSeconds(10));
    }

    private const string HostLinks = "[aria-label='Hosts with what is missing'] tbody th a.tc-link";

    private static DateTime Noon => _day.ToDateTime(new(12, 0), DateTimeKind.Utc);

    private static IReadOnlyList<AngleSharp.Dom.IElement> Hosts(IRenderedComponent<CoveragePage> page) => page.FindAll(HostLinks);

    // Hosts that sent telemetry.
    private static string Tile(IRenderedComponent<CoveragePage> page) => page.FindAll(".tc-tile-value")[1].TextContent;

    private IRenderedComponent<CoveragePage> Page(string query = "", TimeZoneInfo? zone = null)
    {
        GoTo(AppRoutes.Coverage + query);
        var page = Render<CoveragePage>(parameters => parameters.AddCascadingValue(zone is null ? ViewerZone.Utc : new ViewerZone(zone)));
        page.WaitForState(() => !page.Markup.Contains("Loading", StringComparison.Ordinal) && !page.Markup.Contains("Reckoning", StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        return page;
    }
}
