using TriageConsole.Domain.Alerts;

namespace TriageConsole.Data.Model;

/// <summary>People's part of an alert at one moment: what a decision changes and undoing it brings back.</summary>
public sealed record AlertState
{
    public AlertStatus Status { get; init; }

    public AlertOutcome Outcome { get; init; }

    public bool NeedsTuning { get; init; }

    public string? Assignee { get; init; }

    public DateTime? DecidedUtc { get; init; }

    public string? DecidedBy { get; init; }

    public DateTime? FirstDecidedUtc { get; init; }

    public Guid? ApprovedUseId { get; init; }

    public long? CaseId { get; init; }

    public static AlertState Of(AlertRow alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return new()
        {
            Status = alert.Status,
            Outcome = alert.Outcome,
            NeedsTuning = alert.NeedsTuning,
            Assignee = alert.Assignee,
            DecidedUtc = Kept(alert.DecidedUtc),
            DecidedBy = alert.DecidedBy,
            FirstDecidedUtc = Kept(alert.FirstDecidedUtc),
            ApprovedUseId = alert.ApprovedUseId,
            CaseId = alert.CaseId,
        };
    }

    public void ApplyTo(AlertRow alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        (alert.Status, alert.Outcome, alert.NeedsTuning, alert.Assignee) = (Status, Outcome, NeedsTuning, Assignee);
        (alert.DecidedUtc, alert.DecidedBy, alert.FirstDecidedUtc) = (DecidedUtc, DecidedBy, FirstDecidedUtc);
        (alert.ApprovedUseId, alert.CaseId) = (ApprovedUseId, CaseId);
    }

    // PostgreSQL keeps microseconds: without this a state would differ from itself once it was stored.
    private static DateTime? Kept(DateTime? time) => time is { } at ? at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond)) : null;
}
