namespace TriageConsole.Telemetry.Formats.Evtx;

/// <summary>
/// The chunks of a stream, one at a time in one buffer, in the order they are stored. How many there are is told by the
/// stream's end, never by the file header, which a live log's copy has wrong.
/// </summary>
internal sealed class EvtxChunkSource(Stream stream, Queue<ReadDiagnostic> diagnostics)
{
    private readonly byte[] _buffer = new byte[EvtxChunkHeader.ChunkSize];
    private EvtxFileHeader? _header;
    private long _next;
    private int _found;
    private bool _ended;

    /// <summary>The current chunk's bytes.</summary>
    public byte[] Buffer => _buffer;

    /// <summary>Bytes of the current chunk that were read.</summary>
    public int Length { get; private set; }

    /// <summary>Offset in the file of the current chunk.</summary>
    public long Offset { get; private set; }

    /// <summary>Offset in the chunk at which its records end.</summary>
    public int RecordsEnd { get; private set; }

    /// <summary>Whether <see cref="RecordsEnd"/> is only where the bytes end, so that slack may stand before it.</summary>
    public bool EndIsGuess { get; private set; }

    /// <summary>Whether records are missing because the file ends early; already reported.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Moves to the next chunk; false at the end of the file.</summary>
    public bool TryNext(CancellationToken cancellationToken)
    {
        if (_header is null && !TryStart())
            return false;
        while (!_ended)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Offset = _next;
            Length = stream.ReadAtLeast(_buffer, _buffer.Length, throwOnEndOfStream: false);
            _next += Length;
            if (Length < _buffer.Length)
                _ended = true;
            if (Length > 0 && TryOpen())
                return true;
        }

        return End();
    }

    private bool TryStart()
    {
        if (_ended)
            return false;
        var length = stream.ReadAtLeast(_buffer.AsSpan(0, EvtxFileHeader.Block), EvtxFileHeader.Block, throwOnEndOfStream: false);
        _next = length;
        _header = EvtxFileHeader.TryRead(_buffer.AsSpan(0, length));
        if (_header is not { } header)
        {
            _ended = true;
            diagnostics.Enqueue(EvtxDiagnostics.NotEvtx(length));
            return false;
        }

        if (!header.ChecksumHolds || header.MajorVersion != 3 || header.BlockSize != EvtxFileHeader.Block)
            diagnostics.Enqueue(EvtxDiagnostics.OddFileHeader());
        if (header.Dirty)
            diagnostics.Enqueue(EvtxDiagnostics.DirtyFile());
        if (length < EvtxFileHeader.Block)
        {
            _ended = true;
            diagnostics.Enqueue(EvtxDiagnostics.Truncated(length, slackOnly: false));
        }

        return true;
    }

    private bool TryOpen()
    {
        var bytes = _buffer.AsSpan(0, Length);
        var whole = Length == _buffer.Length;
        if (EvtxChunkHeader.TryRead(bytes) is not { } header)
        {
            // A log grows by preallocated blocks: zeros are space for chunks to come.
            if (bytes.ContainsAnyExcept((byte)0))
                diagnostics.Enqueue(whole ? EvtxDiagnostics.NoChunk(Offset) : EvtxDiagnostics.Truncated(_next, slackOnly: false));
            else if (!whole)
                diagnostics.Enqueue(EvtxDiagnostics.Truncated(_next, slackOnly: true));
            return false;
        }

        _found++;
        EndIsGuess = !header.FreeSpaceHolds;
        RecordsEnd = EndIsGuess ? Length : Math.Min((int)header.FreeSpace, Length);
        IsCut = !whole && (EndIsGuess || header.FreeSpace > Length);
        if (!header.HeaderHolds)
            diagnostics.Enqueue(EvtxDiagnostics.ChunkHeaderChecksum(Offset));
        if (EndIsGuess)
            diagnostics.Enqueue(EvtxDiagnostics.NoFreeSpace(Offset));
        else if (!header.RecordsHold && !IsCut)
            diagnostics.Enqueue(EvtxDiagnostics.ChunkChecksum(Offset));
        if (!whole)
            diagnostics.Enqueue(EvtxDiagnostics.Truncated(_next, slackOnly: !IsCut));
        return true;
    }

    private bool End()
    {
        if (_header is { Dirty: false } header && header.Chunks > _found)
        {
            diagnostics.Enqueue(EvtxDiagnostics.MissingChunks(header.Chunks, _found, _next));
            _header = header with { Chunks = 0 };
        }

        return false;
    }
}
