using TriageConsole.Domain.Baseline;

namespace TriageConsole.Detection.Baseline;

/// <summary>One entry of a baseline file: an approved use, and what people said of it.</summary>
public sealed record BaselineEntry
{
    /// <summary>The use, in the state that the file gives it.</summary>
    public required ApprovedUse Use { get; init; }

    /// <summary>Why the warnings of the lint are right anyway; null where nobody said.</summary>
    public string? Acknowledgement { get; init; }

    /// <summary>When somebody should look at it again (UTC); null where the file does not say.</summary>
    public DateTime? ReviewUtc { get; init; }

    /// <summary>Who proposed and decided it, oldest first; on record and without effect: no file approves anything.</summary>
    public IReadOnlyList<UseApproval> Approvals { get; init; } = [];
}

/// <summary>One step of an approved use on its way.</summary>
/// <param name="Action">What was done.</param>
/// <param name="By">Name of who did it; hostile text.</param>
/// <param name="Utc">When.</param>
/// <param name="Note">What was said; null for nothing.</param>
/// <param name="IsSelf">Approved by its own proposer, for want of another admin.</param>
public sealed record UseApproval(UseAction Action, string By, DateTime Utc, string? Note = null, bool IsSelf = false);

/// <summary>What people do with an approved use. Written by name: never rename.</summary>
public enum UseAction
{
    /// <summary>Proposed.</summary>
    Proposed,

    /// <summary>Put in force.</summary>
    Approved,

    /// <summary>Refused.</summary>
    Rejected,

    /// <summary>Taken out of force.</summary>
    Retired,
}
