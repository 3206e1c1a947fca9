using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Imports;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Imports;

public sealed class UploadPanelTests : ImportsContext
{
    [Fact]
    public void Drop_TwoFiles_QueuesBothAndSaysSo()
    {
        var changes = 0;
        var panel = Panel(AlertStore.Admin, () => changes++);

        Drop(panel, InputFileContent.CreateFromText("one", "a.evtx"), InputFileContent.CreateFromText("two", "b.evtx"));

        panel.WaitForAssertion(() => Assert.Equal(["a.evtx: Import 1", "b.evtx: Import 2"], Lines(panel)), TimeSpan.FromSeconds(10));
        Assert.Equal([1L, 2L], Jobs.Imports);
        Assert.Equal(2, Kept.Count);
        panel.WaitForAssertion(() => Assert.Equal("2 of 2 files queued.", Summary(panel)), TimeSpan.FromSeconds(10));
        panel.WaitForAssertion(() => Assert.Equal(1, changes), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Drop_SameBytesTwice_IsRecognisedAndKeptOnce()
    {
        var panel = Panel(AlertStore.Admin);

        Drop(panel, InputFileContent.CreateFromText("one", "a.evtx"), InputFileContent.CreateFromText("one", "copy.evtx"));

        panel.WaitForAssertion(() => Assert.Equal("copy.evtx: Import 1 has the same bytes; nothing to do", Lines(panel)[^1]), TimeSpan.FromSeconds(10));
        Assert.Single(Kept);
        Assert.Single(Jobs.Imports);
        panel.WaitForAssertion(() => Assert.Equal("1 of 2 files queued, 1 known from before.", Summary(panel)), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Drop_BytesOfAFailedImport_StartAnew()
    {
        var panel = Panel(AlertStore.Admin);
        Drop(panel, InputFileContent.CreateFromText("one", "a.evtx"));
        panel.WaitForAssertion(() => Assert.Single(Lines(panel)), TimeSpan.FromSeconds(10));
        await using (var db = Store.CreateDbContext())
        {
            (await db.Imports.FindAsync([1L], Xunit.TestContext.Current.CancellationToken))!.State = ImportState.Failed;
            await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        }

        Drop(panel, InputFileContent.CreateFromText("one", "again.evtx"));

        panel.WaitForAssertion(() => Assert.Equal(["again.evtx: Import 2"], Lines(panel)), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Drop_HostileName_IsTextAndNeverAPath()
    {
        var panel = Panel(AlertStore.Admin);

        Drop(panel, InputFileContent.CreateFromText("one", "../../" + AlertStore.Hostile));

        panel.WaitForAssertion(() => Assert.Contains(AlertStore.Hostile, Lines(panel).Single(), StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Empty(panel.FindAll("img"));
        Assert.DoesNotContain("img", Path.GetFileName(Assert.Single(Kept)), StringComparison.Ordinal);
        Assert.Equal("../../" + AlertStore.Hostile, (await ReadImportAsync(1)).Name);
    }

    [Fact]
    public async Task Notice_ImportWentOn_ShowsItsStateAndCounts()
    {
        var panel = Panel(AlertStore.Admin);
        Drop(panel, InputFileContent.CreateFromText("one", "a.evtx"));
        panel.WaitForAssertion(() => Assert.Contains("Queued", panel.Find("tbody").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        await using (var db = Store.CreateDbContext())
        {
            var row = (await db.Imports.FindAsync([1L], Xunit.TestContext.Current.CancellationToken))!;
            (row.State, row.Records, row.AlertsRaised, row.Warnings) = (ImportState.CompletedWithWarnings, 1_234, 5, 6);
            await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        }

        Store.Time.Advance(TimeSpan.FromSeconds(1));
        Store.Notices.Publish(TriageConsole.Web.Live.Topic.Imports);

        panel.WaitForAssertion(() => Assert.Contains("Completed with warnings", panel.Find("tbody").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Equal(["1,234", "5", "6"], panel.FindAll("tbody td.tc-num").Select(cell => cell.TextContent));
    }

    [Fact]
    public void Drop_CannotBeKept_SaysWhyAndGoesOn()
    {
        Directory.Delete(Uploads);
        var panel = Panel(AlertStore.Admin);

        Drop(panel, InputFileContent.CreateFromText("one", "a.evtx"), InputFileContent.CreateFromText("two", "b.evtx"));

        panel.WaitForAssertion(() => Assert.Equal("0 of 2 files queued, 2 not kept.", Summary(panel)), TimeSpan.FromSeconds(10));
        Assert.All(Lines(panel), line => Assert.Contains("It could not be kept", line, StringComparison.Ordinal));
        Assert.Empty(Jobs.Imports);
        Directory.CreateDirectory(Uploads);
    }

    [Fact]
    public void Drop_NobodySignedIn_TakesNothing()
    {
        var panel = Panel(null);

        Drop(panel, InputFileContent.CreateFromText("one", "a.evtx"));

        Assert.Empty(Lines(panel));
        Assert.Empty(Kept);
    }

    private IRenderedComponent<UploadPanel> Panel(Actor? actor, Action? changed = null) =>
        Render<UploadPanel>(given => given.Add(p => p.Actor, actor).Add(p => p.OnChanged, () => changed?.Invoke()));

    private static void Drop(IRenderedComponent<UploadPanel> panel, params InputFileContent[] files) =>
        panel.FindComponent<InputFile>().UploadFiles(files);

    private static IReadOnlyList<string> Lines(IRenderedComponent<UploadPanel> panel) =>
        [.. panel.FindAll("tbody tr").Select(row => $"{row.QuerySelector("td")!.TextContent}: {Said(row.QuerySelectorAll("td")[1])}")];

    // Without the state of the import, which has a test of its own.
    private static string Said(AngleSharp.Dom.IElement cell)
    {
        cell.QuerySelector("div")?.Remove();
        return string.Join(' ', cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Summary(IRenderedComponent<UploadPanel> panel) => panel.Find("[role=status]").TextContent;
}
