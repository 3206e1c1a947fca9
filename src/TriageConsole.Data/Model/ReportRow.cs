namespace TriageConsole.Data.Model;

/// <summary>Where the making of a report stands. Stored as a number: never renumber.</summary>
public enum ReportState
{
    Queued = 0,

    Running = 1,

    Completed = 2,

    /// <summary>A person stopped it; nothing of it is kept.</summary>
    Cancelled = 3,

    Failed = 4,
}

/// <summary>Where a report goes by itself. Stored as a number: never renumber.</summary>
public enum ReportDestination
{
    /// <summary>It is kept here, and nowhere else.</summary>
    Here = 0,

    Mail = 1,

    /// <summary>The folder of the settings.</summary>
    Folder = 2,
}

/// <summary>Where sending a report stands. Stored as a number: never renumber.</summary>
public enum ReportDelivery
{
    /// <summary>It goes nowhere.</summary>
    None = 0,

    Waiting = 1,

    Delivered = 2,

    /// <summary>Every attempt failed, or the next would fail in the same way.</summary>
    GaveUp = 3,
}

/// <summary>
/// One report: what it is of, and where the making of it stands. The row is the truth; one that was not finished is made anew
/// from its beginning.
/// </summary>
public sealed class ReportRow
{
    public long Id { get; set; }

    public ReportState State { get; set; }

    /// <summary>First day, in <see cref="Zone"/>.</summary>
    public DateOnly FromDay { get; set; }

    /// <summary>Last day, in <see cref="Zone"/>; it counts in whole.</summary>
    public DateOnly UntilDay { get; set; }

    /// <summary>IANA name of the zone that the days are of.</summary>
    public required string Zone { get; set; }

    /// <summary>The host group it is confined to; null for all hosts.</summary>
    public Guid? GroupId { get; set; }

    /// <summary>The group's name when the report was asked for; empty for all hosts.</summary>
    public string GroupName { get; set; } = string.Empty;

    /// <summary>Whether an evidence pack is made as well.</summary>
    public bool HasPack { get; set; }

    /// <summary>User name of who asked; null where a schedule did.</summary>
    public string? RequestedBy { get; set; }

    public long? ScheduleId { get; set; }

    /// <summary>The schedule's name when it asked; empty where a person did.</summary>
    public string ScheduleName { get; set; } = string.Empty;

    public DateTime CreatedUtc { get; set; }

    public DateTime? StartedUtc { get; set; }

    public DateTime? FinishedUtc { get; set; }

    public bool CancelRequested { get; set; }

    /// <summary>What is being done, for people.</summary>
    public string Step { get; set; } = string.Empty;

    public int Done { get; set; }

    public int Total { get; set; }

    /// <summary>Why it failed, for people.</summary>
    public string? Error { get; set; }

    /// <summary>Why there is no PDF, for people; empty where there is one.</summary>
    public string PdfNote { get; set; } = string.Empty;

    public ReportDestination Destination { get; set; }

    /// <summary>Mail addresses, by commas.</summary>
    public string Recipients { get; set; } = string.Empty;

    public ReportDelivery Delivery { get; set; }

    public int DeliveryAttempts { get; set; }

    public DateTime? DeliveryNextUtc { get; set; }

    /// <summary>What the other side said last, for people.</summary>
    public string? DeliveryAnswer { get; set; }

    public List<ReportFileRow> Files { get; set; } = [];
}

/// <summary>What a file of a report is. Stored as a number: never renumber.</summary>
public enum ReportFileKind
{
    Html = 0,
    Pdf = 1,

    /// <summary>The evidence pack, a ZIP.</summary>
    Pack = 2,
}

/// <summary>A file of a report, in the storage folder.</summary>
public sealed class ReportFileRow
{
    public long Id { get; set; }

    public long ReportId { get; set; }

    public ReportRow? Report { get; set; }

    public ReportFileKind Kind { get; set; }

    /// <summary>Its name, made of ids and days only.</summary>
    public required string Name { get; set; }

    public long Bytes { get; set; }

    /// <summary>Upper-case hex.</summary>
    public required string Sha256 { get; set; }
}
