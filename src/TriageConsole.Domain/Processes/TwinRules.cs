using TriageConsole.Domain.Events;

namespace TriageConsole.Domain.Processes;

/// <summary>What a record, or the records merged so far, say of one process start. Texts are keys: equal for equal text.</summary>
/// <param name="StartUtc">Start, UTC.</param>
/// <param name="Basis">How far the start can be trusted.</param>
/// <param name="Kinds">Which kinds of record said so.</param>
/// <param name="ProcessGuid">GUID where known.</param>
/// <param name="ImageName">Key of the lower-case file name of the image.</param>
/// <param name="CommandLine">Key of the command line; null where not recorded.</param>
/// <param name="ParentProcessId">The parent's process id; null where not recorded.</param>
public readonly record struct StartClaim(
    DateTime StartUtc, TimeBasis Basis, WitnessKind Kinds, Guid? ProcessGuid, long ImageName, long? CommandLine, long? ParentProcessId);

/// <summary>How sure it is that two claims are of one process.</summary>
public enum TwinMatch
{
    /// <summary>They are two processes.</summary>
    None,

    /// <summary>They are one, if nothing else fits as well: their times cannot be compared.</summary>
    Likely,

    /// <summary>They are one.</summary>
    Sure,
}

/// <summary>
/// When two records of one host and process id tell of the same process start. Process ids are used again within minutes,
/// so time decides; where a time's zone is unknown, everything else must be equal.
/// </summary>
public static class TwinRules
{
    /// <summary>How far two sound clocks of one host may differ on one process start.</summary>
    public static readonly TimeSpan Sound = TimeSpan.FromSeconds(2);

    /// <summary>The same where one of the times was moved by an estimated offset, and may have lost its fraction.</summary>
    public static readonly TimeSpan Corrected = TimeSpan.FromSeconds(4);

    /// <summary>The same where a time's zone is not known: zones lie at most this far apart.</summary>
    public static readonly TimeSpan Uncertain = TimeSpan.FromHours(26);

    /// <summary>How far the same record may move by passing through another layout: the fraction of its second.</summary>
    public static readonly TimeSpan SameRecord = TimeSpan.FromSeconds(1);

    /// <summary>How far two starts of one process may lie apart.</summary>
    /// <param name="first">Basis of one time.</param>
    /// <param name="second">Basis of the other.</param>
    public static TimeSpan Tolerance(TimeBasis first, TimeBasis second) => (first > second ? first : second) switch
    {
        TimeBasis.Uncertain => Uncertain,
        TimeBasis.Corrected => Corrected,
        _ => Sound,
    };

    /// <summary>Whether two claims of the same host and process id are of one process.</summary>
    public static TwinMatch Match(in StartClaim first, in StartClaim second)
    {
        if (first.ProcessGuid is { } a && second.ProcessGuid is { } b)
            return a == b ? TwinMatch.Sure : TwinMatch.None;
        if (first.ImageName != second.ImageName)
            return TwinMatch.None;
        var apart = (first.StartUtc - second.StartUtc).Duration();

        // The same kind of record twice is the same record again, or a process id used again at once.
        if (first.Kinds == second.Kinds)
            return apart < SameRecord && AgreeOnWords(first, second) ? TwinMatch.Sure : TwinMatch.None;
        var tolerance = Tolerance(first.Basis, second.Basis);
        if (apart > tolerance)
            return TwinMatch.None;

        // Among several kinds is this one: time and words of what was merged can be another's, who may name another parent.
        if ((first.Kinds & second.Kinds) != 0 && tolerance != Uncertain)
            return apart < SameRecord || AgreeOnWords(first, second) ? TwinMatch.Sure : TwinMatch.None;
        if (tolerance != Uncertain)
            return TwinMatch.Sure;
        return first.CommandLine == second.CommandLine && first.ParentProcessId == second.ParentProcessId ? TwinMatch.Likely : TwinMatch.None;
    }

    /// <summary>Whether command line and parent id agree where both claims have them.</summary>
    public static bool AgreeOnWords(in StartClaim first, in StartClaim second) =>
        (first.CommandLine is null || second.CommandLine is null || first.CommandLine == second.CommandLine)
        && (first.ParentProcessId is null || second.ParentProcessId is null || first.ParentProcessId == second.ParentProcessId);
}
