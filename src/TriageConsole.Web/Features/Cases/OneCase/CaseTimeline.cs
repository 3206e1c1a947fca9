namespace TriageConsole.Web.Features.Cases.OneCase;

/// <summary>What a moment of a case's timeline is.</summary>
public enum CaseMomentKind
{
    /// <summary>A process of one of its alerts started or ended.</summary>
    Process,

    /// <summary>Somebody or the console decided on one of its alerts, or commented.</summary>
    Decision,

    /// <summary>A note.</summary>
    Note,

    /// <summary>An escalation, or what became of sending it.</summary>
    Delivery,

    /// <summary>Anything else that was done to the case.</summary>
    Case,
}

/// <summary>One line of a case's timeline.</summary>
/// <param name="Utc">When.</param>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Who">Host for processes, else the person; null for the console itself.</param>
/// <param name="What">What happened, in words; can quote hostile text.</param>
/// <param name="Text">More of it: a command line, a note; hostile text.</param>
/// <param name="AlertId">The alert that it belongs to.</param>
public sealed record CaseMoment(DateTime Utc, CaseMomentKind Kind, string? Who, string What, string? Text, Guid? AlertId);

/// <summary>The story of a case in order of time.</summary>
/// <param name="Moments">Earliest first.</param>
/// <param name="IsCut">Whether there is more than is read.</param>
public sealed record CaseTimeline(IReadOnlyList<CaseMoment> Moments, bool IsCut);
