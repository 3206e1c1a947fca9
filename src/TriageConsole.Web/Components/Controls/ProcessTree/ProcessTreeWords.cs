using System.Globalization;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Web.Components.Controls;

/// <summary>A node in words: what its shape, lines and marks say in the diagram.</summary>
internal static class ProcessTreeWords
{
    public static IEnumerable<string> Tags(ProcessTreeNode node)
    {
        if (node.Role != ChainRole.Context)
            yield return node.Role.ToString().ToLowerInvariant();
        if (node.Kind == ProcessTreeNodeKind.Payload && node.Role != ChainRole.Payload)
            yield return "payload";
        if (node.Kind == ProcessTreeNodeKind.Ghost)
            yield return "not recorded";
        if (node.Kind == ProcessTreeNodeKind.Folded)
            yield return "not loaded";
        if (node.Edge == ProcessTreeEdge.Inferred)
            yield return "brokered";
        if (node.Edge == ProcessTreeEdge.Contradicted)
            yield return "parent disputed";
    }

    public static string Name(ProcessTreeNode node) => node.Kind == ProcessTreeNodeKind.Folded
        ? string.Create(CultureInfo.InvariantCulture, $"{node.FoldedCount} more")
        : node.ImageName.Length == 0 ? "(unknown)" : HostileText.Visible(node.ImageName);

    /// <summary>How the parent is known, where that is worth a word.</summary>
    public static string? Edge(ProcessTreeNode node)
    {
        var words = node.Edge switch
        {
            ProcessTreeEdge.Matched => "parent matched by process id, time and image",
            ProcessTreeEdge.Ghost => "parent named, not recorded",
            ProcessTreeEdge.Inferred => "parent inferred",
            ProcessTreeEdge.Contradicted => "records name different parents",
            _ => null,
        };
        return words is null || string.IsNullOrEmpty(node.EdgeReason) ? words : $"{words}: {HostileText.Visible(node.EdgeReason)}";
    }
}
