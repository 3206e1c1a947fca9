using System.Text.Json;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;
using TriageConsole.Web.Components.Controls;
using Xunit;

namespace TriageConsole.Web.Tests.Controls;

public sealed class ProcessTreeNodeTests
{
    [Fact]
    public void CommandLine_Long_CutAtTheLimit()
    {
        var node = new ProcessTreeNode { Id = "1", ImageName = "a", CommandLine = Hostile.Long };
        Assert.Equal(ProcessTreeNode.CommandLineLimit, node.CommandLine!.Length);
        Assert.EndsWith("…", node.CommandLine, StringComparison.Ordinal);
        Assert.Equal("cmd", new ProcessTreeNode { Id = "1", ImageName = "a", CommandLine = "cmd" }.CommandLine);
    }

    [Theory]
    [InlineData(ParentEdgeKind.None, EdgeCorroboration.Contradicted, ProcessTreeEdge.None)]
    [InlineData(ParentEdgeKind.Observed, EdgeCorroboration.None, ProcessTreeEdge.Observed)]
    [InlineData(ParentEdgeKind.Observed, EdgeCorroboration.Corroborated, ProcessTreeEdge.Corroborated)]
    [InlineData(ParentEdgeKind.Observed, EdgeCorroboration.Contradicted, ProcessTreeEdge.Contradicted)]
    [InlineData(ParentEdgeKind.Matched, EdgeCorroboration.None, ProcessTreeEdge.Matched)]
    [InlineData(ParentEdgeKind.Ghost, EdgeCorroboration.None, ProcessTreeEdge.Ghost)]
    [InlineData(ParentEdgeKind.Ghost, EdgeCorroboration.Corroborated, ProcessTreeEdge.Ghost)]
    [InlineData(ParentEdgeKind.Inferred, EdgeCorroboration.Corroborated, ProcessTreeEdge.Inferred)]
    public void EdgeOf_KindAndCorroboration_TheWeightierSpeaks(ParentEdgeKind kind, EdgeCorroboration corroboration, ProcessTreeEdge expected) =>
        Assert.Equal(expected, ProcessTreeNode.EdgeOf(kind, corroboration));

    [Fact]
    public void Json_ForTheModule_NamesItExpects()
    {
        var json = JsonSerializer.SerializeToElement(
            new ProcessTreeNode
            {
                Id = "7",
                ParentId = "3",
                Kind = ProcessTreeNodeKind.Ghost,
                ImageName = "a.exe",
                Role = ChainRole.Proxy,
                Signature = SignatureStatus.Unsigned,
                Edge = ProcessTreeEdge.Inferred,
                StartUtc = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
            },
            JsonSerializerOptions.Web);
        Assert.Equal("Ghost", json.GetProperty("kind").GetString());
        Assert.Equal("Proxy", json.GetProperty("role").GetString());
        Assert.Equal("Unsigned", json.GetProperty("signature").GetString());
        Assert.Equal("Inferred", json.GetProperty("edge").GetString());
        Assert.Equal("3", json.GetProperty("parentId").GetString());
        Assert.Equal("2026-01-02 03:04:05", json.GetProperty("startUtc").GetString());
        Assert.False(json.TryGetProperty("pid", out _));
    }
}
