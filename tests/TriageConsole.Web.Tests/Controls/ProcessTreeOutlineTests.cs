using TriageConsole.Domain.Detection;
using TriageConsole.Web.Components.Controls;
using Xunit;

namespace TriageConsole.Web.Tests.Controls;

public sealed class ProcessTreeOutlineTests
{
    [Fact]
    public void Rows_PathToProxy_OpenTheRestClosed()
    {
        var rows = new ProcessTreeOutline([Node("a"), Node("b", "a", ChainRole.Proxy), Node("c", "b", ChainRole.Payload), Node("d", "a"), Node("e", "d")]).Rows().ToList();
        Assert.Equal(["a", "b", "c", "d"], rows.Select(row => row.Node.Id));
        Assert.Equal([1, 2, 3, 2], rows.Select(row => row.Level));
        Assert.Equal((bool?[])[true, true, null, false], rows.Select(row => row.Open));
        Assert.Equal((2, 2, 1), (rows[3].Position, rows[3].Siblings, rows[3].Below));
        Assert.Equal(4, rows[0].Below);
    }

    [Fact]
    public void Rows_LoopOrphanAndSelfParent_EachShownOnce()
    {
        var outline = new ProcessTreeOutline([Node("a", "c"), Node("b", "a"), Node("c", "b"), Node("self", "self"), Node("orphan", "none"), Node("a")]);
        foreach (var id in (string[])["a", "b", "c"])
            outline.Reveal(id);
        Assert.Equal(["a", "b", "c", "orphan", "self"], outline.Rows().Select(row => row.Node.Id).Order(StringComparer.Ordinal));
        Assert.Equal(5, outline.Count());
    }

    [Fact]
    public void Rows_DeepChain_DoesNotOverflow()
    {
        var outline = new ProcessTreeOutline([.. Enumerable.Range(0, 20_000).Select(at => Node($"{at}", at == 0 ? null : $"{at - 1}"))]);
        outline.Reveal("19999");
        Assert.Equal(20_000, outline.Rows().Count());
    }

    [Fact]
    public void Toggle_OpenAndClosedAndLeaf_OnlyParentsChange()
    {
        var outline = new ProcessTreeOutline([Node("a"), Node("b", "a")]);
        Assert.Equal(2, outline.Rows().Count());
        Assert.True(outline.Toggle("a"));
        Assert.Single(outline.Rows());
        Assert.False(outline.Toggle("b"));
        Assert.False(outline.Toggle("none"));
    }

    [Fact]
    public void OpenAs_NewLoadOfTheSameTree_KeepsWhatWasClosed()
    {
        var old = new ProcessTreeOutline([Node("a"), Node("b", "a")]);
        old.Toggle("a");
        var fresh = new ProcessTreeOutline([Node("a"), Node("b", "a"), Node("c", "a")]);
        fresh.OpenAs(old);
        Assert.Single(fresh.Rows());
    }

    private static ProcessTreeNode Node(string id, string? parent = null, ChainRole role = ChainRole.Context) =>
        new() { Id = id, ParentId = parent, ImageName = $"{id}.exe", Role = role };
}
