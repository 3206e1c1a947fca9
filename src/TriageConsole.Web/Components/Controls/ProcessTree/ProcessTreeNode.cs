using System.Globalization;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Web.Components.Controls;

/// <summary>What a node of the tree stands for.</summary>
public enum ProcessTreeNodeKind
{
    /// <summary>A recorded process.</summary>
    Process,

    /// <summary>A process that is only named by its child.</summary>
    Ghost,

    /// <summary>A script, assembly, stylesheet, URL or the like that a process ran.</summary>
    Payload,

    /// <summary>A counted group of processes that the page has not loaded.</summary>
    Folded,
}

/// <summary>How the link from a node to its parent is known.</summary>
public enum ProcessTreeEdge
{
    /// <summary>There is no parent, or it can not be told.</summary>
    None,

    /// <summary>The record names the parent, and it is in the data.</summary>
    Observed,

    /// <summary>Observed, and a second record bears it out.</summary>
    Corroborated,

    /// <summary>Matched by process id, time and image.</summary>
    Matched,

    /// <summary>The parent is named but was not recorded.</summary>
    Ghost,

    /// <summary>The recorded parent is a broker; this is who caused it, by inference.</summary>
    Inferred,

    /// <summary>Records name different parents.</summary>
    Contradicted,
}

/// <summary>One node of a process tree, as drawn. All text is hostile and is drawn as text.</summary>
public sealed record ProcessTreeNode
{
    /// <summary>The most of a command line that goes to the browser with each node.</summary>
    public const int CommandLineLimit = 300;

    private readonly string? _commandLine;

    /// <summary>Unique in the tree, stable over reloads: it stands in links.</summary>
    public required string Id { get; init; }

    /// <summary>The parent's id; null for a root. An id that is not in the tree makes a root too.</summary>
    public string? ParentId { get; init; }

    public ProcessTreeNodeKind Kind { get; init; }

    /// <summary>File name of the image, or of the payload.</summary>
    public required string ImageName { get; init; }

    /// <summary>Full path, or the payload's text.</summary>
    public string? Path { get; init; }

    /// <summary>Command line; kept up to <see cref="CommandLineLimit"/>, for searching and pointing at.</summary>
    public string? CommandLine
    {
        get => _commandLine;
        init => _commandLine = value is { Length: > CommandLineLimit } ? string.Concat(value.AsSpan(0, CommandLineLimit - 1), "…") : value;
    }

    public string? User { get; init; }

    public long? Pid { get; init; }

    /// <summary>Start as shown, UTC; null where unknown.</summary>
    public DateTime? StartUtc { get; init; }

    /// <summary><see cref="StartUtc"/> as the browser shows it.</summary>
    public string? StartText => StartUtc?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public ChainRole Role { get; init; } = ChainRole.Context;

    public SignatureStatus Signature { get; init; }

    public string? Signer { get; init; }

    public ProcessTreeEdge Edge { get; init; } = ProcessTreeEdge.Observed;

    /// <summary>Why the link is inferred, or what contradicts it.</summary>
    public string? EdgeReason { get; init; }

    /// <summary>How many findings rest on it.</summary>
    public int Findings { get; init; }

    /// <summary>Short words shown with the process id.</summary>
    public IReadOnlyList<string> Badges { get; init; } = [];

    /// <summary>How many processes a folded node stands for.</summary>
    public int FoldedCount { get; init; }

    /// <summary>The edge as the domain's two facts make it.</summary>
    public static ProcessTreeEdge EdgeOf(ParentEdgeKind kind, EdgeCorroboration corroboration) => (kind, corroboration) switch
    {
        (ParentEdgeKind.None, _) => ProcessTreeEdge.None,
        (_, EdgeCorroboration.Contradicted) => ProcessTreeEdge.Contradicted,
        (ParentEdgeKind.Ghost, _) => ProcessTreeEdge.Ghost,
        (ParentEdgeKind.Inferred, _) => ProcessTreeEdge.Inferred,
        (_, EdgeCorroboration.Corroborated) => ProcessTreeEdge.Corroborated,
        (ParentEdgeKind.Matched, _) => ProcessTreeEdge.Matched,
        _ => ProcessTreeEdge.Observed,
    };
}
