using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;

namespace TriageConsole.Data.Ingest;

/// <summary>A run of records of one file, stored in one transaction.</summary>
public sealed record IngestBatch
{
    public required long FileId { get; init; }

    /// <summary>Events in file order; records that the analytic does not need are left out.</summary>
    public required IReadOnlyList<TelemetryEvent> Events { get; init; }

    /// <summary>Index of the record after the last of this batch: a resumed import starts there.</summary>
    public required long NextRecord { get; init; }

    /// <summary>Records in this batch, needed or not.</summary>
    public required long Records { get; init; }

    public IReadOnlyList<IngestFault> Faults { get; init; } = [];

    /// <summary>Bytes of the import's files read so far, for progress.</summary>
    public long ReadBytes { get; init; }

    /// <summary>Set on the last batch of the file.</summary>
    public ImportFileState? Ends { get; init; }
}

/// <summary>A fault met while reading.</summary>
/// <param name="Severity">0 info, 1 warning, 2 error.</param>
public sealed record IngestFault(string Code, int Severity, long? RecordIndex, long? Offset, string Message);
