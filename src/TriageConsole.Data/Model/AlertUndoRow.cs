using TriageConsole.Domain.Alerts;

namespace TriageConsole.Data.Model;

/// <summary>What people's part of an alert was before the last decision of a person on it, for as long as that can be taken back.</summary>
public sealed class AlertUndoRow
{
    public long AlertId { get; set; }

    public AlertRow? Alert { get; set; }

    /// <summary>Equal for what was decided in one go.</summary>
    public Guid RunId { get; set; }

    public required string UserName { get; set; }

    public DateTime AtUtc { get; set; }

    /// <summary>What was done.</summary>
    public AlertAction Action { get; set; }

    /// <summary>The alert's version after it; an alert with another was changed since.</summary>
    public int Version { get; set; }

    public AlertStatus Status { get; set; }

    public AlertOutcome Outcome { get; set; }

    public bool NeedsTuning { get; set; }

    public string? Assignee { get; set; }

    public DateTime? DecidedUtc { get; set; }

    public string? DecidedBy { get; set; }

    public Guid? ApprovedUseId { get; set; }

    public long? CaseId { get; set; }
}
