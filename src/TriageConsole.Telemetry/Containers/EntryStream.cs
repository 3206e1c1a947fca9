namespace TriageConsole.Telemetry.Containers;

/// <summary>
/// The bytes of one entry, forward only, with what stands at its start looked at without being lost. Keeps the limits on
/// size and ratio, and turns a damaged or cut container into the end of the bytes and a fault to report.
/// </summary>
internal sealed class EntryStream : Stream
{
    private const long RatioFrom = 100L * 1024 * 1024;

    private readonly Stream _inner;
    private readonly ReadLimits _limits;
    private readonly long? _compressed;
    private readonly byte[] _head;
    private readonly int _headLength;
    private int _headRead;
    private long _given;

    public EntryStream(Stream inner, ReadLimits limits, long? compressed, int headBytes)
    {
        _inner = inner;
        _limits = limits;
        _compressed = compressed;
        _head = new byte[headBytes];
        while (_headLength < headBytes && ReadInner(_head.AsSpan(_headLength)) is > 0 and var read)
            _headLength += read;
    }

    /// <summary>The first bytes.</summary>
    public ReadOnlySpan<byte> Head => _head.AsSpan(0, _headLength);

    /// <summary>Why the bytes ended early; null where they did not.</summary>
    public ReadDiagnostic? Fault { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_headRead < _headLength)
        {
            var count = Math.Min(buffer.Length, _headLength - _headRead);
            _head.AsSpan(_headRead, count).CopyTo(buffer);
            _headRead += count;
            return count;
        }

        return ReadInner(buffer);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int ReadInner(Span<byte> buffer)
    {
        if (Fault is not null || buffer.IsEmpty)
            return 0;
        try
        {
            var read = _inner.Read(buffer);
            _given += read;
            if (_given > _limits.MaxEntryBytes)
                return Stop("BOX003", DiagnosticSeverity.Error, $"It holds more than {_limits.MaxEntryBytes} bytes; what follows was not read.");
            if (_compressed is > 0 and var packed && _given > RatioFrom && _given / packed > _limits.MaxRatio)
                return Stop("BOX004", DiagnosticSeverity.Error, $"It unpacks to more than {_limits.MaxRatio} times its size; what follows was not read.");
            return read;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException)
        {
            // Some published archives lack their trailer only: what was read is whole.
            return Stop("BOX002", DiagnosticSeverity.Info, "The archive is damaged or cut short here; what could be unpacked was read.");
        }
    }

    private int Stop(string code, DiagnosticSeverity severity, string message)
    {
        Fault = new ReadDiagnostic(code, severity, _given, message);
        return 0;
    }
}
