using TriageConsole.Telemetry.Formats;

namespace TriageConsole.Telemetry.Containers;

/// <summary>One readable stream of telemetry inside a file: the file itself or an entry of an archive.</summary>
public sealed class TelemetryEntry
{
    private readonly EntryStream? _stream;

    internal TelemetryEntry(string member, EntryStream stream, ITelemetryFormat? format)
    {
        Member = member;
        _stream = stream;
        Format = format;
    }

    internal TelemetryEntry(string member, ReadDiagnostic fault)
    {
        Member = member;
        Fault = fault;
    }

    /// <summary>The entry's name inside the archive (nested: <c>inner.zip/entry.json</c>), empty for a plain file. A name only, never a path to write to.</summary>
    public string Member { get; }

    /// <summary>The format that claimed it; null where none did or the entry cannot be opened.</summary>
    public ITelemetryFormat? Format { get; }

    /// <summary>Why the entry cannot be opened; null where it can.</summary>
    public ReadDiagnostic? Fault { get; }

    /// <summary>Why its bytes ended early; asked after reading.</summary>
    public ReadDiagnostic? EndFault => _stream?.Fault;

    /// <summary>
    /// The bytes that the offsets of its diagnostics count, to be looked at instead of reading it: text as UTF-8, anything else
    /// as it is. Null where the entry cannot be opened. Valid only until the enumeration moves on.
    /// </summary>
    public Stream? OpenBytes() => _stream is null || Format is null or Formats.Evtx.EvtxFormat ? _stream : TextEncodings.AsUtf8(_stream);

    /// <summary>Reads it; see <see cref="ITelemetryFormat.Read"/>. Valid only until the enumeration moves on.</summary>
    public IEnumerable<ReadItem> Read(ReadLimits limits, CancellationToken cancellationToken) =>
        Format is null || _stream is null ? [] : Format.Read(_stream, limits, cancellationToken);
}
