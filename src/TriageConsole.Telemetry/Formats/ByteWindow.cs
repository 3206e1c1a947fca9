using System.Buffers;

namespace TriageConsole.Telemetry.Formats;

/// <summary>
/// A pooled window over a forward-only stream. It grows by doubling and never beyond its limit, so a record's cost is
/// bounded by its length and the file's word is never taken for a size.
/// </summary>
internal sealed class ByteWindow(Stream stream, int limit, CancellationToken cancellationToken) : IDisposable
{
    private const int Initial = 256 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Math.Min(Initial, limit));
    private int _start;
    private int _end;
    private bool _atEnd;

    /// <summary>Absolute position of the window's first byte.</summary>
    public long Offset { get; private set; }

    /// <summary>What is in the window.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Whether the window is as long as it may get.</summary>
    public bool IsFull => _end - _start >= limit;

    /// <summary>Drops bytes from the front.</summary>
    public void Advance(int count)
    {
        _start += count;
        Offset += count;
    }

    /// <summary>Reads until the buffer is full, doubling it first when it is; false where nothing came.</summary>
    public bool Fill()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_atEnd || IsFull)
            return false;
        if (_start > 0)
        {
            Bytes.CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
            Grow();
        var before = _end;
        // Filled to the brim, since a caller that lacks bytes starts its record over.
        while (_end < _buffer.Length)
        {
            var read = stream.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
            {
                _atEnd = true;
                break;
            }

            _end += read;
        }

        return _end > before;
    }

    /// <summary>Drops everything through the next line feed, however far away it is.</summary>
    public void SkipLine()
    {
        do
        {
            var feed = Bytes.IndexOf((byte)'\n');
            if (feed >= 0)
            {
                Advance(feed + 1);
                return;
            }

            Advance(Bytes.Length);
        }
        while (Fill());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        _start = _end = 0;
        _atEnd = true;
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(limit, _buffer.Length * 2L));
        Bytes.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
