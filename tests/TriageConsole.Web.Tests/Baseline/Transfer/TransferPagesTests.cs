using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline.Transfer;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Coverage;
using TriageConsole.Web.Tests.Pages;
using Xunit;

namespace TriageConsole.Web.Tests.Baseline.Transfer;

public sealed class TransferPagesTests : PageContext
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    public TransferPagesTests()
    {
        Services.AddSingleton(TransferBench.ImportOf(Store));
        Services.AddSingleton(TransferBench.ExportOf(Store));
        SignIn(AlertStore.Admin);
    }

    [Fact]
    public async Task Import_GoodFile_ShowsWhatItWouldDoAndProposesWhenAsked()
    {
        var page = Drop(BaselineFileWriter.Write([TransferBench.Entry(Store), TransferBench.Entry(Store, 2)]));

        page.WaitForAssertion(() => Assert.Contains("2 added, 0 changed, 0 unchanged, 0 left out", page.Markup, StringComparison.Ordinal), _patience);
        Assert.Empty(await TransferBench.UsesAsync(Store));
        await page.Find("section button").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("2 proposed", page.Find("[role=status]").TextContent, StringComparison.Ordinal), _patience);
        Assert.Equal(2, (await TransferBench.UsesAsync(Store)).Count);
        Assert.Empty(page.FindAll("section button"));
    }

    [Fact]
    public void Import_Faults_AreNamedWithTheirPlacesAndOfferNothing()
    {
        var entry = TransferBench.Entry(Store);
        var page = Drop(BaselineFileWriter.Write([entry with { Use = entry.Use with { Title = new('t', 300), Ticket = "" } }]));

        page.WaitForAssertion(() => Assert.Equal(["approved_uses[0].ticket", "approved_uses[0].title"], page.FindAll("[role=alert] tbody th").Select(place => place.TextContent)), _patience);
        Assert.Empty(page.FindAll("section button"));
    }

    [Fact]
    public void Import_BrokenJson_SaysTheLine()
    {
        var page = Drop("{\n\"version\":1,\n\"approved_uses\":[}");
        page.WaitForAssertion(() => Assert.Equal("line 3", page.Find("[role=alert] tbody th").TextContent), _patience);
    }

    [Fact]
    public void Import_HostileNames_AreText()
    {
        var entry = TransferBench.Entry(Store);
        var page = Drop(BaselineFileWriter.Write([entry with { Use = entry.Use with { Title = AlertStore.Hostile, Owner = "a\u202Eb" } }]), AlertStore.Hostile + ".json");

        page.WaitForAssertion(() => Assert.StartsWith(AlertStore.Hostile, page.Find("tbody th").TextContent, StringComparison.Ordinal), _patience);
        Assert.Contains("a⟨U+202E⟩b", page.Find("tbody th").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("img"));
    }

    [Fact]
    public void Import_NothingNew_OffersNothing()
    {
        var page = Drop(BaselineFileWriter.Write(Array.Empty<ApprovedUse>()));
        page.WaitForAssertion(() => Assert.Contains("nothing to propose", page.Markup, StringComparison.Ordinal), _patience);
    }

    [Fact]
    public void Audit_Empty_SaysSo()
    {
        var page = Render<AuditPage>();
        page.WaitForAssertion(() => Assert.Contains("0 entries.", page.Markup, StringComparison.Ordinal), _patience);
    }

    [Fact]
    public async Task Audit_HostileEntry_IsTextWithEveryDecisionAndHit()
    {
        var use = CoverageSeed.Use(Store.Now.AddDays(60), ApprovedUseState.Rejected);
        (use.Title, use.Reason, use.Owner, use.Ticket, use.DecisionNote, use.DecidedBy, use.DecidedUtc, use.Hits, use.LastHitUtc) =
            (AlertStore.Hostile, AlertStore.Hostile, AlertStore.Hostile, AlertStore.Hostile, AlertStore.Hostile, AlertStore.Hostile, Store.Now, 3, Store.Now);
        use.ConditionsJson = UseRecord.WriteConditions([new(UseField.Script, "c:\\\u202E" + AlertStore.Hostile, IsRegex: true)]);
        await TransferBench.AddAsync(Store, use);

        var page = Render<AuditPage>();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("article")), _patience);
        Assert.Empty(page.FindAll("img"));
        Assert.Equal(["Proposed by ana", $"Refused by {AlertStore.Hostile}"], page.FindAll("ol li").Select(item => item.TextContent.Split(',')[0]));
        Assert.Contains("3 chains, last", page.Find("dl").TextContent, StringComparison.Ordinal);
        Assert.Contains("1 refused", page.Markup, StringComparison.Ordinal);
        Assert.Contains("⟨U+202E⟩", page.Find("td").TextContent, StringComparison.Ordinal);
        Assert.Contains("regular expression", page.Find("article th").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<ImportPage> Drop(string text, string name = "baseline.json")
    {
        var page = Render<ImportPage>();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(text, name));
        return page;
    }
}
