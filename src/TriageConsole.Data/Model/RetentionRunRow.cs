namespace TriageConsole.Data.Model;

/// <summary>One run of retention: what it removed and what it gave back.</summary>
public sealed class RetentionRunRow
{
    public long Id { get; set; }

    public DateTime StartedUtc { get; set; }

    public DateTime FinishedUtc { get; set; }

    /// <summary>User name of who asked; null where the clock did.</summary>
    public string? RequestedBy { get; set; }

    /// <summary>What began before it went; null where nothing had to go.</summary>
    public DateTime? BeforeUtc { get; set; }

    public long Processes { get; set; }

    public long Records { get; set; }

    /// <summary>Uploaded files removed from the disk.</summary>
    public int Files { get; set; }

    /// <summary>Bytes given back to the file system, uploads and database together.</summary>
    public long FreedBytes { get; set; }

    /// <summary>Bytes used afterwards, uploads and database together.</summary>
    public long UsedBytes { get; set; }

    /// <summary>What did not go as wished, for people; empty otherwise.</summary>
    public string Note { get; set; } = string.Empty;
}
