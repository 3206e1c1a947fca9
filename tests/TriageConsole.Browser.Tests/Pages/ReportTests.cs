using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using TriageConsole.Browser.Tests.Setup;
using TriageConsole.Data;
using TriageConsole.Domain.Alerts;
using TriageConsole.Testing;
using TriageConsole.Web;
using TriageConsole.Web.Features.Reports.Evidence;
using TriageConsole.Web.Features.Reports.Making;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace TriageConsole.Browser.Tests.Pages;

/// <summary>A report as a manager makes, reads and hands it on.</summary>
public sealed class ReportTests(ChromiumFixture chromium, FilledConsole server) : BrowserTest(chromium, server), IClassFixture<FilledConsole>
{
    [Fact]
    public async Task Report_MadeOnThePage_OpensPrintsAndVerifies()
    {
        await SignInAsync(Roles.Manager);
        await GoToAsync(AppRoutes.Reports);
        await Page.GetByRole(AriaRole.Button, new() { Name = "This month so far" }).ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Make it" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Reports", Exact = true }).GetByText("✓ Made").First).ToBeVisibleAsync(new() { Timeout = 120_000 });
        await AddScheduleAsync();
        foreach (var theme in Looks.Themes)
        {
            await Page.SetThemeAsync(Server.Address, theme);
            await GoToAsync(AppRoutes.Reports);
            await Expect(Page.GetByText("Fingerprint (SHA-256")).ToBeVisibleAsync();
            foreach (var width in (int[])[Looks.Wide, Looks.Narrow])
            {
                await Page.SetViewportSizeAsync(width, 900);
                await Page.WaitForTimeoutAsync(350);
                await ScreenshotAsync(string.Create(CultureInfo.InvariantCulture, $"reports-{theme}-{width}"));
                await Page.AssertAccessibleAsync();
                await Page.AssertNoSidewaysScrollAsync();
            }
        }

        await Page.SetViewportSizeAsync(Looks.Wide, 900);
        await CheckPackAsync();
        if (server.Services.GetRequiredService<ChromiumPrinter>().Program is not null)
            await (await DownloadAsync("PDF of the report")).SaveAsAsync(Checkout.PathOf("TestResults", "screenshots", "report.pdf"));
        await LookAtReportAsync();
    }

    private async Task AddScheduleAsync()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Add a schedule" }).ClickAsync();
        await Page.GetByRole(AriaRole.Textbox, new() { Name = "Name", Exact = true }).FillAsync("<img src=x onerror=alert(1)>");
        await Page.AssertAccessibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "List of schedules" })).ToContainTextAsync("Every Monday at 06:00, Europe/Berlin");
    }

    private async Task CheckPackAsync()
    {
        var pack = await DownloadAsync("Evidence pack of the report");
        await using var file = File.OpenRead(await pack.PathAsync());
        var verdict = PackVerifier.Verify(file, new(server.Services.GetRequiredService<InstanceKey>().Public().Fingerprint));
        Assert.Empty(verdict.Faults);
        Assert.Equal(ConsoleServer.PersonOf(Roles.Manager), verdict.Manifest!.MadeBy);
    }

    private async Task LookAtReportAsync()
    {
        var open = Page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Open the report") }).First;
        await GoToAsync((await open.GetAttributeAsync("href"))!);
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Summary" })).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Main)).ToContainTextAsync("What cannot be seen");
        await Expect(Page.Locator("main img")).ToHaveCountAsync(0);
        await using (var db = await server.Services.GetRequiredService<IDbContextFactory<TriageContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
            await Expect(Page.Locator("#summary dl div", new() { HasText = "Alerts raised" }).Locator("b")).ToHaveTextAsync((await db.Alerts.CountAsync(TestContext.Current.CancellationToken)).ToString("N0", CultureInfo.InvariantCulture));
        await Page.AssertAccessibleAsync();
        await ScreenshotAsync("report-html");
        await Page.SetViewportSizeAsync(Looks.Narrow, 900);
        await Page.AssertNoSidewaysScrollAsync();
        await ScreenshotAsync("report-html-narrow");
    }

    private async Task<IDownload> DownloadAsync(string name) =>
        await Page.RunAndWaitForDownloadAsync(() => Page.GetByRole(AriaRole.Link, new() { NameRegex = new("^" + name) }).First.ClickAsync());
}
