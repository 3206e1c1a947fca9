using TriageConsole.Domain.Alerts;

namespace TriageConsole.Web.Features.Decisions;

/// <summary>
/// How a command ended. Only <see cref="Done"/> changed anything. Whoever may not call a command at all gets no result but
/// a <see cref="Hosting.Access.PermissionDeniedException"/>.
/// </summary>
public abstract record DecisionResult
{
    private DecisionResult()
    {
    }

    /// <summary>It is done and on record.</summary>
    /// <param name="Version">The version of the alert or approved use from now on.</param>
    public sealed record Done(int Version) : DecisionResult;

    /// <summary>What it is about does not exist (any more).</summary>
    /// <param name="What">A sentence for people.</param>
    public sealed record Gone(string What) : DecisionResult;

    /// <summary>Something that was filled in will not do.</summary>
    /// <param name="Faults">All faults at once, each a sentence.</param>
    public sealed record Invalid(IReadOnlyList<string> Faults) : DecisionResult;

    /// <summary>Somebody else changed it since it was looked at. Ask, and repeat with the version that stands here.</summary>
    /// <param name="Standing">How it stands now.</param>
    public sealed record Overtaken(AlertStanding Standing) : DecisionResult;

    /// <summary>Somebody else decided on an approved use first; there is nothing left to decide.</summary>
    /// <param name="What">A sentence for people: who, what, when.</param>
    public sealed record Settled(string What) : DecisionResult;
}

/// <summary>Where an alert stands and who brought it there: what the second of two analysts is shown.</summary>
public sealed record AlertStanding
{
    public required int Version { get; init; }

    public required AlertStatus Status { get; init; }

    public required AlertOutcome Outcome { get; init; }

    public string? Assignee { get; init; }

    /// <summary>Who did the last thing to it; null for the console itself.</summary>
    public string? By { get; init; }

    public DateTime? AtUtc { get; init; }

    public AlertAction? Action { get; init; }

    public string? Note { get; init; }
}
