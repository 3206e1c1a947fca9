namespace TriageConsole.Telemetry.Containers;

/// <summary>
/// Walks a tar forward, with nothing held but the header. Written here since the library's reader allocates what an
/// extended header says it will be, and gives up a cut archive's last entry.
/// </summary>
internal sealed class TarWalker(Stream archive)
{
    private const int MostAttributes = 64 * 1024;

    private readonly byte[] _block = new byte[TarHeader.Block];
    private TarSlice? _slice;

    /// <summary>Whether the walk ended at something that is no header; else it ended at the end mark or the end of the bytes.</summary>
    public bool IsDamaged { get; private set; }

    /// <summary>Whether the end mark was met.</summary>
    public bool HasEndMark { get; private set; }

    /// <summary>Moves to the next file, past what is left of the one before; false at the end.</summary>
    public bool Next(out string name, out Stream data)
    {
        name = string.Empty;
        data = Stream.Null;
        if (_slice is not null && !_slice.Finish())
            return false;
        _slice = null;
        string? longName = null;
        long? longSize = null;
        while (true)
        {
            var read = archive.ReadAtLeast(_block, _block.Length, throwOnEndOfStream: false);
            if (read < _block.Length)
                return false;
            if (_block.AsSpan().IndexOfAnyExcept((byte)0) < 0)
            {
                HasEndMark = true;
                return false;
            }

            if (!TarHeader.TryParse(_block, out var header))
                return !(IsDamaged = true);
            var slice = new TarSlice(archive, header.IsFile ? longSize ?? header.Size : header.HasData ? header.Size : 0);
            if (header.IsFile)
            {
                name = longName ?? header.Name;
                data = _slice = slice;
                return true;
            }

            if (header.IsLongName || header.IsExtended)
            {
                if (header.Size > MostAttributes)
                    return !(IsDamaged = true);
                var attributes = new byte[header.Size];
                if (archive.ReadAtLeast(attributes, attributes.Length, throwOnEndOfStream: false) < attributes.Length)
                    return false;
                slice = new TarSlice(archive, header.Size, alreadyRead: header.Size);
                if (header.IsLongName)
                    longName = TarHeader.Text(attributes);
                else if (TarHeader.Attributes(attributes) is var (path, size))
                    (longName, longSize) = (path ?? longName, size ?? longSize);
            }
            else if (header.Type is not ((byte)'g' or (byte)'K'))
            {
                // What went before belonged to this link, folder or device.
                (longName, longSize) = (null, null);
            }

            if (!slice.Finish())
                return false;
        }
    }

    /// <summary>The data of one entry.</summary>
    private sealed class TarSlice(Stream archive, long size, long alreadyRead = 0) : Stream
    {
        private long _left = size - alreadyRead;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => size;

        public override long Position { get => size - _left; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (_left == 0 || buffer.IsEmpty)
                return 0;
            var read = archive.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
            _left -= read;
            return read > 0 ? read : throw new EndOfStreamException();
        }

        /// <summary>Passes what is left and the padding; false where the archive ends before.</summary>
        public bool Finish()
        {
            var padding = (TarHeader.Block - size % TarHeader.Block) % TarHeader.Block;
            if (_left > long.MaxValue - padding)
                return false;
            _left += padding;
            Span<byte> waste = stackalloc byte[4096];
            while (_left > 0)
            {
                var read = archive.Read(waste[..(int)Math.Min(waste.Length, _left)]);
                if (read == 0)
                    return false;
                _left -= read;
            }

            return true;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
