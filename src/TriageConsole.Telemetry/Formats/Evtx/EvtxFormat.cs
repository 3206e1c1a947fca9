using TriageConsole.Telemetry.Mapping;

namespace TriageConsole.Telemetry.Formats.Evtx;

/// <summary>
/// Windows event log files (<c>.evtx</c>), read by 64 KiB chunks. Records that the analytic does not need are counted and
/// skipped before their data are decoded. Faults carry the codes EVTX001 … EVTX015.
/// </summary>
public sealed class EvtxFormat : ITelemetryFormat
{
    /// <inheritdoc/>
    public string Name => "evtx";

    /// <inheritdoc/>
    public bool Claims(ReadOnlySpan<byte> head) => head.StartsWith(EvtxFileHeader.Signature);

    /// <inheritdoc/>
    public IEnumerable<ReadItem> Read(Stream stream, ReadLimits limits, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(limits);
        return Items(new(stream, limits, WindowsEventMapper.Needs), cancellationToken);
    }

    private static IEnumerable<ReadItem> Items(EvtxRecordReader reader, CancellationToken cancellationToken)
    {
        while (reader.Read(cancellationToken))
        {
            var mapped = reader.IsDecoded ? WindowsEventMapper.Map(reader.Record, reader.Index) : null;
            yield return new(reader.Index, reader.IsRecord, mapped, reader.Diagnostic);
        }
    }
}
