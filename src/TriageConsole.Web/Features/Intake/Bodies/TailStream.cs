using System.Buffers.Binary;
using System.IO.Hashing;

namespace TriageConsole.Web.Features.Intake.Bodies;

/// <summary>
/// Remembers the last bytes that were read through it. Unpacking ends quietly where gzip was cut off; only its trailer, length
/// and checksum of the last member, tells a whole body from a cut one.
/// </summary>
internal sealed class TailStream(Stream inner) : Stream
{
    private const int Trailer = 8;

    private readonly byte[] _tail = new byte[Trailer];
    private int _known;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Whether the trailer is that of the end of what was unpacked. An empty body has none and needs none.</summary>
    public bool Closes(ReadOnlySpan<byte> unpacked)
    {
        if (_known < Trailer)
            return _known == 0;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(_tail.AsSpan(4));
        return length <= unpacked.Length
            && BinaryPrimitives.ReadUInt32LittleEndian(_tail) == Crc32.HashToUInt32(unpacked[^(int)length..]);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        Remember(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private void Remember(ReadOnlySpan<byte> read)
    {
        var last = read[Math.Max(0, read.Length - Trailer)..];
        _tail.AsSpan(last.Length).CopyTo(_tail);
        last.CopyTo(_tail.AsSpan(Trailer - last.Length));
        _known = Math.Min(Trailer, _known + read.Length);
    }
}
