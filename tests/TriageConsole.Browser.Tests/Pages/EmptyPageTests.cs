using System.Globalization;
using TriageConsole.Browser.Tests.Setup;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace TriageConsole.Browser.Tests.Pages;

/// <summary>Pages with nothing on them say what to do next.</summary>
public sealed class EmptyPageTests(ChromiumFixture chromium, ConsoleServer server) : BrowserTest(chromium, server), IClassFixture<ConsoleServer>
{
    [Theory]
    [InlineData("alerts", AppRoutes.Alerts, "The queue is empty")]
    [InlineData("alerts-narrowed", AppRoutes.Alerts + "?host=nowhere", "No alert matches")]
    [InlineData("alert", AppRoutes.Alerts + "/00000000-0000-0000-0000-000000000001", "This alert does not exist")]
    [InlineData("hunt", AppRoutes.Hunt, "No process is stored yet")]
    [InlineData("hunt-process", AppRoutes.Hunt + "/999", "This process is not stored")]
    [InlineData("hosts", AppRoutes.Hosts, "No host is known yet")]
    [InlineData("hosts-narrowed", AppRoutes.Hosts + "?q=nowhere", "No host matches")]
    [InlineData("host", AppRoutes.Hosts + "/999", "This host is not known")]
    [InlineData("cases", AppRoutes.Cases, "No cases yet")]
    [InlineData("case", AppRoutes.Cases + "/999", "There is no such case")]
    [InlineData("baseline", AppRoutes.Baseline, "No approved use yet")]
    [InlineData("baseline-use", AppRoutes.Baseline + "/00000000-0000-0000-0000-000000000001", "There is no such approved use")]
    [InlineData("baseline-edit", AppRoutes.Baseline + "/00000000-0000-0000-0000-000000000001/edit", "There is no such approved use")]
    [InlineData("baseline-groups", AppRoutes.BaselineGroups, "There are no groups yet")]
    [InlineData("baseline-inventory", AppRoutes.BaselineInventory, "No use of a script host")]
    [InlineData("baseline-suggestions", AppRoutes.BaselineSuggestions, "No suggestion")]
    [InlineData("coverage", AppRoutes.Coverage, "No telemetry yet")]
    [InlineData("reports", AppRoutes.Reports, "No report was made yet")]
    [InlineData("detection-runs", AppRoutes.Detection + "?tab=runs", "Nothing was run over history yet")]
    [InlineData("self-test", AppRoutes.SelfTest, "The self-test has not run yet")]
    [InlineData("imports", AppRoutes.Imports, "Nothing was imported yet")]
    [InlineData("targets", AppRoutes.Targets, "There are no targets yet")]
    [InlineData("import", AppRoutes.Imports + "/999", "There is no import 999")]
    public async Task Page_WithoutData_SaysWhatToDoNext(string page, string address, string says)
    {
        await SignInAsync(Roles.Admin);
        foreach (var theme in Looks.Themes)
        {
            await Page.SetThemeAsync(Server.Address, theme);
            await Page.SetViewportSizeAsync(Looks.Wide, 900);
            await GoToAsync(address);
            await Expect(Page.Locator(".tc-empty").GetByText(says)).ToBeVisibleAsync();
            await Expect(Page.Locator(".tc-empty").Locator("a, p")).Not.ToHaveCountAsync(0);
            foreach (var width in (int[])[Looks.Wide, Looks.Narrow])
            {
                await Page.SetViewportSizeAsync(width, 900);
                await Page.AssertAccessibleAsync();
                await Page.AssertNoSidewaysScrollAsync();
                await ScreenshotAsync(string.Create(CultureInfo.InvariantCulture, $"empty-{page}-{theme}-{width}"));
            }
        }
    }
}
