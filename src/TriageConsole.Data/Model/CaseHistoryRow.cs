namespace TriageConsole.Data.Model;

/// <summary>What was done to a case. Stored as a number: never renumber.</summary>
public enum CaseAction
{
    Opened = 0,
    Renamed = 1,
    Owned = 2,
    Closed = 3,
    Reopened = 4,
    AlertAdded = 5,
    AlertRemoved = 6,
    Escalated = 7,
    Noted = 8,
    TaskAdded = 9,
    TaskChanged = 10,
    TaskDone = 11,
    TaskUndone = 12,
    TaskRemoved = 13,

    /// <summary>Another case came into this one.</summary>
    MergedFrom = 14,

    /// <summary>This one went into another.</summary>
    MergedInto = 15,
}

/// <summary>Who did what to a case, when, from where. Only ever added to.</summary>
public sealed class CaseHistoryRow
{
    public long Id { get; set; }

    public long CaseId { get; set; }

    public CaseRow? Case { get; set; }

    /// <summary>The case that it happened in, where that was merged into this one since.</summary>
    public long? OriginCaseId { get; set; }

    public DateTime AtUtc { get; set; }

    public required string UserName { get; set; }

    /// <summary>Address the person came from.</summary>
    public string? Address { get; set; }

    public CaseAction Action { get; set; }

    /// <summary>What it is about, in words; can quote hostile text.</summary>
    public string? Note { get; set; }

    /// <summary>The alert that it is about.</summary>
    public Guid? AlertId { get; set; }
}
