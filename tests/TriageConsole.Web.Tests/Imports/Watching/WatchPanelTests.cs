using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Web.Features.Imports.Watching;
using TriageConsole.Web.Live;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Imports.Watching;

public sealed class WatchPanelTests : ImportsContext
{
    private WatchBoard Board => Services.GetRequiredService<WatchBoard>();

    [Fact]
    public void Render_NoFolders_ShowsNothing() => Assert.Equal(string.Empty, Render<WatchPanel>().Markup.Trim());

    [Fact]
    public void Render_NotLookedAtYet_SaysSo()
    {
        Watched.Folders.Add(new() { Path = "/srv/drop" });

        var row = Render<WatchPanel>().Find("tbody tr");

        Assert.Contains("/srv/drop", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("files stay", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("Not looked at yet", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Notice_AfterALook_ShowsWhatItFound()
    {
        Watched.Folders.Add(new() { Path = "/srv/drop", AfterImport = WatchFolderOptions.Move });
        var panel = Render<WatchPanel>();
        var folder = Board.Folders[0];

        Board.Set(folder, Board[folder] with { LastLookUtc = Store.Now, Waiting = 3, Taken = 1_234, LastTaken = new("sub/a.evtx", 7, AlreadyKnown: true) });
        Store.Notices.Publish(Topic.WatchedFolders);

        panel.WaitForAssertion(() => Assert.Contains("Watching", panel.Find("tbody").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Equal(["3", "1,234"], panel.FindAll("tbody td.tc-num").Select(cell => cell.TextContent));
        Assert.Equal(AppRoutes.ImportOf(7), panel.Find("tbody a").GetAttribute("href"));
        Assert.Contains("the same bytes as an earlier import", panel.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains("then moved to /srv/drop/done", panel.Find("tbody").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_FaultsWithHostileNames_AreTextAndCounted()
    {
        Watched.Folders.Add(new() { Path = "/srv/drop" });
        var folder = Board.Folders[0];
        Board.Set(folder, Board[folder] with { LastLookUtc = Store.Now, Faults = [AlertStore.Hostile + "\u202E", "two", "three", "four", "five"] });

        var panel = Render<WatchPanel>();

        Assert.Empty(panel.FindAll("img"));
        Assert.Contains("5 faults; tried again every 10 s", panel.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains(AlertStore.Hostile + "⟨U+202E⟩", panel.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains("and 2 more", panel.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("four", panel.Find("tbody").TextContent, StringComparison.Ordinal);
    }
}
