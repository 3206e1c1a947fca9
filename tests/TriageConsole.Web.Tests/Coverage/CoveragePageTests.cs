using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Events;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Coverage;
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
        Services.AddScoped<CoverageQueries>();
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
    public async Task Render_Full_ShowsTilesChartsAdviceAndHosts()
    {
        await CoverageSeed.AddHostAsync(Store, 900, "ws-1", _day, (DataComponent.ProcessCreationSysmon, 1_234), (DataComponent.CommandLine, 1_234));
        await Store.AddAlertAsync(new() { FirstUtc = _day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc), Completeness = 20 });

        var page = Page();

        var tiles = page.FindAll(".tc-tile-value").Select(tile => tile.TextContent.Trim()).ToList();
        Assert.Equal(["◐ weakened", "1", "1,234", "1", "1", "0"], tiles);
        Assert.Equal(3, page.FindComponents<Chart>().Count);
        Assert.Contains("No Sysmon 7 from the only host", page.Find(".tc-advice").TextContent, StringComparison.Ordinal);
        Assert.Equal("/hosts/900", page.Find("tbody th a.tc-link").GetAttribute("href"));
        Assert.Equal("/alerts?status=all&host=ws-1", page.Find("tbody td a[aria-label='Alerts of ws-1']").GetAttribute("href"));
    }

    [Fact]
    public async Task Render_HostileHost_IsText()
    {
        await CoverageSeed.AddHostAsync(Store, 900, AlertStore.Hostile + "\u202E", _day, (DataComponent.ModuleLoad, 1));

        var page = Page();

        Assert.Empty(page.FindAll("img"));
        Assert.Equal($"{AlertStore.Hostile}⟨U+202E⟩", page.Find("tbody th a.tc-link").TextContent);
        Assert.Equal("– not evaluable", page.Find(".tc-tile-value").TextContent.Trim());
    }

    [Fact]
    public async Task Period_Chosen_IsInTheAddressAndNarrows()
    {
        await CoverageSeed.AddHostAsync(Store, 900, "ws-1", _day, (DataComponent.ProcessCreationSysmon, 1));
        await CoverageSeed.AddHostAsync(Store, 901, "old", new(2020, 1, 1), (DataComponent.ProcessCreationSysmon, 1));
        var page = Page();
        Assert.Equal(2, page.FindAll("tbody th a.tc-link").Count);

        page.FindAll("[aria-label=Period] button")[0].Click();

        Assert.EndsWith("/coverage?days=7", Address, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody th a.tc-link")));
        Assert.Equal("true", page.FindAll("[aria-label=Period] button")[0].GetAttribute("aria-pressed"));
        Assert.Contains("1 more silent", page.Find(".tc-tiles").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mark_OfDayAndLevel_OpensItsAlerts()
    {
        await Store.AddAlertAsync(new() { FirstUtc = new(2026, 3, 1, 5, 0, 0, DateTimeKind.Utc), Level = Severity.Critical });
        var page = Page();
        var bars = page.FindComponents<Chart>().Single(chart => chart.Instance.Model is StackedBarChart);

        await page.InvokeAsync(() => bars.Instance.OnMark.InvokeAsync(new("Critical", "2026-03-01", "")));
        Assert.EndsWith("/alerts?status=all&level=Critical&from=2026-03-01&until=2026-03-01", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notice_OfAnImport_ShowsTheNewHost()
    {
        var page = Page();
        await CoverageSeed.AddHostAsync(Store, 900, "ws-1", _day, (DataComponent.ProcessCreationSysmon, 1));

        Store.Notices.Publish(Topic.Imports);

        page.WaitForAssertion(() => Assert.Single(page.FindAll("tbody th a.tc-link")), TimeSpan.FromSeconds(10));
    }

    private IRenderedComponent<CoveragePage> Page()
    {
        GoTo(AppRoutes.Coverage);
        var page = Render<CoveragePage>();
        page.WaitForState(() => page.FindAll("[role=status]").Count == 0, TimeSpan.FromSeconds(10));
        return page;
    }
}
