using TriageConsole.Web.Features.Alerts;

namespace TriageConsole.Web.Features.Decisions.Panels;

/// <summary>What a person is about to do.</summary>
public enum DecisionKind
{
    Allow,
    Escalate,
    Close,
    Reopen,
}

/// <summary>The alert that a decision is about, as it was seen.</summary>
public sealed record DecisionTarget(Guid Id, int Version, string Chain, string Host)
{
    public static DecisionTarget Of(AlertQueueRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new(row.PublicId, row.Version, row.Chain, row.Host);
    }
}

/// <summary>What came of it.</summary>
/// <param name="Kind">What was done.</param>
/// <param name="Done">The alerts on which it is done.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record DecisionDone(DecisionKind Kind, IReadOnlyCollection<Guid> Done, string Message);

/// <summary>A decision that a person has begun.</summary>
public sealed record Deciding(DecisionKind Kind, DecisionTarget Target);
