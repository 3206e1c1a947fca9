using TriageConsole.Domain.Events;

namespace TriageConsole.Telemetry;

/// <summary>
/// One step of reading a file: a record (with its event where the analytic needs it), a fault, or both.
/// </summary>
/// <param name="Index">0-based position of the record in the file; for a fault outside any record the next record's.</param>
/// <param name="IsRecord">Whether a record was read; faults between records are no records.</param>
/// <param name="Event">The event; null for records that the analytic does not need, and for faults.</param>
/// <param name="Diagnostic">The fault; null where there was none.</param>
public readonly record struct ReadItem(long Index, bool IsRecord, TelemetryEvent? Event, ReadDiagnostic? Diagnostic);

/// <summary>How bad a fault is.</summary>
public enum DiagnosticSeverity
{
    /// <summary>Nothing was lost.</summary>
    Info,

    /// <summary>A record or a part of one was lost; reading went on.</summary>
    Warning,

    /// <summary>Reading of this file ended here.</summary>
    Error,
}

/// <summary>A recoverable or final fault in a file, as a value.</summary>
/// <param name="Code">Stable code, for example <c>EVTX003</c>; listed in docs/formats.md.</param>
/// <param name="Severity">How bad.</param>
/// <param name="Offset">Byte offset in the (decompressed) file; null where unknown.</param>
/// <param name="Message">What happened, for people; names the record where there is one. Holds no raw telemetry.</param>
public sealed record ReadDiagnostic(string Code, DiagnosticSeverity Severity, long? Offset, string Message);

/// <summary>Limits at the door; every reader keeps them and none may allocate beyond them on a file's word.</summary>
public sealed record ReadLimits
{
    /// <summary>The limits in force unless settings say otherwise.</summary>
    public static ReadLimits Default { get; } = new();

    /// <summary>Longest single record (a JSON object, an EVTX record), bytes.</summary>
    public int MaxRecordBytes { get; init; } = 8 * 1024 * 1024;

    /// <summary>Longest text field kept, UTF-16 units; longer ones are cut and a diagnostic says so.</summary>
    public int MaxFieldChars { get; init; } = 64 * 1024;

    /// <summary>Deepest nesting of JSON, XML and BinXML.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Most entries of one archive.</summary>
    public int MaxArchiveEntries { get; init; } = 10_000;

    /// <summary>Most decompressed bytes of one archive entry.</summary>
    public long MaxEntryBytes { get; init; } = 16L * 1024 * 1024 * 1024;

    /// <summary>Highest ratio of decompressed to compressed bytes, once past 100 MiB.</summary>
    public int MaxRatio { get; init; } = 1_000;

    /// <summary>Deepest nesting of containers: an archive in an archive is 2.</summary>
    public int MaxContainerDepth { get; init; } = 2;
}
