using TriageConsole.Domain.Baseline;

namespace TriageConsole.Data.Model;

public sealed class ApprovedUseRow
{
    public Guid Id { get; set; }

    public required string Title { get; set; }

    public ApprovedUseState State { get; set; }

    public required string Owner { get; set; }

    /// <summary>The user that the owner is by name; null where it names none, a team for example.</summary>
    public long? OwnerUserId { get; set; }

    public required string Reason { get; set; }

    public string Ticket { get; set; } = string.Empty;

    /// <summary>JSON array of <see cref="UseCondition"/>.</summary>
    public required string ConditionsJson { get; set; }

    public DateTime ReviewUtc { get; set; }

    public DateTime ExpiresUtc { get; set; }

    public required string ProposedBy { get; set; }

    public DateTime ProposedUtc { get; set; }

    public string? DecidedBy { get; set; }

    public DateTime? DecidedUtc { get; set; }

    public string? DecisionNote { get; set; }

    /// <summary>Approved by its proposer, because the instance has a single admin. Marked everywhere.</summary>
    public bool SelfApproved { get; set; }

    /// <summary>Why the warnings of the lint are right anyway; null where there were none.</summary>
    public string? Acknowledgement { get; set; }

    public long? FromAlertId { get; set; }

    /// <summary>The exercise from whose alert it was proposed; it can't be approved and goes with the exercise. Null for all others.</summary>
    public long? ExerciseId { get; set; }

    public int Hits { get; set; }

    public DateTime? LastHitUtc { get; set; }

    /// <summary>The version that waits for approval while this one stays as it is, as JSON; null where none does.</summary>
    public string? RenewalJson { get; set; }

    public string? RenewalBy { get; set; }

    public DateTime? RenewalUtc { get; set; }

    public int Version { get; set; }
}
