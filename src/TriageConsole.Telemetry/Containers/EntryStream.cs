namespace TriageConsole.Telemetry.Containers;

/// <summary>
/// The bytes of one entry, forward only, with what stands at its start looked at without being lost. Keeps the limits on
/// size and ratio, and turns a damaged or cut container into the end of the bytes and a fault to report.
/// </summary>
internal sealed class EntryStream : Stream
{
    private const int Step = 4096;

    private readonly Stream _inner;
    private readonly ReadLimits _limits;
    private readonly ContainerBudget? _budget;
    private readonly long? _packed;
    private readonly GzipSource? _source;
    private readonly byte[] _head;
    private readonly int _headLength;
    private int _headRead;
    private long _given;

    /// <summary>A stream that unpacks nothing.</summary>
    public EntryStream(Stream inner, ReadLimits limits, int headBytes)
        : this(inner, limits, headBytes, null, null, null)
    {
    }

    private EntryStream(Stream inner, ReadLimits limits, int headBytes, ContainerBudget? budget, long? packed, GzipSource? source)
    {
        _inner = inner;
        _limits = limits;
        _budget = budget;
        _packed = packed;
        _source = source;
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

    /// <summary>A stream that unpacks: counted, and told apart by its source whether it is cut or damaged.</summary>
    /// <param name="inner">The unpacked bytes.</param>
    /// <param name="limits">Limits.</param>
    /// <param name="headBytes">How many first bytes to look at.</param>
    /// <param name="budget">The file's budget.</param>
    /// <param name="packed">The packed size where the container states it.</param>
    /// <param name="source">The packed bytes of a gzip.</param>
    public static EntryStream Unpacking(Stream inner, ReadLimits limits, int headBytes, ContainerBudget budget, long? packed, GzipSource? source) =>
        new(inner, limits, headBytes, budget, packed, source);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_headRead >= _headLength)
            return ReadInner(buffer);
        var count = Math.Min(buffer.Length, _headLength - _headRead);
        _head.AsSpan(_headRead, count).CopyTo(buffer);
        _headRead += count;
        return count;
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
            // An unpacker that meets damage gives out nothing of what it was asked for: asked for little it loses little.
            var read = _inner.Read(_budget is null ? buffer : buffer[..Math.Min(buffer.Length, Step)]);
            if (read == 0 && _source?.IsCut(_given) == true)
                return Stop(ContainerFaults.EndMissing(_given));
            _given += read;
            if (_given > _limits.MaxEntryBytes)
                return Stop(ContainerFaults.TooLarge(_given, _limits.MaxEntryBytes));
            var dense = _packed is > 0 and var packed && _given > ContainerBudget.RatioFrom && _given / packed > _limits.MaxRatio;
            return dense || _budget?.Spend(read) == false ? Stop(ContainerFaults.RatioTooHigh(_given, _limits.MaxRatio)) : read;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException)
        {
            // The unpacker asked its source for more and there was nothing: all that was there has been given out, and a
            // record that is cut by it is reported by its format.
            return Stop(_source?.IsCut(_given) == true ? ContainerFaults.EndMissing(_given) : ContainerFaults.Damaged(_given));
        }
    }

    private int Stop(ReadDiagnostic fault)
    {
        Fault = fault;
        return 0;
    }
}
