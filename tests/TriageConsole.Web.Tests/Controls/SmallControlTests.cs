using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;
using TriageConsole.Web.Components.Controls;
using Xunit;

namespace TriageConsole.Web.Tests.Controls;

public sealed class SmallControlTests : BunitContext
{
    [Fact]
    public void EmptyState_TextAndActions_Shown()
    {
        var shown = Render<EmptyState>(given => given.Add(c => c.Title, Hostile.Markup).AddChildContent("Import a file.").Add(c => c.Actions, "<a href=\"/imports\">Imports</a>"));
        Assert.Equal(Hostile.Markup, shown.Find("h2").TextContent);
        Assert.Equal("Import a file.", shown.Find("p").TextContent);
        Assert.NotNull(shown.Find("a"));
    }

    [Fact]
    public void KeyHints_Chords_OneKeyEach()
    {
        var shown = Render<KeyHints>(given => given.Add(c => c.Hints, [new KeyHint("Shift+x", "select a range"), new KeyHint("+", "zoom in")]));
        Assert.Equal(["Shift", "x", "+"], shown.FindAll("kbd").Select(key => key.TextContent));
    }

    [Fact]
    public void KeyHints_None_DrawsNothing() => Assert.Empty(Render<KeyHints>(given => given.Add(c => c.Hints, [])).Markup.Trim());

    [Fact]
    public async Task Shortcuts_KeyPressed_OnlyWantedKeysAreHeard()
    {
        var heard = new List<string>();
        var module = JSInterop.SetupModule("./js/shortcuts.js");
        module.Mode = JSRuntimeMode.Loose;
        var mount = module.SetupModule("mount", _ => true);
        mount.Mode = JSRuntimeMode.Loose;
        Render<Shortcuts>(given => given.Add(c => c.Keys, ["j", "?"]).Add(c => c.OnPress, key => heard.Add(key)));
        var callbacks = Callbacks(module.Invocations["mount"].Single().Arguments[2]);
        await callbacks.Call("OnKey", "j");
        await callbacks.Call("OnKey", "x");
        await callbacks.Call("OnKey", "?");
        Assert.Equal(["j", "?"], heard);
    }

    [Fact]
    public void DropZone_Files_HandedOver()
    {
        IReadOnlyList<IBrowserFile> taken = [];
        var shown = Render<DropZone>(given => given.Add(c => c.OnFiles, files => taken = files));
        shown.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("a", Hostile.Markup), InputFileContent.CreateFromText("b", "b.evtx"));
        Assert.Equal([Hostile.Markup, "b.evtx"], taken.Select(file => file.Name));
        Assert.Empty(shown.FindAll("[role=alert]"));
    }

    [Fact]
    public void DropZone_TooManyFiles_NoneTakenAndSaid()
    {
        var taken = false;
        var shown = Render<DropZone>(given => given.Add(c => c.MaxFiles, 1).Add(c => c.OnFiles, _ => taken = true));
        shown.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("a", "a"), InputFileContent.CreateFromText("b", "b"));
        Assert.False(taken);
        Assert.Contains("Nothing was taken", shown.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void DropZone_Disabled_TakesNoFocus() =>
        Assert.True(Render<DropZone>(given => given.Add(c => c.Disabled, true)).Find("input").HasAttribute("disabled"));

    private static BrowserCalls Callbacks(object? reference) => new(reference);
}
