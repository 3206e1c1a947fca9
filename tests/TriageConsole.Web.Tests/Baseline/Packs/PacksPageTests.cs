using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline.Groups;
using TriageConsole.Web.Features.Baseline.Packs;
using TriageConsole.Web.Features.Baseline.Proposing;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Baseline.Transfer;
using TriageConsole.Web.Tests.Decisions;
using TriageConsole.Web.Tests.Pages;
using Xunit;

namespace TriageConsole.Web.Tests.Baseline.Packs;

public sealed class PacksPageTests : PageContext
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);
    private readonly PackCommands _commands;

    public PacksPageTests() => _commands = Use(PackLibrary.Load(PackLibrary.ShippedFolder));

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    private ProposalEdit Edit => new(Store.Now) { Owner = "Server team", Ticket = "CHG-1", Reason = "We manage servers by it." };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Render_WithoutGroups_OnlyAdminsAreToldToMakeOne(bool isAdmin)
    {
        var page = Page(isAdmin ? AlertStore.Admin : AlertStore.Analyst);

        Assert.Equal(8, page.FindAll("section").Count);
        Assert.Equal(isAdmin ? 8 : 0, page.FindAll("a[href='/baseline/groups']").Count);
        Assert.Empty(page.FindAll("form"));
        Assert.All(page.FindAll("section li > a"), link => Assert.StartsWith("https://", link.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public void Render_NoPackOrABadOne_SaysSo()
    {
        Use(PackLibrary.Parse([("<b>.json", "{")]));
        SignIn(AlertStore.Analyst);
        var page = Render<PacksPage>();

        Assert.Equal("No pack", page.Find(".tc-empty-title").TextContent);
        Assert.Contains("<b>.json: line 1", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("b"));
    }

    [Fact]
    public void Render_HostilePack_IsText()
    {
        Use(PackLibrary.Parse([("x.json", $$"""{"version":1,"id":"x","title":"{{AlertStore.Hostile}}","about":"{{AlertStore.Hostile}}","entries":[{"id":"e","title":"{{AlertStore.Hostile}}","reason":"r","source":{"name":"{{AlertStore.Hostile}}","url":"https://example.org"},"adapt":["{{AlertStore.Hostile}}"],"conditions":[{"field":"Script","pattern":"c:\\{{AlertStore.Hostile}}"}]}]}""")]));
        Assert.Empty(Page(AlertStore.Analyst).FindAll("img"));
    }

    [Fact]
    public async Task Enable_ForAGroup_ShowsWhatItWouldCoverAndProposesWhatIsChosen()
    {
        await AddGroupAsync(AlertStore.Hostile);
        var page = Page(AlertStore.Admin);
        var section = page.FindAll("section").Single(one => one.QuerySelector("h2")!.TextContent == "Printer scripts");
        Assert.Empty(page.FindAll("img"));

        await section.QuerySelector("form")!.SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("choose the hosts", page.Find("section [role=alert]").TextContent, StringComparison.Ordinal), _patience);
        await Section(page).QuerySelector("select")!.ChangeAsync(new() { Value = AlertStore.Hostile });
        await Section(page).QuerySelector("form")!.SubmitAsync();
        page.WaitForAssertion(() => Assert.Equal(4, Section(page).QuerySelectorAll("input[type=checkbox]").Length), _patience);
        await Section(page).QuerySelectorAll("input[type=checkbox]")[0].ChangeAsync(new() { Value = false });
        await Section(page).QuerySelectorAll("form")[1].SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("someone must answer for it", Section(page).TextContent, StringComparison.Ordinal), _patience);
        Assert.Empty(await TransferBench.UsesAsync(Store));

        await Field(page, 0).ChangeAsync(new() { Value = "Print team" });
        await Field(page, 1).ChangeAsync(new() { Value = "CHG-7" });
        await Field(page, 4).ChangeAsync(new() { Value = "Printers are set by policy." });
        await Section(page).QuerySelectorAll("form")[1].SubmitAsync();

        page.WaitForAssertion(() => Assert.StartsWith("3 proposed", page.Find("[role=status]").TextContent, StringComparison.Ordinal), _patience);
        var uses = await TransferBench.UsesAsync(Store);
        Assert.Equal(3, uses.Count);
        Assert.All(uses, use => Assert.Equal(new(UseField.HostGroup, AlertStore.Hostile), UseRecord.ReadConditions(use.ConditionsJson)[0]));
    }

    [Fact]
    public async Task EnableAsync_ByAdmin_ProposesOnceAndNeverInForce()
    {
        await AddGroupAsync("Servers");
        string[] ids = ["logon", "startup"];
        var answers = new Dictionary<string, string> { ["domain"] = "corp.example.com" };

        Assert.IsType<DecisionResult.Done>(await _commands.EnableAsync(AlertStore.Admin, "group-policy-scripts", ids, "Servers", answers, Edit, Cancel));

        var uses = await TransferBench.UsesAsync(Store);
        Assert.All(uses, use => Assert.Equal((ApprovedUseState.Proposed, "ada"), (use.State, use.ProposedBy)));
        Assert.Contains(UseRecord.ReadConditions(uses[0].ConditionsJson), condition => condition.Pattern.StartsWith(@"\\corp.example.com\sysvol\corp.example.com\policies\{*}\", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("https://learn.microsoft.com", uses[0].Reason, StringComparison.Ordinal);
        Assert.IsType<DecisionResult.Invalid>(await _commands.EnableAsync(AlertStore.Admin, "group-policy-scripts", ids, "Servers", answers, Edit, Cancel));
        Assert.Equal(2, (await TransferBench.UsesAsync(Store)).Count);
    }

    [Fact]
    public async Task EnableAsync_EachFault_StoresNothing()
    {
        await AddGroupAsync("Servers");
        string[] ids = ["logon", "startup"];
        var answers = new Dictionary<string, string> { ["domain"] = "corp.example" };
        foreach (var (pack, chosen, group, given, edit) in new (string, string[], string, Dictionary<string, string>, ProposalEdit)[]
        {
            ("group-policy-scripts", [], "Servers", answers, Edit),
            ("group-policy-scripts", ["no such entry"], "Servers", answers, Edit),
            ("group-policy-scripts", ids, "", answers, Edit),
            ("group-policy-scripts", ids, "No such group", answers, Edit),
            ("group-policy-scripts", ids, "Servers", [], Edit),
            ("group-policy-scripts", ids, "Servers", new() { ["domain"] = "*" }, Edit),
            ("group-policy-scripts", ids, "Servers", answers, new(Store.Now) { Owner = "o", Ticket = "t" }),
            ("group-policy-scripts", ids, "Servers", answers, new(Store.Now) { Owner = "o", Ticket = "t", Reason = "r", Expires = null }),
        })
            Assert.IsType<DecisionResult.Invalid>(await _commands.EnableAsync(AlertStore.Admin, pack, chosen, group, given, edit, Cancel));

        Assert.IsType<DecisionResult.Gone>(await _commands.EnableAsync(AlertStore.Admin, "no such pack", ids, "Servers", answers, Edit, Cancel));
        foreach (var actor in new[] { AlertStore.Analyst, AlertStore.Manager })
            await Assert.ThrowsAsync<PermissionDeniedException>(() => _commands.EnableAsync(actor, "group-policy-scripts", ids, "Servers", answers, Edit, Cancel));
        Assert.Empty(await TransferBench.UsesAsync(Store));
    }

    private static AngleSharp.Dom.IElement Section(IRenderedComponent<PacksPage> page) =>
        page.FindAll("section").Single(one => one.QuerySelector("h2")!.TextContent == "Printer scripts");

    private static AngleSharp.Dom.IElement Field(IRenderedComponent<PacksPage> page, int number) =>
        Section(page).QuerySelectorAll("form")[1].QuerySelectorAll("input:not([type=checkbox])")[number];

    private PackCommands Use(PackLibrary library)
    {
        var queries = new PackQueries(library, Store, UseChecks.For(Store), UseChecks.PreviewOf(Store));
        var commands = new PackCommands(queries, TransferBench.ProposeOf(Store));
        Services.AddSingleton(queries);
        Services.AddSingleton(commands);
        return commands;
    }

    private IRenderedComponent<PacksPage> Page(Actor actor)
    {
        SignIn(actor);
        var page = Render<PacksPage>();
        page.WaitForState(() => page.FindAll("section").Count > 0, _patience);
        return page;
    }

    private async Task AddGroupAsync(string name)
    {
        var groups = new GroupCommands(Store, Store.Time, Store.Notices, new JudgeRequestsSpy(), UseChecks.For(Store));
        Assert.IsType<DecisionResult.Done>(await groups.SaveAsync(AlertStore.Admin, new() { Kind = UseGroupKind.Hosts, Name = name, Members = "srv-*" }, Cancel));
    }
}
