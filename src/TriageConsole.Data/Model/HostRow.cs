namespace TriageConsole.Data.Model;

/// <summary>A computer. A short name and a fully qualified one with the same first label are one computer.</summary>
public sealed class HostRow
{
    public int Id { get; set; }

    /// <summary>As first written; completed to the fully qualified name when that is met later.</summary>
    public required string Name { get; set; }

    /// <summary>Lower-case name: unique, compared by equality on both databases.</summary>
    public required string NameKey { get; set; }

    /// <summary>First label of <see cref="NameKey"/>: how a short name finds its computer.</summary>
    public required string LabelKey { get; set; }

    public DateTime FirstSeenUtc { get; set; }

    public DateTime LastSeenUtc { get; set; }

    /// <summary>The exercise that invented it; null for a computer that there is. Real telemetry in its name takes the mark away.</summary>
    public long? ExerciseId { get; set; }
}

/// <summary>
/// Roll-up of the starts of script hosts and utilities per host, UTC day and import, kept while importing; it goes with its
/// import. Each start is counted twice: for its host, and for all hosts together.
/// </summary>
public sealed class ProxyDayRow
{
    /// <summary>Stands for all hosts together.</summary>
    public const int AllHosts = 0;

    /// <summary>The host, or <see cref="AllHosts"/>; no row of that number exists.</summary>
    public int HostId { get; set; }

    public DateOnly Day { get; set; }

    /// <summary>Lower-case file name of the image.</summary>
    public long ImageNameId { get; set; }

    public TextRow? ImageName { get; set; }

    public long ImportId { get; set; }

    public long Count { get; set; }
}

/// <summary>Roll-up per host, UTC day, data component and import, kept while importing; it goes with its import.</summary>
public sealed class HostDayRow
{
    public int HostId { get; set; }

    public HostRow? Host { get; set; }

    public DateOnly Day { get; set; }

    public Domain.Events.DataComponent Component { get; set; }

    /// <summary>The import that brought them; 0 for counts older than this column.</summary>
    public long ImportId { get; set; }

    public long Count { get; set; }
}
