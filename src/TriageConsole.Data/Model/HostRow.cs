namespace TriageConsole.Data.Model;

public sealed class HostRow
{
    public int Id { get; set; }

    public required string Name { get; set; }

    /// <summary>Lower-case name: unique, compared by equality on both databases.</summary>
    public required string NameKey { get; set; }

    public DateTime FirstSeenUtc { get; set; }

    public DateTime LastSeenUtc { get; set; }
}

/// <summary>Roll-up per host, UTC day and data component, kept while importing.</summary>
public sealed class HostDayRow
{
    public int HostId { get; set; }

    public HostRow? Host { get; set; }

    public DateOnly Day { get; set; }

    public Domain.Events.DataComponent Component { get; set; }

    public long Count { get; set; }
}
