using System.Globalization;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;
using TriageConsole.Web.Components.Controls;

namespace TriageConsole.Web.Features.Alert;

/// <summary>Makes the nodes of an alert's tree from what was read.</summary>
internal static class AlertTreeBuilder
{
    private const string ProcessPrefix = "p";
    private const string FoldedPrefix = "more-";

    public static string IdOf(long processId) => string.Create(CultureInfo.InvariantCulture, $"{ProcessPrefix}{processId}");

    /// <summary>The process whose children a folded node stands for; null for any other node.</summary>
    public static long? FoldedParent(string nodeId) => Number(nodeId, FoldedPrefix);

    /// <summary>The process a node stands for; null for any other node.</summary>
    public static long? ProcessOf(string nodeId) => Number(nodeId, ProcessPrefix);

    public static IReadOnlyList<ProcessTreeNode> Build(
        IReadOnlyList<ChainProcess> members, VerdictDetail detail, IReadOnlyList<ChainProcess> around, IReadOnlyDictionary<long, int> folded, long? focus = null)
    {
        var hops = BrokeredHops.Of(members, detail);
        var findings = detail.Findings.CountBy(f => f.ProcessId).ToDictionary();
        var processes = members.Concat(around).OrderBy(p => p.StartUtc ?? DateTime.MinValue).ThenBy(p => p.Id).ToList();
        var ids = processes.Select(p => p.Id).ToHashSet();
        var nodes = new List<ProcessTreeNode>(processes.Count + 8);
        nodes.AddRange(processes.Select(p => ProcessNode(p, ids, findings.GetValueOrDefault(p.Id), hops.GetValueOrDefault(p.Id)) with { Badges = p.Id == focus ? ["this process"] : [] }));
        nodes.AddRange(PayloadNodes(detail, ids));
        nodes.AddRange(folded.Where(f => ids.Contains(f.Key)).Select(f => new ProcessTreeNode
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{FoldedPrefix}{f.Key}"),
            ParentId = IdOf(f.Key),
            Kind = ProcessTreeNodeKind.Folded,
            ImageName = "more",
            FoldedCount = f.Value,
        }));
        return nodes;
    }

    private static ProcessTreeNode ProcessNode(ChainProcess process, HashSet<long> ids, int findings, BrokeredHop? hop) => new()
    {
        Id = IdOf(process.Id),
        ParentId = (hop?.CauseId ?? process.ParentId) is { } parent && ids.Contains(parent) ? IdOf(parent) : null,
        Kind = process.IsGhost ? ProcessTreeNodeKind.Ghost : ProcessTreeNodeKind.Process,
        ImageName = process.Name,
        Path = process.Image,
        CommandLine = process.CommandLine,
        User = process.User,
        Pid = process.ProcessId,
        StartUtc = process.StartUtc,
        Role = process.Role,
        Signature = process.Signature.Status,
        Signer = process.Signature.Signer,
        Edge = hop is null ? ProcessTreeNode.EdgeOf(process.ParentEdge, process.Corroboration) : ProcessTreeEdge.Inferred,
        EdgeReason = hop?.Reason ?? process.Contradiction ?? (process.ParentEdge == ParentEdgeKind.Ghost ? "the parent is named but not in the data" : null),
        Findings = findings,
    };

    /// <summary>What the command lines name. A payload that is a process of its own has its node already.</summary>
    private static IEnumerable<ProcessTreeNode> PayloadNodes(VerdictDetail detail, HashSet<long> ids)
    {
        var number = 0;
        foreach (var payload in detail.Payloads.Where(p => p.Kind != PayloadKind.Process && ids.Contains(p.ProcessId)))
        {
            yield return new ProcessTreeNode
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"payload-{payload.ProcessId}-{number++}"),
                ParentId = IdOf(payload.ProcessId),
                Kind = ProcessTreeNodeKind.Payload,
                ImageName = payload.Kind == PayloadKind.InlineCode ? "code in the command line" : WindowsPath.FileName(payload.Text),
                Path = payload.Text,
                Role = ChainRole.Payload,
                Badges = [PayloadWords.Of(payload.Kind), PayloadWords.Of(payload.Location)],
            };
        }
    }

    private static long? Number(string nodeId, string prefix) =>
        nodeId.StartsWith(prefix, StringComparison.Ordinal)
        && long.TryParse(nodeId.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
