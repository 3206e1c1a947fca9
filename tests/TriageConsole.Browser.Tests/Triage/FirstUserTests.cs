using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TriageConsole.Browser.Tests.Setup;
using TriageConsole.Testing;
using TriageConsole.Testing.Demo;
using TriageConsole.Web;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace TriageConsole.Browser.Tests.Triage;

/// <summary>The way of somebody who just installed the console, alone in it, from the first sign-in to a quiet queue.</summary>
public sealed class FirstUserTests(ChromiumFixture chromium, NewConsole server) : BrowserTest(chromium, server), IClassFixture<NewConsole>
{
    private static readonly DateTime _day = new(2026, 11, 18, 7, 0, 0, DateTimeKind.Utc);

    private string NewPassword { get; } = "Own-" + Guid.NewGuid().ToString("N");

    [Fact]
    public async Task FirstAdmin_FromSignInToCoveredUse_KeepsEverythingOverARestart()
    {
        await TakeOverAsync();

        // The queue stands open in a second tab while the file comes in.
        var queue = await Page.Context.NewPageAsync();
        var queueWatch = new PageWatch(queue);
        await queue.GotoAsync(AppRoutes.Alerts);
        await Expect(queue.GetByText("The queue is empty")).ToBeVisibleAsync();

        await ImportAsync("inventory-monday.evtx", SmallCaptures.Inventory(_day, 0x5c10a001), "1");
        var chain = queue.GetByRole(AriaRole.Link, new() { Name = "cscript" });
        await Expect(chain).ToHaveCountAsync(1);
        await chain.ClickAsync();
        var allowed = await AloneAsync(queue);
        await SeesProofAsync(queue, "collect.vbs");
        await AllowAsync(queue);
        await ApproveAloneAsync();

        await queue.GotoAsync(allowed);
        await Expect(queue.GetByText("in force, approved by its own proposer")).ToBeVisibleAsync();

        // Another day, another boot: other process ids and GUIDs, the same use.
        await ImportAsync("inventory-tuesday.evtx", SmallCaptures.Inventory(_day.AddDays(1), 0x5c10a002), "1, 1 covered");
        await queue.GotoAsync(AppRoutes.Alerts);
        await Expect(queue.GetByRole(AriaRole.Link, new() { Name = "cscript" })).ToHaveCountAsync(0);
        await queue.GotoAsync($"{AppRoutes.Alerts}?status=covered");
        await Expect(queue.GetByRole(AriaRole.Link, new() { Name = "cscript" })).ToHaveCountAsync(1);

        var (name, attack) = Attack();
        await ImportAsync(name, attack, null);
        await queue.GotoAsync($"{AppRoutes.Alerts}?q=pubprn.vbs");
        await queue.GetByRole(AriaRole.Link, new() { Name = "cscript" }).First.ClickAsync();
        var escalated = await AloneAsync(queue);
        await SeesProofAsync(queue, "pubprn.vbs");
        await EscalateAsync(queue);

        // No page is open meanwhile: one that is complains of the lost connection, as it should.
        Assert.Empty(queueWatch.Complaints);
        await queue.CloseAsync();
        await Page.GotoAsync("about:blank");
        await Server.RestartAsync();

        await GoToAsync(allowed);
        await Expect(Page.GetByText("in force, approved by its own proposer")).ToBeVisibleAsync();
        await SeesProofAsync(Page, "collect.vbs");
        await GoToAsync(escalated);
        await Expect(Page.Locator(".tc-status").First).ToContainTextAsync("Escalated");
        await GoToAsync(AppRoutes.CaseOf(1));
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Case 1: Printer script" })).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Download JSON" })).ToBeVisibleAsync();
        await GoToAsync(AppRoutes.Imports);
        await Expect(Row("inventory-monday.evtx")).ToContainTextAsync("Completed");
        await Expect(Row("inventory-tuesday.evtx")).ToContainTextAsync("1, 1 covered");
        await GoToAsync(AppRoutes.Baseline);
        await Expect(Page.GetByText("self-approved", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(Page.GetByText("1 chain")).ToBeVisibleAsync();
    }

    /// <summary>The alert that was opened from the queue, by itself: deciding it does not lead on to the next.</summary>
    private static async Task<string> AloneAsync(IPage queue)
    {
        await queue.WaitForURLAsync(new Regex("/alerts/[0-9a-f-]{36}[?]queue="));
        var alone = queue.Url.Split('?')[0];
        await queue.GotoAsync(alone);
        return alone;
    }

    private async Task TakeOverAsync()
    {
        await GoToAsync("/");
        await Page.GetByLabel("User name").FillAsync("admin");
        await Page.GetByLabel("Password").FillAsync(Server.FirstPassword);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Expect(Page.GetByText("Your password was meant for one sign-in")).ToBeVisibleAsync();

        // Nothing else opens before it is changed.
        await GoToAsync(AppRoutes.Imports);
        await Expect(Page).ToHaveURLAsync(new Regex(AppRoutes.ChangePassword));
        await Page.GetByLabel("Present password").FillAsync(Server.FirstPassword);
        await Page.GetByLabel("New password", new() { Exact = true }).FillAsync(NewPassword);
        await Page.GetByLabel("New password again").FillAsync(NewPassword);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();
        await Page.WaitForURLAsync(url => !url.Contains(AppRoutes.ChangePassword, StringComparison.Ordinal));
    }

    /// <summary>Drops a file and watches its row until it is done, without loading the page again.</summary>
    private async Task ImportAsync(string name, byte[] content, string? alerts)
    {
        await GoToAsync(AppRoutes.Imports);
        await Page.GetByLabel("Drop files or folders here, or choose files").SetInputFilesAsync(
            new FilePayload { Name = name, MimeType = "application/octet-stream", Buffer = content });
        await Expect(Page.GetByText("1 of 1 file queued")).ToBeVisibleAsync();
        await Expect(Row(name)).ToContainTextAsync("Completed", new() { Timeout = 60_000 });
        if (alerts is not null)
            await Expect(Row(name).GetByRole(AriaRole.Cell).Nth(4)).ToHaveTextAsync(alerts);
    }

    private ILocator Row(string name) => Page
        .GetByRole(AriaRole.Region, new() { Name = "Imports", Exact = true }).GetByRole(AriaRole.Row).Filter(new() { HasText = name });

    private static async Task SeesProofAsync(IPage page, string payload)
    {
        await Expect(page.Locator(".tc-tree-svg .tc-node").Filter(new() { HasText = "cscript" })).Not.ToHaveCountAsync(0);
        var ledger = page.GetByRole(AriaRole.Region, new() { Name = "Why we say so" });
        await Expect(ledger.Locator("mark").First).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync(payload);
    }

    /// <summary>The panel comes filled with the narrowest use; what only people know is asked for, and missing answers are named.</summary>
    private static async Task AllowAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Allow" }).ClickAsync();
        var panel = page.GetByRole(AriaRole.Region, new() { Name = "Allow as approved use" });
        await Expect(panel.GetByText("covers", new() { Exact = false }).First).ToBeVisibleAsync();
        await panel.GetByRole(AriaRole.Button, new() { Name = "Allow" }).ClickAsync();
        await Expect(panel.GetByRole(AriaRole.Alert)).ToContainTextAsync("Owner");
        if (await panel.GetByLabel("Why the warnings").CountAsync() > 0)
            await panel.GetByLabel("Why the warnings").FillAsync("Only administrators write there on our hosts.");
        await panel.GetByLabel("Owner").FillAsync("Workplace team");
        await panel.GetByLabel("Ticket").FillAsync("CHG-4711");
        await panel.GetByLabel("Business reason").FillAsync("Nightly inventory of hardware.");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Allow" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Last decision" })).ToContainTextAsync(new Regex("Allowed .+, pending review"));
    }

    /// <summary>The only admin there is may approve the own proposal, and it is marked so for ever.</summary>
    private async Task ApproveAloneAsync()
    {
        await GoToAsync(AppRoutes.Baseline);
        await Expect(Page.GetByText("Nightly inventory of hardware.")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Expect(Page.GetByText("self-approved", new() { Exact = true })).ToBeVisibleAsync();
    }

    private static async Task EscalateAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Escalate" }).ClickAsync();
        var panel = page.GetByRole(AriaRole.Region, new() { Name = "Escalate" });
        await panel.GetByLabel("Title of the new case").FillAsync("Printer script");
        await panel.GetByLabel("Note").FillAsync("A scriptlet from outside.");
        await panel.GetByRole(AriaRole.Button, new() { Name = "Escalate" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Group, new() { Name = "Last decision" })).ToContainTextAsync("Escalated ");
    }

    /// <summary>A recording of the real thing where it stands beside the checkout, else ours.</summary>
    private static (string Name, byte[] Content) Attack()
    {
        var recorded = SharedCorpus.Root is { } root
            ? Path.Combine(root, "data", "sbousseaden", "AutomatedTestingTools", "PanacheSysmon_vs_AtomicRedTeam01.evtx") : null;
        return recorded is not null && File.Exists(recorded)
            ? (Path.GetFileName(recorded), File.ReadAllBytes(recorded))
            : ("pubprn.evtx", SmallCaptures.PubPrn(_day.AddDays(1).AddHours(3), 0x5c10b001));
    }
}
