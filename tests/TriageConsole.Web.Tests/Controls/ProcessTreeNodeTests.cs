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
    public void Wire_FullAndBareNode_EveryFieldInItsPlace()
    {
        var json = JsonDocument.Parse(ProcessTreeWire.Write(
        [
            new ProcessTreeNode { Id = "7", ParentId = "gone", ImageName = Hostile.Markup, Path = Hostile.Turned },
            new ProcessTreeNode
            {
                Id = "8",
                ParentId = "7",
                Kind = ProcessTreeNodeKind.Payload,
                ImageName = Hostile.Markup,
                CommandLine = "cmd \"\u0000",
                User = "u",
                Pid = 42,
                StartUtc = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc),
                Role = ChainRole.Proxy,
                Signature = SignatureStatus.Unsigned,
                Signer = "s",
                Edge = ProcessTreeEdge.Inferred,
                EdgeReason = "why",
                Findings = 3,
                FoldedCount = 9,
                Badges = ["x", "y"],
            },
        ])).RootElement;
        var texts = json.GetProperty("texts").EnumerateArray().Select(text => text.GetString()).ToList();
        string? Text(JsonElement place) => place.GetInt32() < 0 ? null : texts[place.GetInt32()];

        var bare = json.GetProperty("rows")[0];
        Assert.Equal(11, bare.GetArrayLength());
        Assert.Equal(("7", -1), (bare[0].GetString(), bare[1].GetInt32()));
        Assert.Equal([Hostile.Markup, Hostile.Turned, null, "Context", "Unknown", "Observed"], Enumerable.Range(2, 6).Select(at => Text(bare[at])));
        Assert.All([8, 9, 10], at => Assert.Equal(JsonValueKind.Null, bare[at].ValueKind));

        var full = json.GetProperty("rows")[1];
        Assert.Equal(("8", 0), (full[0].GetString(), full[1].GetInt32()));
        Assert.Equal(["Proxy", "Unsigned", "Inferred"], Enumerable.Range(5, 3).Select(at => Text(full[at])));
        Assert.Equal(("cmd \"\u0000", 42, "2026-01-02 03:04:05"), (full[8].GetString(), full[9].GetInt32(), full[10].GetString()));
        Assert.Equal(["Payload", "s", "why"], Enumerable.Range(11, 3).Select(at => Text(full[at])));
        Assert.Equal((3, 9), (full[14].GetInt32(), full[15].GetInt32()));
        Assert.Equal(["x", "y"], Enumerable.Range(16, 2).Select(at => Text(full[at])));
    }

    [Fact]
    public void Wire_LoneSurrogate_IsStillReadable()
    {
        var json = JsonDocument.Parse(ProcessTreeWire.Write([new ProcessTreeNode { Id = "1", ImageName = "a" + (char)0xD800 }]));
        Assert.Equal("a\uFFFD", json.RootElement.GetProperty("texts")[0].GetString());
    }
}
