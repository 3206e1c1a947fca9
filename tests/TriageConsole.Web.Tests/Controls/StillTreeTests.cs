using System.Xml.Linq;
using TriageConsole.Web.Components.Controls;
using Xunit;

namespace TriageConsole.Web.Tests.Controls;

public sealed class StillTreeTests
{
    [Fact]
    public void Write_HostileNames_AreTextInWellFormedXml()
    {
        var name = Hostile.Markup + "\0\uffff\ud800]]>&";

        var svg = XDocument.Parse(StillTreeSvg.Write(StillTree.Of([new() { Id = "1", ImageName = name, Path = name, User = name, CommandLine = name }]), name)).Root!;

        Assert.Equal(["rect", "svg", "text", "title"], svg.DescendantsAndSelf().Select(part => part.Name.LocalName).Distinct().Order());
        Assert.Contains(svg.Descendants(), part => part.Value.StartsWith(Hostile.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain(svg.DescendantsAndSelf().Attributes(), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || attribute.Name.LocalName is "href" or "style");
    }

    [Fact]
    public void Of_LoopAndMoreThanPaperHolds_EndsAndCountsWhatIsLeft()
    {
        ProcessTreeNode[] loop = [new() { Id = "a", ParentId = "b", ImageName = "a" }, new() { Id = "b", ParentId = "a", ImageName = "b" }];
        var wide = Enumerable.Range(0, 200).Select(at => new ProcessTreeNode { Id = $"{at}", ParentId = at == 0 ? null : "0", ImageName = "x" }).ToList();

        Assert.Equal(2, StillTree.Of(loop).Left);
        Assert.Equal((StillTree.MostNodes, 200 - StillTree.MostNodes), (StillTree.Of(wide).Rows.Count, StillTree.Of(wide).Left));
    }

    [Theory]
    [InlineData(ProcessTreeEdge.Observed, false)]
    [InlineData(ProcessTreeEdge.Inferred, true)]
    public void Write_DoubtfulLink_IsDashed(ProcessTreeEdge edge, bool dashed)
    {
        var tree = StillTree.Of([new() { Id = "1", ImageName = "a" }, new() { Id = "2", ParentId = "1", ImageName = "b", Edge = edge }]);

        Assert.Equal(dashed, StillTreeSvg.Write(tree, "t").Contains("stroke-dasharray", StringComparison.Ordinal));
    }
}
