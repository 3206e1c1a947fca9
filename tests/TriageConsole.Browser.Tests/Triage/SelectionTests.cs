using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TriageConsole.Browser.Tests.Setup;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace TriageConsole.Browser.Tests.Triage;

/// <summary>Many alerts at once, the way back, and views.</summary>
public sealed class SelectionTests(ChromiumFixture chromium, FilledConsole server) : BrowserTest(chromium, server), IClassFixture<FilledConsole>
{
    [Fact]
    public async Task Selection_ClosedAndUndone_LeavesTheQueueAndReturns()
    {
        await SignInAsync(Roles.Analyst);
        await GoToAsync(AppRoutes.Alerts);
        await Expect(Rows.Nth(2)).ToBeVisibleAsync();
        var rows = await Rows.CountAsync();
        var bar = Page.GetByRole(AriaRole.Group, new() { Name = "Selection" });
        await PressUntilAsync("x", () => Expect(bar).ToBeVisibleAsync(new() { Timeout = 1_000 }));
        await Page.Keyboard.PressAsync("j");
        await Page.Keyboard.PressAsync("j");
        await Page.Keyboard.PressAsync("Shift+X");
        await Expect(bar).ToContainTextAsync("3 selected");
        await LookAsync("selection");

        await Page.Keyboard.PressAsync("c");
        var panel = Page.GetByRole(AriaRole.Region, new() { Name = "Close 3 alerts" });
        await panel.GetByLabel("Benign positive").CheckAsync();
        await panel.GetByLabel("Note").FillAsync("Known roll-out.");
        await LookAsync("selection-close");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();

        var line = Page.GetByRole(AriaRole.Group, new() { Name = "Last decision" });
        await Expect(line).ToContainTextAsync("Closed 3 alerts as benign positive.");
        await Expect(Rows).ToHaveCountAsync(rows - 3);
        await LookAsync("selection-closed");
        await Page.Keyboard.PressAsync("u");
        await Expect(line).ToContainTextAsync("Taken back: closed 3 alerts");
        await GoToAsync(AppRoutes.Alerts);
        await Expect(Rows).ToHaveCountAsync(rows);
    }

    [Fact]
    public async Task View_Saved_OpensItsFilter()
    {
        await SignInAsync(Roles.Analyst);
        await GoToAsync(AppRoutes.Alerts + "?level=high&sort=due");
        var menu = Page.Locator("details.views");
        await menu.Locator("summary").ClickAsync();
        await menu.GetByLabel("Name of the view").FillAsync("High, due first");
        await menu.GetByLabel("share it").CheckAsync();
        await menu.GetByRole(AriaRole.Button, new() { Name = "Save view" }).ClickAsync();
        await Expect(menu.GetByRole(AriaRole.Link, new() { Name = "High, due first" })).ToBeVisibleAsync();
        await LookAsync("views");

        await SignInAsync(Roles.Manager);
        await GoToAsync(AppRoutes.Alerts);
        await menu.Locator("summary").ClickAsync();
        await Expect(menu.GetByRole(AriaRole.Button, new() { Name = "Rename" })).ToHaveCountAsync(0);
        await menu.GetByRole(AriaRole.Link, new() { Name = "High, due first" }).ClickAsync();
        await Page.WaitForURLAsync(new Regex(@"/alerts\?level=High&sort=due$"));
        await Expect(menu.Locator("summary")).ToContainTextAsync("Views: High, due first");
    }

    private ILocator Rows => Page.Locator(".queue tbody tr[data-row]");

    /// <summary>Pictures in both themes and widths, accessible in each.</summary>
    private async Task LookAsync(string name)
    {
        foreach (var width in (int[])[Looks.Narrow, Looks.Wide])
        {
            await Page.SetViewportSizeAsync(width, 900);
            await Page.WaitForTimeoutAsync(250);
            await ScreenshotAsync(FormattableString.Invariant($"{name}-{width}"));
            await Page.AssertAccessibleAsync();
            await Page.AssertNoSidewaysScrollAsync();
        }
    }

    /// <summary>A page that was just loaded hears no keys until its circuit stands; a person would press again, too.</summary>
    private async Task PressUntilAsync(string key, Func<Task> reached)
    {
        for (var tries = 0; ; tries++)
        {
            await Page.Keyboard.PressAsync(key);
            try
            {
                await reached();
                return;
            }
            catch (PlaywrightException) when (tries < 5)
            {
                await Task.Delay(300, TestContext.Current.CancellationToken);
            }
        }
    }
}
