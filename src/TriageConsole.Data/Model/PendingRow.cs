namespace TriageConsole.Data.Model;

/// <summary>The end of a process whose start is not stored yet; taken away when the process arrives.</summary>
public sealed class PendingEndRow
{
    public long Id { get; set; }

    public int HostId { get; set; }

    public HostRow? Host { get; set; }

    public Guid? ProcessGuid { get; set; }

    public long? ProcessId { get; set; }

    /// <summary>Lower-case file name of the image.</summary>
    public long ImageNameId { get; set; }

    public TextRow? ImageName { get; set; }

    public DateTime UtcTime { get; set; }
}

/// <summary>
/// The first time that one process opened another whose start is not stored yet: it may corroborate the parent when the
/// start arrives. One row a pair, since only an opening at the start counts.
/// </summary>
public sealed class PendingAccessRow
{
    public long Id { get; set; }

    public int HostId { get; set; }

    public HostRow? Host { get; set; }

    public Guid TargetGuid { get; set; }

    public Guid SourceGuid { get; set; }

    public DateTime UtcTime { get; set; }
}
