using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using TriageConsole.Browser.Tests.Setup;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace TriageConsole.Browser.Tests.Triage;

/// <summary>A blind exercise from its start by a lead to the numbers as they were before.</summary>
public sealed class ExerciseTests(ChromiumFixture chromium, FilledConsole server) : BrowserTest(chromium, server), IClassFixture<FilledConsole>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Blind_StartedDecidedAndEnded_LeavesTheResultAndTheNumbersAsTheyWere()
    {
        await SignInAsync(Roles.Manager);
        var coverage = await CoverageAsync();
        var queue = await QueueAsync();

        await GoToAsync(AppRoutes.Exercises);
        await Expect(Page.GetByText("No exercise yet")).ToBeVisibleAsync();
        await Expect(Page).ToHaveTitleAsync(new Regex("^Exercises"));
        await Page.AssertAccessibleAsync();
        await ScreenshotAsync("exercises-empty");
        await GoToAsync(AppRoutes.ExerciseNew);
        await Expect(Page).ToHaveTitleAsync(new Regex("^Start an exercise"));
        await Page.AssertAccessibleAsync();
        await ScreenshotAsync("exercise-new");
        await StartAsync();
        var result = new Uri(Page.Url).AbsolutePath;
        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Its alert" })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        var alert = await AlertAsync();

        await SignInAsync(Roles.Analyst);
        await GoToAsync(AppRoutes.Exercises);
        await Expect(Page.GetByText("No exercise yet")).ToBeVisibleAsync();
        await GoToAsync(AppRoutes.AlertOf(alert.PublicId));
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(alert.Chain);
        await Expect(Page.GetByText("exercise")).ToHaveCountAsync(0 + await NavAsync());
        var panel = Page.GetByRole(AriaRole.Region, new() { Name = "Escalate" });
        await PressUntilAsync("e", () => Expect(panel).ToBeVisibleAsync(new() { Timeout = 1_000 }));
        await Expect(panel.GetByLabel("Note")).ToBeFocusedAsync();
        await Page.Keyboard.TypeAsync("This is an attack.");
        await Page.Keyboard.PressAsync("Tab");
        await Page.Keyboard.PressAsync("Enter");
        var label = Page.GetByRole(AriaRole.Region, new() { Name = "Exercise" });
        await Expect(label).ToContainTextAsync("Attack");
        await Page.AssertAccessibleAsync();
        await ScreenshotAsync("exercise-alert-decided");

        await SignInAsync(Roles.Manager);
        await GoToAsync(result);
        var row = Page.Locator("section[aria-labelledby='items-title'] tbody tr");
        await Expect(row).ToContainTextAsync("Right");
        await Expect(row).ToContainTextAsync(ConsoleServer.PersonOf(Roles.Analyst));
        await Expect(row).ToContainTextAsync("This is an attack.");
        await Page.AssertAccessibleAsync();
        await ScreenshotAsync("exercise-running");
        await PressEndAsync();
        await Expect(Page.GetByText("Ended: ended by its lead")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Expect(Page.Locator(".tc-tile-value").First).ToHaveTextAsync("100 %");
        await ScreenshotAsync("exercise-ended");

        Assert.Equal(coverage, await CoverageAsync());
        Assert.Equal(queue, await QueueAsync());
        await GoToAsync(AppRoutes.AlertOf(alert.PublicId));
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("This alert was part of an exercise");
        await Expect(Page).ToHaveTitleAsync(new Regex("^Was an exercise"));
        await Page.AssertAccessibleAsync();
        await ScreenshotAsync("exercise-gone-alert");
        await GoToAsync(AppRoutes.Exercises);
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Exercises", Exact = true })).ToContainTextAsync("Drill <img src=x onerror=alert(1)>");
        await Page.AssertAccessibleAsync();
        await ScreenshotAsync("exercises-list");
        await Page.SetViewportSizeAsync(800, 900);
        await ScreenshotAsync("exercises-list-800");
        await GoToAsync(result);
        await Expect(row).ToBeVisibleAsync();
        await ScreenshotAsync("exercise-ended-800");
    }

    /// <summary>A page that was just loaded takes nothing in until its circuit stands; a person would try again, too.</summary>
    private async Task StartAsync()
    {
        for (var tries = 0; tries < 6 && !Regex.IsMatch(Page.Url, "/exercises/\\d+$"); tries++)
        {
            await Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Drill <img src=x onerror=alert(1)>");
            await Page.GetByLabel("Attacks", new() { Exact = true }).FillAsync("1");
            await Page.GetByLabel("Routine uses that look like attacks").FillAsync("0");
            await Page.GetByLabel("Alerts enter over so many minutes").FillAsync("0");
            await Page.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
            await Task.Delay(1_500, Cancel);
        }

        await Page.WaitForURLAsync(new Regex("/exercises/\\d+$"));
    }

    // The word stands once in the navigation, and nowhere else.
    private Task<int> NavAsync() => Page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByText("exercise").CountAsync();

    private async Task<IReadOnlyList<string>> CoverageAsync()
    {
        await GoToAsync(AppRoutes.Coverage);
        // Some of the figures come with the rest of the page.
        await Expect(Page.Locator("#telemetry-title")).ToBeVisibleAsync();
        return await Page.Locator(".tc-tiles > li").AllInnerTextsAsync();
    }

    private async Task<string> QueueAsync()
    {
        await GoToAsync(AppRoutes.Alerts);
        var count = Page.GetByText(new Regex("^[\\d,]+ alerts?$"));
        await Expect(count).ToBeVisibleAsync();
        return await count.InnerTextAsync();
    }

    private async Task<AlertRow> AlertAsync()
    {
        await using var db = await Server.Services.GetRequiredService<IDbContextFactory<TriageContext>>().CreateDbContextAsync(Cancel);
        var item = await db.ExerciseItems.SingleAsync(Cancel);
        return await db.Alerts.SingleAsync(row => row.PublicId == item.AlertId, Cancel);
    }

    private async Task PressEndAsync()
    {
        var end = Page.GetByRole(AriaRole.Button, new() { Name = "End now" });
        for (var tries = 0; tries < 5 && await end.IsVisibleAsync() && await end.IsEnabledAsync(); tries++)
        {
            await end.ClickAsync();
            await Task.Delay(500, Cancel);
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
                await Task.Delay(300, Cancel);
            }
        }
    }
}
