using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Cases.Changes;
using TriageConsole.Web.Features.Cases.List;
using TriageConsole.Web.Features.Cases.OneCase;
using TriageConsole.Web.Features.Cases.Report;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Cases;

public sealed class CaseScreenTests : TriagePageContext
{
    private string Address => Services.GetRequiredService<NavigationManager>().Uri;

    [Fact]
    public async Task CasePage_FullOfHostileText_ShowsItAsText()
    {
        var id = await FilledAsync();
        SignIn(Roles.Analyst);

        var page = Render<CasePage>(given => given.Add(p => p.Id, id));

        Assert.Empty(page.FindAll("img"));
        Assert.Contains("<strong>Bold</strong>", page.Find("[aria-labelledby=case-notes] .tc-written").InnerHtml, StringComparison.Ordinal);
        Assert.Contains(AlertStore.Hostile, page.Find("[aria-labelledby=case-notes] .tc-written").TextContent, StringComparison.Ordinal);
        Assert.Contains(AlertStore.Hostile, page.Find("[aria-labelledby=case-tasks] li").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("[aria-labelledby=case-timeline] li"));
        Assert.NotEmpty(page.FindAll("[aria-labelledby=case-history] li"));
    }

    [Fact]
    public async Task CasePage_AsManager_OffersNothingToChange()
    {
        var id = await FilledAsync();
        SignIn(Roles.Manager);

        var page = Render<CasePage>(given => given.Add(p => p.Id, id));

        Assert.Empty(page.FindAll("form"));
        Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent is "Remove" or "Change" or "Add alerts");
        Assert.All(page.FindAll("input[type=checkbox]"), box => Assert.True(box.HasAttribute("disabled")));
    }

    [Fact]
    public async Task CasePage_Merged_LeadsOn()
    {
        var from = await CaseCommandsTests.OpenAsync(Store, "from");
        var into = await CaseCommandsTests.OpenAsync(Store, "into");
        await new CaseMergeCommands(Store, Store.Time, Store.Notices).MergeAsync(AlertStore.Analyst, from, into, CancellationToken.None);
        SignIn(Roles.Analyst);

        Render<CasePage>(given => given.Add(p => p.Id, from));
        Assert.EndsWith($"/cases/{into}?merged={from}", Address, StringComparison.Ordinal);

        var page = Render<CasePage>(given => given.Add(p => p.Id, into));
        Assert.Contains($"Case {from} (from) was merged into this one", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CasePage_RemoveAnAlert_TakesItsRowAway()
    {
        var id = await FilledAsync();
        SignIn(Roles.Analyst);
        var page = Render<CasePage>(given => given.Add(p => p.Id, id));

        await page.Find("[aria-labelledby=case-alerts] tbody button").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("No alert is in this case.", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task CasesPage_Keys_MoveAndOpen()
    {
        await CaseCommandsTests.OpenAsync(Store, "one");
        await CaseCommandsTests.OpenAsync(Store, "two");
        SignIn(Roles.Analyst);
        Visit(AppRoutes.Cases);
        var page = Render<CasesPage>();
        Assert.Equal("2", page.Find("tr.cursor").GetAttribute("data-row"));

        await PressAsync("j");
        Assert.Equal("1", page.Find("tr.cursor").GetAttribute("data-row"));
        await PressAsync("n");
        Assert.NotNull(page.Find("form[aria-label='New case']"));
        await PressAsync("Enter");
        Assert.EndsWith("/cases/1", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CaseReportPage_FullOfHostileText_TellsAllAsText()
    {
        var id = await FilledAsync();
        SignIn(Roles.Manager);

        var page = Render<CaseReportPage>(given => given.Add(p => p.Id, id));

        Assert.Empty(page.FindAll("img"));
        Assert.Empty(page.FindAll("button"));
        Assert.Contains(page.FindAll("svg.tc-tree-print text"), text => text.TextContent.Contains("wscript.exe", StringComparison.Ordinal));
        Assert.Contains("host.untrusted-script", page.Find(".tc-ledger").TextContent, StringComparison.Ordinal);
        Assert.Contains(AlertStore.Hostile, page.Find("section.alert h2").TextContent, StringComparison.Ordinal);
        Assert.Contains("test-manager", page.Find("footer").TextContent, StringComparison.Ordinal);
        Assert.Contains("Bold", page.Find("article .tc-written").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void CaseReportPage_Unknown_SaysSo()
    {
        SignIn(Roles.Analyst);
        Assert.Contains("no such case", Render<CaseReportPage>(given => given.Add(p => p.Id, 99)).Find("h1").TextContent, StringComparison.Ordinal);
    }

    private async Task<long> FilledAsync()
    {
        var id = await CaseCommandsTests.OpenAsync(Store, AlertStore.Hostile);
        var alert = await Store.AddAlertAsync(new() { Chain = AlertStore.Hostile, CommandLine = "wscript " + AlertStore.Hostile });
        await new CaseAlertCommands(Store, Store.Time, Store.Notices).AddAsync(AlertStore.Analyst, id, alert.PublicId, 0, CancellationToken.None);
        await new CaseNoteCommands(Store, Store.Time, Store.Notices).AddAsync(AlertStore.Analyst, id, "**Bold** " + AlertStore.Hostile, CancellationToken.None);
        await new CaseTaskCommands(Store, Store.Time, Store.Notices).AddAsync(AlertStore.Analyst, id, new(AlertStore.Hostile, null, new DateOnly(2026, 3, 1)), CancellationToken.None);
        return id;
    }
}
