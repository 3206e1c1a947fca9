using TriageConsole.Detection.CommandLines;
using TriageConsole.Detection.Text;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Reference;

/// <summary>How readily a host starts other programs in honest use.</summary>
public enum SpawnHabit
{
    /// <summary>Almost never: any child is telling.</summary>
    Rare = 0,

    /// <summary>As its script says: what the child is decides.</summary>
    Scripted = 1,

    /// <summary>Every day: a child alone says nothing.</summary>
    Routine = 2,
}

/// <summary>A signed Microsoft host or utility that can be made to run other code.</summary>
public sealed record ProxyHost
{
    /// <summary>Id: what signals and grammars know it by.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people.</summary>
    public required string Title { get; init; }

    /// <summary>File names, lower case.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>OriginalFileName of its version resource, lower case, without a trailing .mui.</summary>
    public required IReadOnlyList<string> OriginalNames { get; init; }

    /// <summary>Description of its version resource; older recordings have no OriginalFileName.</summary>
    public IReadOnlyList<string> Descriptions { get; init; } = [];

    /// <summary>Globs over the canonical folders it belongs in; empty where it can lie anywhere.</summary>
    public required IReadOnlyList<Glob> Folders { get; init; }

    /// <summary>Whether a path lies in one of the folders it belongs in.</summary>
    public bool IsHome(CanonicalPath image)
    {
        ArgumentNullException.ThrowIfNull(image);
        foreach (var folder in Folders)
        {
            if (folder.IsMatch(image.Folder))
                return true;
        }

        return false;
    }

    /// <summary>Name of the payload grammar; <c>none</c> where its arguments name no payload.</summary>
    public required string Grammar { get; init; }

    /// <summary>ATT&amp;CK id.</summary>
    public required string Technique { get; init; }

    /// <summary>Whether it starts other programs in honest use.</summary>
    public required SpawnHabit Spawns { get; init; }

    /// <summary>Only carries code for a signed script; a chain is keyed by it only where a signal says so.</summary>
    public bool IsCarrier { get; init; }
}

/// <summary>A script that Microsoft signs and Windows or a product ships.</summary>
/// <param name="Id">Id.</param>
/// <param name="Names">File names, lower case.</param>
/// <param name="Folders">Globs over the canonical folders it belongs in.</param>
/// <param name="Technique">ATT&amp;CK id of its abuse.</param>
public sealed record SignedScript(string Id, IReadOnlyList<string> Names, IReadOnlyList<string> Folders, string Technique);

/// <summary>Paths of one location class.</summary>
/// <param name="Pattern">Glob over the canonical path.</param>
/// <param name="Location">The class.</param>
public sealed record LocationRule(string Pattern, LocationClass Location);

/// <summary>A process that starts others on request.</summary>
/// <param name="Name">File name, lower case.</param>
/// <param name="CommandContains">What its command line must hold; null where nothing.</param>
/// <param name="IsTask">Whether it starts scheduled tasks (the longer window).</param>
public sealed record Broker(string Name, string? CommandContains, bool IsTask);

/// <summary>A technique of ATT&amp;CK.</summary>
/// <param name="Id">Id.</param>
/// <param name="Name">Name.</param>
/// <param name="Tactics">Names of its tactics in the version given.</param>
public sealed record AttackTechnique(string Id, string Name, IReadOnlyList<string> Tactics);

/// <summary>A documented way to make a less common host run other code.</summary>
public sealed record DocumentedUse
{
    /// <summary>The host's id.</summary>
    public required string Host { get; init; }

    /// <summary>Non-backtracking regular expression over the canonical command line.</summary>
    public required string Pattern { get; init; }

    /// <summary>Whether a payload outside trusted folders must be named as well.</summary>
    public required bool NeedsUntrustedPayload { get; init; }

    /// <summary>Which weight of the signal it scores: weak, plain or strong.</summary>
    public required string Weight { get; init; }

    /// <summary>Sentence for people.</summary>
    public required string Title { get; init; }

    /// <summary>ATT&amp;CK id.</summary>
    public required string Technique { get; init; }
}
