using TriageConsole.Domain.Events;

namespace TriageConsole.Data.Model;

/// <summary>
/// Which records of a computer's log an import brought, so that those of a longer copy of it, or of another export, are not
/// counted twice in <see cref="HostDayRow"/>. Sets of records, not rows a record: nine in ten are stored nowhere else.
/// </summary>
public sealed class CountedRecordsRow
{
    public int HostId { get; set; }

    public HostRow? Host { get; set; }

    public long ChannelId { get; set; }

    public TextRow? Channel { get; set; }

    public DataComponent Component { get; set; }

    /// <summary>Record numbers begin anew when a log is cleared.</summary>
    public DateOnly Day { get; set; }

    /// <summary>From 0: a run of 1,024 record numbers. Below: a part of the records that carry none.</summary>
    public long Part { get; set; }

    public long ImportId { get; set; }

    /// <summary>The records of the part that the import holds: a bit each, or sorted hashes of four bytes.</summary>
    public required byte[] Members { get; set; }

    /// <summary>How many of them it was the first to bring: these it counted.</summary>
    public int Counted { get; set; }
}
