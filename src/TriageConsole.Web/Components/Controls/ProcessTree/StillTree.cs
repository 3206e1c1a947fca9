using TriageConsole.Domain.Detection;

namespace TriageConsole.Web.Components.Controls;

/// <summary>One process of a still picture, placed. Its words have been made visible and cut.</summary>
/// <param name="Node">The node.</param>
/// <param name="X">Left.</param>
/// <param name="Y">Top.</param>
/// <param name="Line">The path from its parent; null for a root.</param>
/// <param name="Name">Its name.</param>
/// <param name="Facts">What else is known, in words.</param>
internal sealed record StillRow(ProcessTreeNode Node, int X, int Y, string? Line, string Name, string Facts)
{
    public bool IsMember => Node.Role != ChainRole.Context;

    /// <summary>The link to the parent is not simply observed.</summary>
    public bool IsDoubtful => Node.Edge is not (ProcessTreeEdge.Observed or ProcessTreeEdge.Corroborated or ProcessTreeEdge.None);
}

/// <summary>A tree laid out for paper: a process a line, indented under its parent.</summary>
internal sealed record StillTree(IReadOnlyList<StillRow> Rows, int Width, int Height, int Left)
{
    /// <summary>Nodes drawn at most: more is no picture for paper.</summary>
    public const int MostNodes = 120;

    public const int CardWidth = 520;
    public const int CardHeight = 38;
    public const int Inset = 10;
    public const int NameLine = 16;
    public const int FactsLine = 31;

    private const int Gap = 8;
    private const int Indent = 24;
    private const int Margin = 2;
    private const int DeepestIndent = 24;

    public static StillTree Of(IReadOnlyList<ProcessTreeNode> nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        var ids = nodes.Select(n => n.Id).ToHashSet();
        var children = nodes.Where(n => n.ParentId is { } parent && ids.Contains(parent)).ToLookup(n => n.ParentId!);
        var rows = new List<StillRow>();
        var seen = new HashSet<string>();

        // A stack and a memory of what was drawn: neither depth nor a loop in the data can harm.
        var open = new Stack<(ProcessTreeNode Node, int Depth, StillRow? Parent)>();
        foreach (var root in nodes.Where(n => n.ParentId is null || !ids.Contains(n.ParentId)).Reverse())
            open.Push((root, 0, null));
        while (rows.Count < MostNodes && open.TryPop(out var next))
        {
            if (!seen.Add(next.Node.Id))
                continue;
            var row = Place(next.Node, rows.Count, next.Depth, next.Parent);
            rows.Add(row);
            foreach (var child in children[next.Node.Id].Reverse())
                open.Push((child, next.Depth + 1, row));
        }

        return new(
            rows,
            Margin + CardWidth + rows.Select(r => r.X).DefaultIfEmpty(Margin).Max(),
            2 * Margin + Math.Max(1, rows.Count) * (CardHeight + Gap) - Gap,
            nodes.Count - rows.Count);
    }

    private static StillRow Place(ProcessTreeNode node, int at, int depth, StillRow? parent)
    {
        var x = Margin + Indent * Math.Min(depth, DeepestIndent);
        var y = Margin + at * (CardHeight + Gap);
        var line = parent is null ? null : FormattableString.Invariant($"M{parent.X + 12} {parent.Y + CardHeight}V{y + CardHeight / 2}H{x}");
        return new(node, x, y, line, Cut(ProcessTreeWords.Name(node), 60), Cut(Facts(node), 86));
    }

    private static string Facts(ProcessTreeNode node) => string.Join(" · ", new[]
    {
        string.Join(", ", ProcessTreeWords.Tags(node)),
        node.Pid is { } pid ? FormattableString.Invariant($"pid {pid}") : null,
        node.StartText,
        HostileText.Visible(node.User),
        node.Kind == ProcessTreeNodeKind.Process ? $"signature {node.Signature.ToString().ToLowerInvariant()}" : null,
        node.Kind == ProcessTreeNodeKind.Payload ? HostileText.Visible(node.Path) : null,
        ProcessTreeWords.Edge(node),
    }.Where(part => !string.IsNullOrEmpty(part)));

    private static string Cut(string text, int longest) => text.Length <= longest ? text : string.Concat(text.AsSpan(0, longest - 1), "…");
}
