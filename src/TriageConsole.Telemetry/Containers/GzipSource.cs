using System.Buffers.Binary;

namespace TriageConsole.Telemetry.Containers;

/// <summary>
/// The packed bytes of a gzip, watched on their way: the library ends a cut one as if it were whole. The trailer states how
/// long the last member was, so with a single member it tells.
/// </summary>
internal sealed class GzipSource(EntryStream packed) : Stream
{
    private const int TrailerLength = 8;

    private readonly byte[] _tail = new byte[TrailerLength];
    private long _length;
    private bool _severalMembers;
    private bool _atEnd;

    private static ReadOnlySpan<byte> Magic => [0x1F, 0x8B, 0x08];

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _length; set => throw new NotSupportedException(); }

    /// <summary>Whether the source is at its end and no trailer fits what came out of it.</summary>
    public bool IsCut(long unpacked) =>
        _atEnd && !_severalMembers
        && (_length < TrailerLength || BinaryPrimitives.ReadUInt32LittleEndian(_tail.AsSpan(4)) != (uint)unpacked);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = packed.Read(buffer);
        _atEnd |= read == 0 && !buffer.IsEmpty;
        var bytes = buffer[..read];
        // By chance these three bytes stand in one of sixteen million places: then a cut goes unnoticed, no more.
        _severalMembers |= bytes[(_length == 0 ? Math.Min(1, read) : 0)..].IndexOf(Magic) >= 0;
        _length += read;
        if (read >= TrailerLength)
        {
            bytes[^TrailerLength..].CopyTo(_tail);
        }
        else
        {
            _tail.AsSpan(read).CopyTo(_tail);
            bytes.CopyTo(_tail.AsSpan(TrailerLength - read));
        }

        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
