namespace TriageConsole.Data.Model;

/// <summary>What was done with a report, its files, or a schedule. Stored as a number: never renumber.</summary>
public enum ReportAction
{
    Requested = 0,
    Made = 1,
    Failed = 2,
    Cancelled = 3,
    Downloaded = 4,
    Deleted = 5,

    /// <summary>Removed by retention.</summary>
    Expired = 6,
    Delivered = 7,
    NotDelivered = 8,
    ScheduleAdded = 9,
    ScheduleChanged = 10,
    ScheduleRemoved = 11,

    /// <summary>The key that packs are signed with was made.</summary>
    KeyMade = 12,
}

/// <summary>Who did what with reports, when, from where. Only ever added to; it stays when the report goes.</summary>
public sealed class ReportHistoryRow
{
    public long Id { get; set; }

    public DateTime AtUtc { get; set; }

    /// <summary>User name; null for the console itself.</summary>
    public string? UserName { get; set; }

    /// <summary>Address the person came from.</summary>
    public string? Address { get; set; }

    public ReportAction Action { get; set; }

    public long? ReportId { get; set; }

    /// <summary>What it is about, for people: the report's period, a file with its hash, a schedule.</summary>
    public required string Subject { get; set; }
}
