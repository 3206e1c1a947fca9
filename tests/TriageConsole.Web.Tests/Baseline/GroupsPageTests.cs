using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline.Groups;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Decisions;
using TriageConsole.Web.Tests.Pages;
using Xunit;

namespace TriageConsole.Web.Tests.Baseline;

public sealed class GroupsPageTests : PageContext
{
    private readonly GroupCommands _commands;

    public GroupsPageTests()
    {
        _commands = new(Store, Store.Time, Store.Notices, new JudgeRequestsSpy(), UseChecks.For(Store));
        Services.AddScoped<GroupQueries>();
        Services.AddSingleton(_commands);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Render_Empty_OffersToAddOnlyToAdmins(bool isAdmin)
    {
        var page = Page(isAdmin ? AlertStore.Admin : AlertStore.Manager);

        Assert.Equal("There are no groups yet", page.Find(".tc-empty-title").TextContent);
        Assert.Equal(isAdmin ? ["New host group", "New account class"] : [], page.FindAll("button").Select(button => button.TextContent));
    }

    [Fact]
    public async Task Render_HostileGroup_IsTextAndOthersOnlyRead()
    {
        await AddAsync(new() { Kind = UseGroupKind.Hosts, Name = AlertStore.Hostile, Note = AlertStore.Hostile, Unit = "OU=\u202E", Members = AlertStore.Hostile });
        await AddAsync(new() { Kind = UseGroupKind.Accounts, Name = "Deployers", Members = @"corp\svc-*" });

        var page = Page(AlertStore.Analyst);

        Assert.Empty(page.FindAll("img"));
        Assert.Equal(["Host groups", "Account classes"], page.FindAll("h2").Select(heading => heading.TextContent));
        Assert.Contains(AlertStore.Hostile, page.Find("tbody th").TextContent, StringComparison.Ordinal);
        Assert.Contains("⟨U+202E⟩", page.Find("tbody th").TextContent, StringComparison.Ordinal);
        Assert.Equal(AlertStore.Hostile, page.Find("tbody li").TextContent);
        Assert.Empty(page.FindAll("button"));
    }

    [Fact]
    public async Task Save_NewGroup_IsListedAndFaultsAreTold()
    {
        await Store.AddAlertAsync(new() { Host = "WS-1" });
        var page = Page(AlertStore.Admin);

        page.FindAll("button")[0].Click();
        page.Find("#group-members").Change("ws-1\nws-*");
        page.WaitForAssertion(() => Assert.Contains("Means 1 of the 1 known hosts: WS-1", page.Find(".tc-field p[role=status]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Name: give it one.", page.Find("[role=alert]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        page.Find("#group-members").Change("ws-1");
        page.Find("#group-name").Change("Desks");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Desks is saved.", page.Find("[role=status]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Empty(page.FindAll("form"));
        Assert.Contains("Desks", page.Find("tbody th").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Take_CsvFile_AddsItsHostsOnce()
    {
        var page = Page(AlertStore.Admin);
        page.FindAll("button")[0].Click();
        page.Find("#group-members").Change("ws-1");

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("Owner,Host\nAnna,WS-1\nOtto,ws-2", "hosts.csv"));

        page.WaitForAssertion(() => Assert.Equal("ws-1\nws-2", page.Find("#group-members").GetAttribute("value")), TimeSpan.FromSeconds(10));
        Assert.Contains("1 of the file's 2 members were new", page.Find(".tc-field p[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangeAndRemove_ByAdmin_AskBeforeRemoving()
    {
        await AddAsync(new() { Kind = UseGroupKind.Hosts, Name = "Desks", Members = "ws-1" });
        var page = Page(AlertStore.Admin);

        page.Find("[aria-label='Change Desks']").Click();
        Assert.Equal("Desks", page.Find("#group-name").GetAttribute("value"));
        page.FindAll("form button").Single(button => button.TextContent == "Cancel").Click();
        page.Find("[aria-label='Remove Desks']").Click();
        await page.Find("[aria-label='Remove Desks?'] button").ClickAsync(new());

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".tc-empty")), TimeSpan.FromSeconds(10));
        await using var db = Store.CreateDbContext();
        Assert.False(await db.UseGroups.AnyAsync(Xunit.TestContext.Current.CancellationToken));
    }

    private async Task AddAsync(GroupEdit edit) =>
        Assert.IsType<DecisionResult.Done>(await _commands.SaveAsync(AlertStore.Admin, edit, Xunit.TestContext.Current.CancellationToken));

    private IRenderedComponent<GroupsPage> Page(Actor by)
    {
        SignIn(by);
        var page = Render<GroupsPage>();
        page.WaitForState(() => page.FindAll(".tc-empty, table").Count > 0, TimeSpan.FromSeconds(10));
        return page;
    }
}
