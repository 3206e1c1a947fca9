using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TriageConsole.Browser.Tests.Setup;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace TriageConsole.Browser.Tests.Triage;

/// <summary>The queue and an alert without a mouse.</summary>
public sealed class KeyboardTests(ChromiumFixture chromium, FilledConsole server) : BrowserTest(chromium, server), IClassFixture<FilledConsole>
{
    [Fact]
    public async Task Queue_WalkedByKeys_OpensAnAlertAndItsDecision()
    {
        await SignInAsync(Roles.Analyst);
        await GoToAsync(AppRoutes.Alerts);
        await CursorIsOnAsync(0);
        await PressUntilAsync("j", () => CursorIsOnAsync(1));
        await Page.Keyboard.PressAsync("j");
        await CursorIsOnAsync(2);
        await Page.Keyboard.PressAsync("k");
        await CursorIsOnAsync(1);
        var chain = await Rows.Nth(1).GetByRole(AriaRole.Link).InnerTextAsync();

        await Page.Keyboard.PressAsync("Enter");
        await Page.WaitForURLAsync(new Regex("/alerts/[0-9a-f-]{36}\\?queue="));
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(chain);

        var allow = Page.GetByRole(AriaRole.Region, new() { Name = "Allow as approved use" });
        await PressUntilAsync("a", () => Expect(allow).ToBeVisibleAsync(new() { Timeout = 1_000 }));
        await Expect(allow.GetByLabel("Business reason")).ToBeFocusedAsync();

        // What is typed is text, not keys of the page.
        await Page.Keyboard.TypeAsync("jackal");
        await Expect(allow.GetByLabel("Business reason")).ToHaveValueAsync("jackal");
        await Page.Keyboard.PressAsync("Escape");
        await Expect(allow).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Queue_DecidedByKeys_LeavesTheNextAlertUnderTheCursor()
    {
        await SignInAsync(Roles.Analyst);
        await GoToAsync(AppRoutes.Alerts);
        await CursorIsOnAsync(0);
        var decided = await Rows.Nth(0).GetAttributeAsync("data-row");
        var next = await Rows.Nth(1).GetAttributeAsync("data-row");

        var panel = Page.GetByRole(AriaRole.Region, new() { Name = "Escalate" });
        await PressUntilAsync("e", () => Expect(panel).ToBeVisibleAsync(new() { Timeout = 1_000 }));
        await Expect(panel.GetByLabel("Note")).ToBeFocusedAsync();
        await Page.Keyboard.TypeAsync("Seen on this host before.");
        await Page.Keyboard.PressAsync("Tab");
        await Page.Keyboard.PressAsync("Enter");

        await Expect(Page.GetByRole(AriaRole.Group, new() { Name = "Last decision" })).ToContainTextAsync("Escalated ");
        await Expect(Page.Locator($"tr[data-row='{decided}']")).ToHaveCountAsync(0);
        await Expect(Page.Locator($"tr[data-row='{next}']")).ToHaveAttributeAsync("aria-current", "true");
        await Expect(Page.Locator($"tr[data-row='{next}'] a")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Queue_ClosedByKeys_TakesThreeKeysAndTheNote()
    {
        await SignInAsync(Roles.Analyst);
        await GoToAsync(AppRoutes.Alerts);
        await CursorIsOnAsync(0);
        var panel = Page.GetByRole(AriaRole.Region, new() { Name = "Close" });
        for (var decision = 0; decision < 2; decision++)
        {
            var decided = await Page.Locator("tr[aria-current=true]").GetAttributeAsync("data-row");
            await PressUntilAsync("c", () => Expect(panel.GetByRole(AriaRole.Radio).First).ToBeFocusedAsync(new() { Timeout = 1_000 }));
            await Page.Keyboard.PressAsync("9");
            await Expect(panel.GetByRole(AriaRole.Radio).First).ToBeFocusedAsync();
            await Page.Keyboard.PressAsync("2");
            await Expect(panel.GetByLabel("Note")).ToBeFocusedAsync();
            await Page.Keyboard.TypeAsync($"Roll-out {decision}.");
            await Page.Keyboard.PressAsync("Control+Enter");

            await Expect(Page.Locator($"tr[data-row='{decided}']")).ToHaveCountAsync(0);
            await Expect(Page.GetByRole(AriaRole.Group, new() { Name = "Last decision" })).ToContainTextAsync("as benign positive");
            await Expect(Page.Locator("tr[aria-current=true] a")).ToBeFocusedAsync();
        }
    }

    [Fact]
    public async Task Queue_Keys_AreShownAndSearchTakesTheFocus()
    {
        await SignInAsync(Roles.Manager);
        await GoToAsync(AppRoutes.Alerts);
        var keys = Page.GetByRole(AriaRole.Region, new() { Name = "Keys" });
        await PressUntilAsync("?", () => Expect(keys).ToBeVisibleAsync(new() { Timeout = 1_000 }));
        await Page.Keyboard.PressAsync("/");
        await Expect(Page.GetByLabel("Search chain")).ToBeFocusedAsync();

        // A manager's keys decide nothing, and the page says why.
        await Page.Keyboard.PressAsync("Escape");
        await Rows.Nth(1).GetByRole(AriaRole.Link).FocusAsync();
        await Page.Keyboard.PressAsync("a");
        await Expect(Page.GetByText("Managers read alerts; analysts and admins decide them.")).ToBeVisibleAsync();
    }

    private ILocator Rows => Page.Locator(".queue tbody tr[data-row]");

    private Task CursorIsOnAsync(int index) => Expect(Rows.Nth(index)).ToHaveAttributeAsync("aria-current", "true", new() { Timeout = 2_000 });

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
