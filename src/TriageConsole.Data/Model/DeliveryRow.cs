namespace TriageConsole.Data.Model;

/// <summary>Where a delivery stands. Stored as a number: never renumber.</summary>
public enum DeliveryState
{
    /// <summary>Not delivered yet; <see cref="DeliveryRow.NextUtc"/> says when it is tried.</summary>
    Waiting = 0,

    Delivered = 1,

    /// <summary>The target will not have it; another attempt of the same would change nothing.</summary>
    Refused = 2,

    /// <summary>Tried as often as it may be.</summary>
    GaveUp = 3,
}

/// <summary>One escalation on its way to one target. The row is the truth, a job only the doorbell.</summary>
public sealed class DeliveryRow
{
    public long Id { get; set; }

    public long EscalationId { get; set; }

    public EscalationRow? Escalation { get; set; }

    /// <summary>Null once the target was removed.</summary>
    public long? TargetId { get; set; }

    public EscalationTargetRow? Target { get; set; }

    /// <summary>The target's name when it was chosen.</summary>
    public required string TargetName { get; set; }

    /// <summary>The target's kind when it was chosen.</summary>
    public required string TargetKind { get; set; }

    public DeliveryState State { get; set; }

    /// <summary>Attempts begun, over all rounds.</summary>
    public int Attempts { get; set; }

    /// <summary>The number of attempts after which it gives up; trying again moves it on.</summary>
    public int MostAttempts { get; set; }

    /// <summary>
    /// While it waits: not before then. Whoever takes an attempt first moves it past the attempt's end, so that nobody else
    /// takes it too, and it falls due again if the process dies.
    /// </summary>
    public DateTime NextUtc { get; set; }

    /// <summary>When the last attempt began.</summary>
    public DateTime? LastUtc { get; set; }

    /// <summary>What the target last said, bounded and without secrets; foreign text.</summary>
    public string? LastAnswer { get; set; }

    public DateTime? DeliveredUtc { get; set; }

    /// <summary>The same in every attempt: a target that knows it already has this delivery.</summary>
    public required string IdempotencyKey { get; set; }

    public DateTime CreatedUtc { get; set; }

    /// <summary>Who asked for the latest round after it had ended.</summary>
    public string? RetriedBy { get; set; }
}
