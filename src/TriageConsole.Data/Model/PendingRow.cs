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

/// <summary>Stored as a number: never renumber.</summary>
public enum PendingFactKind
{
    /// <summary>The process loaded its own image: its signature.</summary>
    OwnImage = 0,

    Module = 1,
    FileWrite = 2,
}

/// <summary>
/// What a process did that is named by its id and start, and that is not stored yet: a module or a file of Defender's tables
/// whose process comes in a later import. Taken away when the process arrives.
/// </summary>
public sealed class PendingFactRow
{
    public long Id { get; set; }

    public int HostId { get; set; }

    public HostRow? Host { get; set; }

    public long ProcessId { get; set; }

    public DateTime StartUtc { get; set; }

    /// <summary>Lower-case file name of the image.</summary>
    public long ImageNameId { get; set; }

    public TextRow? ImageName { get; set; }

    public PendingFactKind Kind { get; set; }

    /// <summary>The module, or the lower-case name of the file written.</summary>
    public long SubjectId { get; set; }

    public TextRow? Subject { get; set; }

    /// <summary>Of a file: the writer's image, by which the stored row is found.</summary>
    public long? WriterImageId { get; set; }

    public TextRow? WriterImage { get; set; }

    public int? SignatureId { get; set; }

    public SignatureRow? Signature { get; set; }

    public long? FileHashId { get; set; }

    public FileHashRow? FileHash { get; set; }

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
