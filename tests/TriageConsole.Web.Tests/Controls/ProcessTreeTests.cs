using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;
using TriageConsole.Web.Components.Controls;
using Xunit;

namespace TriageConsole.Web.Tests.Controls;

public sealed class ProcessTreeTests : BunitContext
{
    private static readonly IReadOnlyList<ProcessTreeNode> _nodes =
    [
        new() { Id = "1", ImageName = "explorer.exe", Kind = ProcessTreeNodeKind.Ghost },
        new() { Id = "2", ParentId = "1", ImageName = "wscript.exe", Role = ChainRole.Proxy, Signature = SignatureStatus.Valid, Findings = 2, Pid = 4711, Edge = ProcessTreeEdge.Ghost },
        new() { Id = "3", ParentId = "2", ImageName = Hostile.Markup, CommandLine = Hostile.Long, Role = ChainRole.Payload, Edge = ProcessTreeEdge.Contradicted, EdgeReason = Hostile.Markup },
        new() { Id = "4", ParentId = "1", ImageName = "", Kind = ProcessTreeNodeKind.Folded, FoldedCount = 90 },
    ];

    private readonly BunitJSModuleInterop _module;

    public ProcessTreeTests()
    {
        _module = JSInterop.SetupModule("./js/process-tree.js");
        _module.SetupModule("mount", _ => true).Mode = JSRuntimeMode.Loose;
        var list = JSInterop.SetupModule("./js/tree-list.js");
        list.SetupModule("mount", _ => true).Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public async Task Callbacks_NodeOfTheTree_IsHeardAnyOtherIsNot()
    {
        var (chosen, opened, unfolded) = (new List<string>(), new List<string>(), new List<string>());
        Render<ProcessTree>(given => given.Add(c => c.Nodes, _nodes)
            .Add(c => c.OnSelect, id => chosen.Add(id)).Add(c => c.OnOpen, id => opened.Add(id)).Add(c => c.OnFoldedOpened, id => unfolded.Add(id)));
        var browser = new BrowserCalls(_module.Invocations["mount"].Single().Arguments[2]);
        await browser.Call("OnNodeSelected", "2");
        await browser.Call("OnNodeSelected", "999");
        await browser.Call("OnNodeOpened", "3");
        await browser.Call("OnFoldedOpened", "4");
        await browser.Call("OnFoldedOpened", "'; drop");
        Assert.Equal(["2"], chosen);
        Assert.Equal(["3"], opened);
        Assert.Equal(["4"], unfolded);
    }

    [Fact]
    public void Render_List_SaysInWordsWhatTheDiagramDraws()
    {
        var shown = Render<ProcessTree>(given => given.Add(c => c.Nodes, _nodes).Add(c => c.SelectedId, "3"));
        shown.FindAll("button").Single(button => button.TextContent == "List").Click();
        var items = shown.FindAll("[role=treeitem]");
        Assert.Equal(["1", "2", "3", "2"], items.Select(item => item.GetAttribute("aria-level")));
        Assert.Contains("not recorded", items[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("proxy", items[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("2 findings", items[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("parent disputed", items[2].TextContent, StringComparison.Ordinal);
        Assert.Equal("true", items[2].GetAttribute("aria-selected"));
        Assert.Contains("90 more", items[3].TextContent, StringComparison.Ordinal);
        Assert.Empty(shown.FindAll("img"));
    }

    [Fact]
    public void Render_Empty_StillMountsAndListSaysSo()
    {
        var shown = Render<ProcessTree>(given => given.Add(c => c.Nodes, []));
        shown.FindAll("button").Single(button => button.TextContent == "List").Click();
        Assert.Contains("No processes", shown.Find(".tc-empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ModuleMissing_FallsBackToTheList()
    {
        using var context = new BunitContext();
        context.Services.AddSingleton<IJSRuntime>(new NoModules());
        var shown = context.Render<ProcessTree>(given => given.Add(c => c.Nodes, _nodes));
        Assert.Contains("could not be loaded", shown.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(shown.FindAll("[role=treeitem]"));
    }

    [Fact]
    public void List_TwistPressed_ClosesAndKeepsSelection()
    {
        var chosen = new List<string>();
        var shown = Render<ProcessTreeList>(given => given.Add(c => c.Nodes, _nodes).Add(c => c.OnSelect, id => chosen.Add(id)));
        shown.FindAll("[data-toggle]")[0].Click();
        Assert.Equal("false", shown.Find("[role=treeitem]").GetAttribute("aria-expanded"));
        Assert.Single(shown.FindAll("[role=treeitem]"));
        Assert.Empty(chosen);
        shown.Find("[role=treeitem]").Click();
        Assert.Equal(["1"], chosen);
    }

    [Fact]
    public void List_ThousandsOfRows_DrawnInSteps()
    {
        var many = Enumerable.Range(0, 1_200).Select(at => new ProcessTreeNode { Id = $"n{at}", ImageName = "a.exe" }).ToList();
        var shown = Render<ProcessTreeList>(given => given.Add(c => c.Nodes, many));
        Assert.Equal(501, shown.FindAll("[role=treeitem]").Count);
        shown.FindAll("[role=treeitem]")[500].Click();
        Assert.Equal(1_001, shown.FindAll("[role=treeitem]").Count);
    }

    [Fact]
    public void List_LinkToRowFarDown_IsDrawn()
    {
        var many = Enumerable.Range(0, 1_200).Select(at => new ProcessTreeNode { Id = $"n{at}", ImageName = "a.exe" }).ToList();
        var shown = Render<ProcessTreeList>(given => given.Add(c => c.Nodes, many).Add(c => c.SelectedId, "n900"));
        Assert.Single(shown.FindAll("[aria-selected=true]"));
    }

    private sealed class NoModules : IJSRuntime
    {
        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => throw new JSException("Failed to fetch the module.");

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => InvokeAsync<TValue>(identifier, args);
    }
}
