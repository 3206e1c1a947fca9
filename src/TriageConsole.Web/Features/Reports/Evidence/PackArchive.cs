using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace TriageConsole.Web.Features.Reports.Evidence;

/// <summary>Writes members into an archive and remembers of each what the manifest says. Nothing is held in memory but the member's own buffer.</summary>
internal sealed class PackArchive(Stream output, DateTime madeUtc) : IDisposable
{
    private readonly ZipArchive _zip = new(output, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8);
    private readonly List<PackFile> _files = [];

    public IReadOnlyList<PackFile> Files => _files;

    public async Task AddAsync(string path, Func<Stream, Task> write)
    {
        using var hash = SHA256.Create();
        long bytes;
        await using (var member = await Entry(path).OpenAsync())
        await using (var hashed = new CryptoStream(member, hash, CryptoStreamMode.Write, leaveOpen: true))
        await using (var counted = new CountedStream(hashed))
        {
            await write(counted);
            bytes = counted.Written;
            await hashed.FlushFinalBlockAsync();
        }

        _files.Add(new(path, bytes, Convert.ToHexStringLower(hash.Hash!)));
    }

    /// <summary>What the manifest does not list.</summary>
    public async Task AddUnlistedAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        await using var member = await Entry(path).OpenAsync(cancel);
        await member.WriteAsync(content, cancel);
    }

    public void Dispose() => _zip.Dispose();

    private ZipArchiveEntry Entry(string path)
    {
        var entry = _zip.CreateEntry(path, CompressionLevel.Optimal);
        entry.LastWriteTime = new DateTimeOffset(DateTime.SpecifyKind(madeUtc, DateTimeKind.Utc));
        return entry;
    }

    private sealed class CountedStream(Stream inner) : Stream
    {
        public long Written { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Written;

        public override long Position { get => Written; set => throw new NotSupportedException(); }

        public override void Flush() => inner.Flush();

        public override void Write(byte[] buffer, int offset, int count)
        {
            inner.Write(buffer, offset, count);
            Written += count;
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await inner.WriteAsync(buffer, cancellationToken);
            Written += buffer.Length;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
