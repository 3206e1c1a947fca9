namespace TriageConsole.Domain.Alerts;

/// <summary>Where an alert stands. Stored as a number: never renumber.</summary>
public enum AlertStatus
{
    /// <summary>Nobody decided.</summary>
    Open = 0,

    /// <summary>An approved use covers it; kept, counted, visible.</summary>
    Covered = 1,

    /// <summary>A person allowed it; the approved use waits for its approval.</summary>
    AllowedPending = 2,

    /// <summary>A person allowed it and the approved use is in force.</summary>
    Allowed = 3,

    /// <summary>In a case.</summary>
    Escalated = 4,

    /// <summary>Closed with an outcome.</summary>
    Closed = 5,
}

/// <summary>How an alert was closed. Stored as a number: never renumber.</summary>
public enum AlertOutcome
{
    /// <summary>Not closed.</summary>
    None = 0,

    /// <summary>An attack or a test of one.</summary>
    TruePositive = 1,

    /// <summary>Real and harmless.</summary>
    BenignPositive = 2,

    /// <summary>The analytic was wrong.</summary>
    FalsePositive = 3,

    /// <summary>Could not be told.</summary>
    Undetermined = 4,
}

/// <summary>What a person or the console did to an alert. Stored as a number: never renumber.</summary>
public enum AlertAction
{
    /// <summary>Raised by detection.</summary>
    Raised = 0,

    /// <summary>Judged again with another result.</summary>
    Rejudged = 1,

    /// <summary>Allowed.</summary>
    Allowed = 2,

    /// <summary>Escalated.</summary>
    Escalated = 3,

    /// <summary>Closed.</summary>
    Closed = 4,

    /// <summary>Opened again.</summary>
    Reopened = 5,

    /// <summary>Assigned or taken.</summary>
    Assigned = 6,

    /// <summary>Commented.</summary>
    Commented = 7,

    /// <summary>Covered by an approved use.</summary>
    Covered = 8,

    /// <summary>No longer covered.</summary>
    Uncovered = 9,

    /// <summary>A decision was taken back: the alert is what it was before.</summary>
    Undone = 10,
}
