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

        panel.WaitForAssertion(() => Assert.Equal(["a.evtx: queued as import 1.", "b.evtx: queued as import 2."], Lines(panel)), TimeSpan.FromSeconds(10));
        Assert.Equal([1L, 2L], Jobs.Imports);
        Assert.Equal(2, Kept.Count);
        Assert.Equal(2, changes);
    }

    [Fact]
    public void Drop_SameBytesTwice_IsRecognisedAndKeptOnce()
    {
        var panel = Panel(AlertStore.Admin);

        Drop(panel, InputFileContent.CreateFromText("one", "a.evtx"), InputFileContent.CreateFromText("one", "copy.evtx"));

        panel.WaitForAssertion(() => Assert.Equal("copy.evtx: the same bytes were imported before (import 1); nothing to do.", Lines(panel)[^1]), TimeSpan.FromSeconds(10));
        Assert.Single(Kept);
        Assert.Single(Jobs.Imports);
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

        panel.WaitForAssertion(() => Assert.Equal(["again.evtx: queued as import 2."], Lines(panel)), TimeSpan.FromSeconds(10));
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
        [.. panel.FindAll("[role=status] p").Select(line => line.TextContent)];
}
