namespace TriageConsole.Data.Model;

/// <summary>What happened to an approved use. Stored as a number: never renumber.</summary>
public enum UseChange
{
    Proposed = 0,

    /// <summary>The proposal was changed before anybody decided on it.</summary>
    Revised = 1,
    Approved = 2,
    Refused = 3,

    /// <summary>A new version of one that was approved before was proposed.</summary>
    RenewalProposed = 4,
    RenewalApproved = 5,
    RenewalRefused = 6,
    OwnerChanged = 7,
    Retired = 8,

    /// <summary>Taken back by who proposed it.</summary>
    Withdrawn = 9,
}

/// <summary>One version of an approved use: who did what when, and what it said from then on. Never changed.</summary>
public sealed class UseVersionRow
{
    public long Id { get; set; }

    public Guid UseId { get; set; }

    /// <summary>The version of the approved use that the change led to.</summary>
    public int Number { get; set; }

    public UseChange Change { get; set; }

    public required string By { get; set; }

    public DateTime AtUtc { get; set; }

    public string? Note { get; set; }

    /// <summary>All that it says, as JSON.</summary>
    public required string ContentJson { get; set; }
}
