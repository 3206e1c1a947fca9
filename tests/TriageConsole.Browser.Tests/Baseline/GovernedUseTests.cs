using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TriageConsole.Browser.Tests.Setup;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace TriageConsole.Browser.Tests.Baseline;

/// <summary>One approved use from its proposal to its end, as three people meet it.</summary>
public sealed class GovernedUseTests(ChromiumFixture chromium, GovernedConsole server) : BrowserTest(chromium, server), IClassFixture<GovernedConsole>
{
    private const string Script = "inventory.vbs";
    private const string Title = "Inventory of the tools folder";

    private static readonly string _hash = string.Concat(Enumerable.Repeat("1f", 32));
    private static readonly string _otherHash = string.Concat(Enumerable.Repeat("2e", 32));

    private static DateTime FirstRun => GovernedConsole.FirstRun;

    [Fact]
    public async Task ApprovedUse_ProposedBlockedNarrowedApproved_CoversThenDriftsThenExpires()
    {
        var alert = await server.ImportAsync("monday.ndjson", UseCaptures.Run(2, FirstRun, Script, _hash));
        await ComeAsync(Roles.Analyst);
        await ProposeAsync(alert);
        await ComeAsync(Roles.Admin);
        var use = await ApproveAsync();

        // The same use on another day: covered, counted, and the count leads to it.
        var covered = await server.ImportAsync("tuesday.ndjson", UseCaptures.Run(3, FirstRun.AddDays(1), Script, null));
        await GoToAsync(AppRoutes.AlertOf(covered));
        await Expect(Approval).ToContainTextAsync("it covers this alert");
        await GoToAsync(use);
        await Page.GetByRole(AriaRole.Link, new() { Name = "1 chain", Exact = true }).ClickAsync();
        await Expect(Page.Locator($"a[href*='{covered:D}']").First).ToBeVisibleAsync();

        // Somebody changes the script: not covered, and the entry tells of it.
        var drifted = await server.ImportAsync("wednesday.ndjson", UseCaptures.Run(4, FirstRun.AddDays(2), Script, _otherHash));
        await GoToAsync(AppRoutes.AlertOf(drifted));
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Why we say so" })).ToContainTextAsync($"Like the approved use '{Title}', but it differs in the script's hash");
        await GoToAsync(use);
        await Expect(Page.GetByRole(AriaRole.Note)).ToContainTextAsync("1 open alert drifted");
        await ScreenshotAsync("baseline-drift");
        await Page.GetByRole(AriaRole.Link, new() { Name = "1 open alert", Exact = true }).ClickAsync();
        await Expect(Page.Locator($"a[href*='{drifted:D}']").First).ToBeVisibleAsync();

        // It ends by the clock alone: what it covered is open again and names it, and so does what comes after.
        await Page.GotoAsync("about:blank");
        server.Move(TimeSpan.FromDays(2));
        await ComeAsync(Roles.Analyst);
        await GoToAsync(AppRoutes.AlertOf(covered));
        await Expect(Approval).ToContainTextAsync($"{Title} covered chains like this until it expired", new() { Timeout = 60_000 });
        await ScreenshotAsync("baseline-expired-named");
        await Expect(Page.GetByRole(AriaRole.Region, new() { Name = "History" })).ToContainTextAsync("no longer covered", new() { IgnoreCase = true });
        var after = await server.ImportAsync("friday.ndjson", UseCaptures.Run(5, FirstRun.AddDays(4), Script, _hash));
        await GoToAsync(AppRoutes.AlertOf(after));
        await Expect(Approval).ToContainTextAsync($"{Title} covered chains like this until it expired");
        await GoToAsync(AppRoutes.Baseline + "?state=expired");
        await Expect(Page.GetByRole(AriaRole.Article, new() { Name = Title })).ToContainTextAsync("Expired");
        await Page.AssertAccessibleAsync();
    }

    // Each at a browser of their own: nobody's cookie is left behind.
    private async Task ComeAsync(string role)
    {
        await Page.Context.ClearCookiesAsync();
        await SignInAsync(role);
    }

    private ILocator Approval => Page.GetByRole(AriaRole.Region, new() { Name = "Has anyone allowed this" });

    /// <summary>The panel opens with the narrowest use; made too broad it would hide what was an attack, and says so; narrowed it may be proposed.</summary>
    private async Task ProposeAsync(Guid alert)
    {
        await GoToAsync(AppRoutes.AlertOf(alert));
        await Page.GetByRole(AriaRole.Button, new() { Name = "Allow" }).ClickAsync();
        var panel = Page.GetByRole(AriaRole.Region, new() { Name = "Allow as approved use" });
        await Expect(panel.GetByText("It would cover 1 stored alert")).ToBeVisibleAsync();
        await Expect(Pattern("Payload hash")).ToHaveValueAsync(_hash);

        await panel.GetByRole(AriaRole.Button, new() { Name = "Remove the condition on Payload hash" }).ClickAsync();
        await panel.GetByRole(AriaRole.Button, new() { Name = "Remove the condition on Command line" }).ClickAsync();
        await Group("Payload path").GetByRole(AriaRole.Button, new() { Name = "Wider", Exact = true }).ClickAsync();
        await Expect(Pattern("Payload path")).ToHaveValueAsync(new Regex(@"^c:\\users\\public\\tools\\\*\.vbs$", RegexOptions.IgnoreCase));
        await Expect(panel.GetByRole(AriaRole.Alert).Filter(new() { HasText = "It would hide an alert closed as true positive" })).ToBeVisibleAsync();
        await ScreenshotAsync("baseline-blocked");
        await FillAsync(panel);
        await panel.GetByRole(AriaRole.Button, new() { Name = "Allow", Exact = true }).ClickAsync();
        await Expect(panel.GetByRole(AriaRole.Alert).First).ToContainTextAsync("It would hide an alert closed as true positive");

        await Group("Payload path").GetByRole(AriaRole.Button, new() { Name = "Narrower", Exact = true }).ClickAsync();
        await panel.GetByLabel("Field of a further condition").SelectOptionAsync("Payload hash");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Add condition" }).ClickAsync();
        await Pattern("Payload hash").PressSequentiallyAsync(_hash, new() { Delay = 5 });

        // Counted while it was typed, and nothing that was typed is lost by it.
        await Expect(panel.GetByText("It would cover 1 stored alert")).ToBeVisibleAsync();
        await Expect(Pattern("Payload hash")).ToHaveValueAsync(_hash);
        await Expect(panel.GetByLabel("Owner")).ToHaveValueAsync("Workplace team");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Allow", Exact = true }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Group, new() { Name = "Last decision" })).ToContainTextAsync(new Regex("Allowed .+, pending review"));

        ILocator Group(string name) => panel.GetByRole(AriaRole.Group, new() { NameRegex = new Regex("^" + name) });
        ILocator Pattern(string name) => panel.GetByRole(AriaRole.Textbox, new() { NameRegex = new Regex("^" + name) });
    }

    private async Task FillAsync(ILocator panel)
    {
        var tomorrow = server.UtcNow.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (await panel.GetByLabel("Why the warnings").CountAsync() > 0)
            await panel.GetByLabel("Why the warnings").FillAsync("The folder is emptied every night.");
        await panel.GetByLabel("Title").FillAsync(Title);
        await panel.GetByLabel("Owner").FillAsync("Workplace team");
        await panel.GetByLabel("Ticket").FillAsync("CHG-4711");
        await panel.GetByLabel("Review on").FillAsync(tomorrow);
        await panel.GetByLabel("Expires on").FillAsync(tomorrow);
        await panel.GetByLabel("Business reason").FillAsync("Nightly inventory of what is installed.");
    }

    /// <summary>Another admin sees what waits, by the bell and on the page; the address of the entry.</summary>
    private async Task<string> ApproveAsync()
    {
        await GoToAsync(AppRoutes.Baseline + "?state=proposed");
        var card = Page.GetByRole(AriaRole.Article, new() { Name = Title });
        await Expect(card).ToContainTextAsync("Proposed");
        var use = await card.GetByRole(AriaRole.Link, new() { Name = Title }).GetAttributeAsync("href");
        await card.GetByLabel("Note on").FillAsync("Seen with the owner.");
        await card.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Expect(card).ToHaveCountAsync(0);
        await GoToAsync(use!);
        await Expect(Page.GetByRole(AriaRole.Article, new() { Name = Title })).ToContainTextAsync("Expiring");
        await Expect(Page.GetByText("self-approved")).ToHaveCountAsync(0);
        await ScreenshotAsync("baseline-approved");
        return use!;
    }
}
