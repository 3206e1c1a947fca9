namespace TriageConsole.Data.Model;

/// <summary>When a host sent something, and what its clock showed: a row per host, UTC day and import, kept while importing.</summary>
public sealed class HostHoursRow
{
    public int HostId { get; set; }

    public HostRow? Host { get; set; }

    public DateOnly Day { get; set; }

    /// <summary>The import that brought the events; the row goes with it.</summary>
    public long ImportId { get; set; }

    /// <summary>One bit for each hour with an event, the lowest for the first.</summary>
    public int Hours { get; set; }

    /// <summary>
    /// Most that an event's time lay after its arrival, milliseconds; negative where all were older. The arrival is the import's
    /// creation. Null where no time of the day is sound.
    /// </summary>
    public long? LeadMs { get; set; }

    /// <summary>Least and most that a record's own time lay after the time at which the log wrote it, milliseconds; null where no record tells both.</summary>
    public long? OwnMinMs { get; set; }

    public long? OwnMaxMs { get; set; }
}

/// <summary>
/// Record numbers of a host's log that an import brought without a gap, records that the analytic does not need among them.
/// Kept while importing; the row goes with its import.
/// </summary>
public sealed class RecordRangeRow
{
    public int HostId { get; set; }

    public HostRow? Host { get; set; }

    /// <summary>The log's name.</summary>
    public long ChannelId { get; set; }

    public TextRow? Channel { get; set; }

    public long ImportId { get; set; }

    /// <summary>First number, included.</summary>
    public long First { get; set; }

    /// <summary>Last number, included.</summary>
    public long Last { get; set; }

    /// <summary>Earliest and latest time, as ticks: of the records that are stored.</summary>
    public long FromTicks { get; set; }

    public long ToTicks { get; set; }

    /// <summary>
    /// Records passed over before the first and after the last, in their files, whose numbers are not known: so many of the
    /// numbers before and after may be present.
    /// </summary>
    public long Before { get; set; }

    public long After { get; set; }

    /// <summary>Gaps within, where there were too many to keep one by one; 0 otherwise.</summary>
    public int Gaps { get; set; }

    /// <summary>Numbers missing in those.</summary>
    public long Missing { get; set; }

    /// <summary>
    /// The file whose record of this log came last, that record's number and place in it, and how many events of the file came
    /// before: from there the next is told to follow or not. 0 on all but the range that holds that record.
    /// </summary>
    public long FileId { get; set; }

    public long LastNumber { get; set; }

    public long LastIndex { get; set; }

    public long LastEvent { get; set; }
}
