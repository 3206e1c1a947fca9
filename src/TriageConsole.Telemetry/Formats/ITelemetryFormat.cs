namespace TriageConsole.Telemetry.Formats;

/// <summary>
/// A file format. Known by its bytes, never by its name. Reading never throws for what a file says, only for broken I/O
/// (<see cref="IOException"/>) and cancellation: faults are <see cref="ReadDiagnostic"/> values in the sequence.
/// </summary>
public interface ITelemetryFormat
{
    /// <summary>Short name as shown: <c>evtx</c>, <c>ndjson</c> …</summary>
    string Name { get; }

    /// <summary>Whether these first bytes (at most 64 KiB, possibly the whole file) are of this format.</summary>
    bool Claims(ReadOnlySpan<byte> head);

    /// <summary>
    /// Reads the file from its start, lazily and with flat memory. Every record yields exactly one item with
    /// <see cref="ReadItem.IsRecord"/> set, in file order; the same bytes give the same items every time.
    /// </summary>
    /// <param name="stream">Forward-only stream at position 0; not disposed here.</param>
    /// <param name="limits">Limits.</param>
    /// <param name="cancellationToken">Checked at least once per 1,000 records.</param>
    IEnumerable<ReadItem> Read(Stream stream, ReadLimits limits, CancellationToken cancellationToken);
}
