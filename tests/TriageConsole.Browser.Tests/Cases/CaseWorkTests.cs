using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TriageConsole.Browser.Tests.Setup;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace TriageConsole.Browser.Tests.Cases;

/// <summary>Work on a case from opening it to its report, and somebody being told that they were named.</summary>
public sealed class CaseWorkTests(ChromiumFixture chromium, FilledConsole server) : BrowserTest(chromium, server), IClassFixture<FilledConsole>
{
    [Fact]
    public async Task Case_OpenedByHand_TakesAlertsNoteTaskAndAnotherCaseIntoItsReport()
    {
        await SignInAsync(Roles.Analyst);
        var first = await OpenAsync("Setup wave");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Add alerts" }).ClickAsync();
        var offered = Page.GetByRole(AriaRole.Region, new() { Name = "Alerts that can be added" });
        var held = Page.GetByRole(AriaRole.Region, new() { Name = "Alerts of this case" }).Locator("tbody tr");
        await offered.GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(held).ToHaveCountAsync(1);
        await offered.GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(held).ToHaveCountAsync(2);

        var notes = Page.GetByRole(AriaRole.Region, new() { Name = "Notes" });
        await notes.GetByRole(AriaRole.Textbox).FillAsync("# Seen\n\n- **two** hosts\n- <img src=x onerror=alert(1)>\n- [no](javascript:alert(1)) and [yes](https://example.com)");
        await notes.GetByRole(AriaRole.Button, new() { Name = "Add note" }).ClickAsync();
        await Expect(notes.Locator(".tc-written strong")).ToHaveTextAsync("two");
        await Expect(notes.GetByText("<img src=x onerror=alert(1)>")).ToBeVisibleAsync();
        await Expect(notes.Locator("article a")).ToHaveCountAsync(1);
        await Expect(Page.Locator("main img")).ToHaveCountAsync(0);

        var tasks = Page.GetByRole(AriaRole.Region, new() { Name = "Tasks" });
        await tasks.GetByLabel("What is to be done").FillAsync("Isolate the host");
        await tasks.GetByLabel("Who").SelectOptionAsync(ConsoleServer.PersonOf(Roles.Admin));
        await tasks.GetByLabel("Due").FillAsync("2026-11-20");
        await tasks.GetByRole(AriaRole.Button, new() { Name = "Add task" }).ClickAsync();
        await Expect(tasks.GetByText("late", new() { Exact = true })).ToBeVisibleAsync();
        await tasks.GetByRole(AriaRole.Checkbox, new() { Name = "Isolate the host" }).CheckAsync();
        await Expect(tasks.GetByText("done by")).ToBeVisibleAsync();
        await LookAsync("case-worked");

        var second = await OpenAsync("The same again");
        await Page.GotoAsync(AppRoutes.CaseOf(first));
        await Page.GetByRole(AriaRole.Button, new() { Name = "Merge into" }).ClickAsync();
        await Page.GetByRole(AriaRole.Form, new() { Name = "Merge into another case" }).GetByLabel("Into").SelectOptionAsync(second.ToString(CultureInfo.InvariantCulture));
        await Page.GetByRole(AriaRole.Button, new() { Name = "Merge", Exact = true }).ClickAsync();
        await Page.WaitForURLAsync(new Regex($"/cases/{second}\\?merged={first}$"));
        await Expect(Page.GetByText("was merged into this one")).ToBeVisibleAsync();
        await Expect(held).ToHaveCountAsync(2);
        await Expect(notes.Locator(".tc-written strong")).ToHaveTextAsync("two");

        await GoToAsync(AppRoutes.CaseReportOf(second));
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = $"Case {second}: The same again" })).ToBeVisibleAsync();
        await Expect(Page.Locator("svg.tc-tree-print")).ToHaveCountAsync(2);
        await Expect(Page.GetByText("Isolate the host").First).ToBeVisibleAsync();
        await Expect(Page.Locator("img")).ToHaveCountAsync(0);
        await Page.EmulateMediaAsync(new() { Media = Media.Print });
        await ScreenshotAsync("case-report-print");
        await Page.EmulateMediaAsync(new() { Media = Media.Screen });
        await GoToAsync(AppRoutes.Cases + "?status=merged");
        await Expect(Page.Locator(".cases tbody tr")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Mention_ChosenByKeyboard_RingsTheOthersBellAndLeadsToTheAlert()
    {
        var admin = ConsoleServer.PersonOf(Roles.Admin);
        await SignInAsync(Roles.Analyst);
        await GoToAsync(AppRoutes.AlertOf(server.WideAlert));
        var history = Page.GetByRole(AriaRole.Region, new() { Name = "History" });
        var field = history.GetByLabel("Comment");

        // A page as long as this one takes its time until names are offered.
        await Expect(field).ToHaveAttributeAsync("aria-autocomplete", "list");
        await field.PressSequentiallyAsync("Your host? @" + admin[..^2]);
        await Expect(Page.GetByRole(AriaRole.Listbox, new() { Name = "People" }).GetByRole(AriaRole.Option, new() { Name = admin })).ToBeVisibleAsync();
        await ScreenshotAsync("mention-list");
        await field.PressAsync("Enter");
        await Expect(field).ToHaveValueAsync($"Your host? @{admin} ");
        await field.PressSequentiallyAsync("<b>look</b>");
        await history.GetByRole(AriaRole.Button, new() { Name = "Comment" }).ClickAsync();
        await Expect(history.Locator(".tc-mention")).ToHaveTextAsync("@" + admin);
        await Expect(history.GetByText("<b>look</b>")).ToBeVisibleAsync();

        await SignInAsync(Roles.Admin);
        await GoToAsync(AppRoutes.Cases);
        await Page.GetByRole(AriaRole.Link, new() { NameRegex = new Regex("Notifications, [0-9]+ not read") }).ClickAsync();
        var line = Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Your host?" });
        await Expect(line).ToContainTextAsync("named you in");
        await Expect(Page.Locator("main b")).ToHaveCountAsync(0);
        await LookAsync("notifications-filled");
        await line.GetByRole(AriaRole.Link).ClickAsync();
        await Page.WaitForURLAsync(new Regex(server.WideAlert.ToString("D")));
    }

    private async Task<long> OpenAsync(string title)
    {
        await GoToAsync(AppRoutes.Cases);
        await Page.GetByRole(AriaRole.Button, new() { Name = "New case" }).ClickAsync();
        var form = Page.GetByRole(AriaRole.Form, new() { Name = "New case" });
        await form.GetByLabel("Title").FillAsync(title);
        await form.GetByRole(AriaRole.Button, new() { Name = "Open the case" }).ClickAsync();
        await Page.WaitForURLAsync(new Regex("/cases/[0-9]+$"));
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = title })).ToBeVisibleAsync();
        return long.Parse(Page.Url.Split('/')[^1], CultureInfo.InvariantCulture);
    }

    /// <summary>Leaves pictures of the page as it is stored, in both themes and widths.</summary>
    private async Task LookAsync(string name)
    {
        var shown = Page.Url;
        foreach (var theme in Looks.Themes)
        {
            await Page.SetThemeAsync(Server.Address, theme);
            await GoToAsync(shown);
            await Expect(Page.GetByRole(AriaRole.Listitem).And(Page.Locator("main li")).First).ToBeVisibleAsync();
            foreach (var width in (int[])[Looks.Wide, Looks.Narrow])
            {
                await Page.SetViewportSizeAsync(width, 900);
                await Page.WaitForTimeoutAsync(350);
                await ScreenshotAsync(string.Create(CultureInfo.InvariantCulture, $"{name}-{theme}-{width}"));
                await Page.AssertAccessibleAsync();
                await Page.AssertNoSidewaysScrollAsync();
            }
        }

        await Page.SetViewportSizeAsync(Looks.Wide, 900);
    }
}
