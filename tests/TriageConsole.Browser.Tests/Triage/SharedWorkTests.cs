using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using TriageConsole.Browser.Tests.Setup;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Web;
using TriageConsole.Web.Features.Hunt;
using TriageConsole.Web.Hosting.Access;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace TriageConsole.Browser.Tests.Triage;

/// <summary>Work that others, the network and hostile data have a hand in.</summary>
public sealed class SharedWorkTests(ChromiumFixture chromium, FilledConsole server) : BrowserTest(chromium, server), IClassFixture<FilledConsole>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connection_CutWhileANoteIsTyped_KeepsTheWordsOverItsReturnAndAReload()
    {
        await using var line = new CuttableLine(Server.Address);
        await SignInAsync(Roles.Analyst);
        foreach (var pattern in (string[])["WebSocket", "Connection (disconnected|closed)", "ERR_", "Failed to", "reconnect"])
            Watch.Expect(pattern);
        await Page.GotoAsync(line.Address + AppRoutes.AlertOf(server.WideAlert));
        var field = Page.GetByRole(AriaRole.Region, new() { Name = "History" }).GetByLabel("Comment");
        await Expect(Page.Locator(".tc-tree-svg .tc-node").First).ToBeVisibleAsync();
        await field.PressSequentiallyAsync("Half a thought");

        // What keeps the words comes by this line, a moment after the field.
        for (var tries = 0; tries < 100 && !await Page.EvaluateAsync<bool>("Object.values(sessionStorage).includes('Half a thought')"); tries++)
            await Page.WaitForTimeoutAsync(50);

        line.Cut();
        var lost = Page.GetByRole(AriaRole.Dialog, new() { Name = "Connection lost" });
        await Expect(lost).ToBeVisibleAsync();
        await Expect(field).ToHaveValueAsync("Half a thought");
        await ScreenshotAsync("connection-lost");
        await Page.AssertAccessibleAsync();

        line.Mend();
        await Expect(lost).ToBeHiddenAsync(new() { Timeout = 60_000 });
        await Expect(field).ToHaveValueAsync("Half a thought");
        await field.PressAsync("End");
        await field.PressSequentiallyAsync(", and the rest");
        await Page.ReloadAsync();
        await Expect(field).ToHaveValueAsync("Half a thought, and the rest");
        await field.PressAsync("Control+Enter");
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "History" }).Locator(".note").First).ToHaveTextAsync("Half a thought, and the rest");
        await Expect(field).ToHaveValueAsync(string.Empty);
    }

    [Fact]
    public async Task Alert_DecidedByTwo_AsksTheSecondAndOverwritesNothing()
    {
        var id = await OpenAlertAsync();
        await SignInAsync(Roles.Admin);
        var admins = await Page.Context.StorageStateAsync();
        await SignInAsync(Roles.Analyst);
        await GoToAsync(AppRoutes.AlertOf(id));
        var mine = Page.GetByRole(AriaRole.Region, new() { Name = "Close" });
        await BeginAsync(Page, mine, "False positive", "Looks like our own script.");

        await using var other = await Page.Context.Browser!.NewContextAsync(new() { BaseURL = Server.Address, StorageState = admins });
        var theirs = await other.NewPageAsync();
        await theirs.GotoAsync(AppRoutes.AlertOf(id));
        var panel = theirs.GetByRole(AriaRole.Region, new() { Name = "Close" });
        await BeginAsync(theirs, panel, "True positive", "Seen at the gateway, too.");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
        await Expect(theirs.GetByRole(AriaRole.Group, new() { Name = "Last decision" })).ToContainTextAsync("as true positive");

        // The page has told of it by itself; what was begun before is still asked about.
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "History" })).ToContainTextAsync("Seen at the gateway, too.");
        await mine.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).ClickAsync();
        await Expect(mine.GetByRole(AriaRole.Alert)).ToContainTextAsync("was faster");
        await Expect(mine.GetByLabel("Note")).ToHaveValueAsync("Looks like our own script.");
        Assert.Equal(AlertOutcome.TruePositive, await OutcomeAsync(id));
        await ScreenshotAsync("decided-by-two");
        await Page.AssertAccessibleAsync();
        await mine.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        Assert.Equal(AlertOutcome.TruePositive, await OutcomeAsync(id));
    }

    [Fact]
    public async Task Queue_AlertThatArrives_IsAnnouncedAndMovesNoRow()
    {
        await SignInAsync(Roles.Analyst);
        await GoToAsync(AppRoutes.Alerts);
        var rows = Page.Locator(".queue tbody tr[data-row]");
        await Expect(rows.Nth(1)).ToBeVisibleAsync();
        await rows.Nth(1).Locator("td").Nth(1).ClickAsync();
        await Expect(rows.Nth(1)).ToHaveAttributeAsync("aria-current", "true");
        var (before, at) = (await OrderAsync(rows), await rows.Nth(1).BoundingBoxAsync());

        await RaiseAsync("<img src=x onerror=alert(1)> seen by hand");

        var news = Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("1 new") });
        await Expect(news).ToBeVisibleAsync();
        Assert.Equal(before, await OrderAsync(rows));
        Assert.Equal(at!.Y, (await rows.Nth(1).BoundingBoxAsync())!.Y, 1.0);
        await Expect(rows.Nth(1)).ToHaveAttributeAsync("aria-current", "true");
        var current = await Page.Locator("tr[aria-current=true]").GetAttributeAsync("data-row");
        await news.ClickAsync();
        await Expect(rows).ToHaveCountAsync(before.Count + 1);
        await Expect(Page.Locator("tr[aria-current=true]")).ToHaveAttributeAsync("data-row", current!);
    }

    [Fact]
    public async Task Addresses_MadeByHand_NameWhatTheyLeaveOut()
    {
        await SignInAsync(Roles.Manager);
        await GoToAsync(AppRoutes.Alerts + "?status=open,bogus&colour=red&from=31.12.2026&sort=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&level=&view=%00");
        await Expect(Page.GetByText("Left out of the address")).ToContainTextAsync("status “bogus”; “colour”; from “31.12.2026”; sort “<img src=x onerror=alert(1)>”; view is too long or holds control characters");
        await Expect(Page.Locator(".queue tbody tr[data-row]").First).ToBeVisibleAsync();
        foreach (var (address, named) in (IReadOnlyList<(string, string)>)
            [
                (AppRoutes.Hunt + "?hash=xyz&q=%21only&from=yesterday", "hash “xyz”"),
                (AppRoutes.Hosts + "?health=%3Cb%3E&sort=9", "“<b>”"),
                (AppRoutes.Cases + "?status=nowhere", "“nowhere”"),
            ])
        {
            await GoToAsync(address);
            await Expect(Page.GetByText("Left out of the address")).ToContainTextAsync(named);
        }

        await GoToAsync(AppRoutes.AlertOf(Guid.NewGuid()));
        await Expect(Page.GetByRole(AriaRole.Main)).ToContainTextAsync("This alert does not exist (any more)");
    }

    private static async Task BeginAsync(IPage page, ILocator panel, string outcome, string note)
    {
        await Expect(page.Locator(".tc-tree-svg .tc-node").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Group, new() { Name = "Decide" }).GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await panel.GetByLabel(outcome).CheckAsync();
        await panel.GetByLabel("Note").FillAsync(note);
    }

    private static async Task<IReadOnlyList<string?>> OrderAsync(ILocator rows) =>
        [.. await rows.EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.row)")];

    private async Task<Guid> OpenAlertAsync()
    {
        await using var db = await ContextAsync();
        return await db.Alerts.Where(a => a.Status == AlertStatus.Open && a.PublicId != server.WideAlert).OrderBy(a => a.Score).Select(a => a.PublicId).FirstAsync(Cancel);
    }

    private async Task<AlertOutcome> OutcomeAsync(Guid id)
    {
        await using var db = await ContextAsync();
        return await db.Alerts.Where(a => a.PublicId == id).Select(a => a.Outcome).SingleAsync(Cancel);
    }

    // By hand, on a process that no alert is about: what else raises one takes an import.
    private async Task RaiseAsync(string reason)
    {
        await using var scope = Server.Services.CreateAsyncScope();
        await using var db = await ContextAsync();
        var process = await db.Processes.Where(p => p.StartUtc != null && !db.Alerts.Any(a => a.ProxyProcessId == p.Id)).OrderBy(p => p.Id).Select(p => p.Id).FirstAsync(Cancel);
        var person = await db.Users.SingleAsync(u => u.UserName == ConsoleServer.PersonOf(Roles.Admin), Cancel);
        var raised = await scope.ServiceProvider.GetRequiredService<RaiseCommands>()
            .RaiseAsync(new Actor(person.Id, person.UserName!, [Roles.Admin], null), process, Severity.Critical, reason, Cancel);
        Assert.NotNull(raised.AlertId);
    }

    private Task<TriageContext> ContextAsync() => Server.Services.GetRequiredService<IDbContextFactory<TriageContext>>().CreateDbContextAsync(Cancel);
}
