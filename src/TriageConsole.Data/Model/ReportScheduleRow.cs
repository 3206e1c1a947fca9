namespace TriageConsole.Data.Model;

/// <summary>How often a schedule asks. Stored as a number: never renumber.</summary>
public enum ReportCadence
{
    /// <summary>Of the seven days before the day it is made.</summary>
    Weekly = 0,

    /// <summary>Of the calendar month before the day it is made.</summary>
    Monthly = 1,
}

/// <summary>A report that is made again and again.</summary>
public sealed class ReportScheduleRow
{
    public long Id { get; set; }

    public required string Name { get; set; }

    public bool IsOn { get; set; }

    public ReportCadence Cadence { get; set; }

    /// <summary>Weekly: 0 for Sunday to 6 for Saturday. Monthly: 1 to 28, which every month has.</summary>
    public int Day { get; set; }

    /// <summary>0 to 23, in <see cref="Zone"/>.</summary>
    public int Hour { get; set; }

    /// <summary>IANA name.</summary>
    public required string Zone { get; set; }

    public Guid? GroupId { get; set; }

    public bool HasPack { get; set; }

    public ReportDestination Destination { get; set; }

    /// <summary>Mail addresses, by commas.</summary>
    public string Recipients { get; set; } = string.Empty;

    /// <summary>When it asks next; moving it on is how a round takes the schedule.</summary>
    public DateTime NextUtc { get; set; }

    public DateTime? LastUtc { get; set; }

    public required string ChangedBy { get; set; }

    public DateTime ChangedUtc { get; set; }
}
