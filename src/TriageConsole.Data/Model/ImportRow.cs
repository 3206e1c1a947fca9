namespace TriageConsole.Data.Model;

/// <summary>Stored as a number: never renumber.</summary>
public enum ImportState
{
    Queued = 0,
    Reading = 1,
    Detecting = 2,
    Completed = 3,
    CompletedWithWarnings = 4,
    Failed = 5,
    Cancelled = 6,

    /// <summary>A person asked to delete it; a job takes it away.</summary>
    Deleting = 7,
}

/// <summary>Stored as a number: never renumber.</summary>
public enum ImportOrigin
{
    Upload = 0,
    Seed = 1,
    Scan = 2,

    /// <summary>Handed in over HTTP with a token.</summary>
    Intake = 3,

    /// <summary>Found in a watched folder.</summary>
    Watch = 4,

    /// <summary>Written by an exercise.</summary>
    Exercise = 5,
}

/// <summary>One import: the truth about a job, from which it resumes. The job queue is only the doorbell.</summary>
public sealed class ImportRow
{
    public long Id { get; set; }

    /// <summary>What the person dropped, for display; hostile text.</summary>
    public required string Name { get; set; }

    public ImportOrigin Origin { get; set; }

    /// <summary>Where the bytes lie on disk (file or folder).</summary>
    public required string StoredPath { get; set; }

    /// <summary>SHA-256 of the bytes, upper-case hex; null for folders.</summary>
    public string? Sha256 { get; set; }

    public ImportState State { get; set; }

    public string? RequestedBy { get; set; }

    public DateTime CreatedUtc { get; set; }

    public DateTime? StartedUtc { get; set; }

    public DateTime? FinishedUtc { get; set; }

    public long TotalBytes { get; set; }

    public long ReadBytes { get; set; }

    public long Records { get; set; }

    public long Events { get; set; }

    public long Processes { get; set; }

    public int AlertsRaised { get; set; }

    public int AlertsCovered { get; set; }

    public int Warnings { get; set; }

    /// <summary>Why it failed, for people.</summary>
    public string? Error { get; set; }

    public bool CancelRequested { get; set; }

    /// <summary>The last host id that detection finished, so that a killed detection resumes.</summary>
    public int? DetectedHostId { get; set; }

    /// <summary>The exercise that it belongs to; null for all that counts.</summary>
    public long? ExerciseId { get; set; }

    public List<ImportFileRow> Files { get; set; } = [];
}

/// <summary>Stored as a number: never renumber.</summary>
public enum ImportFileState
{
    Reading = 0,
    Done = 1,
    DoneWithWarnings = 2,
    Failed = 3,
}

/// <summary>One file or archive entry of an import.</summary>
public sealed class ImportFileRow
{
    public long Id { get; set; }

    public long ImportId { get; set; }

    public ImportRow? Import { get; set; }

    /// <summary>Path as given; for a folder argument that argument, <c>/</c>, and the path below it.</summary>
    public required string Source { get; set; }

    /// <summary>The entry's name inside an archive; empty for a plain file.</summary>
    public required string Member { get; set; }

    /// <summary>Format name; empty where none claimed it.</summary>
    public required string Format { get; set; }

    public ImportFileState State { get; set; }

    /// <summary>Records up to here (exclusive) are stored: where a killed import resumes.</summary>
    public long CommittedRecords { get; set; }

    public long Records { get; set; }

    public long Events { get; set; }

    public int Warnings { get; set; }
}

/// <summary>Diagnostics of a file, one row each up to a cap, then counted on the file.</summary>
public sealed class ImportDiagnosticRow
{
    public long Id { get; set; }

    public long ImportId { get; set; }

    public long? ImportFileId { get; set; }

    public ImportFileRow? ImportFile { get; set; }

    public required string Code { get; set; }

    /// <summary>0 info, 1 warning, 2 error.</summary>
    public int Severity { get; set; }

    public long? RecordIndex { get; set; }

    public long? Offset { get; set; }

    public required string Message { get; set; }
}

/// <summary>A host on which an import changed something that detection reads: what has to be judged after it.</summary>
public sealed class ImportHostRow
{
    /// <summary>In <see cref="FromTicks"/>: detection reads nothing of what came.</summary>
    public const long Nothing = long.MaxValue;

    public long ImportId { get; set; }

    /// <summary>
    /// Ticks (UTC) of the earliest start of a process that the import brought or changed: what started long before is judged
    /// already. 0 for the whole history.
    /// </summary>
    public long FromTicks { get; set; }

    public ImportRow? Import { get; set; }

    public int HostId { get; set; }

    public HostRow? Host { get; set; }
}
