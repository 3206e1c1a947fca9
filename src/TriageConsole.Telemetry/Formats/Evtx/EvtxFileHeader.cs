using System.IO.Hashing;
using TriageConsole.Telemetry.Formats.Evtx.BinXml;

namespace TriageConsole.Telemetry.Formats.Evtx;

/// <summary>The file's first block. Everything in it but the signature is a hint: a copy of a live log tells old news.</summary>
/// <param name="Chunks">Chunks in use, as last written.</param>
/// <param name="BlockSize">Offset of the first chunk.</param>
/// <param name="MajorVersion">3 in all known files.</param>
/// <param name="Flags">See <see cref="Dirty"/>.</param>
/// <param name="ChecksumHolds">Whether the header's own checksum is right.</param>
internal readonly record struct EvtxFileHeader(int Chunks, int BlockSize, int MajorVersion, uint Flags, bool ChecksumHolds)
{
    /// <summary>Bytes of the block that holds the header.</summary>
    public const int Block = 4096;

    /// <summary>Bytes of the header that mean something.</summary>
    public const int Size = 128;

    private const int ChecksummedBytes = 120;

    /// <summary>What every file starts with.</summary>
    public static ReadOnlySpan<byte> Signature => "ElfFile\0"u8;

    /// <summary>Whether the log was open when it was copied.</summary>
    public bool Dirty => (Flags & 1) != 0;

    /// <summary>Reads a header; null where these bytes are none.</summary>
    public static EvtxFileHeader? TryRead(ReadOnlySpan<byte> block)
    {
        if (block.Length < Size || !block.StartsWith(Signature))
            return null;
        var reader = new SpanReader(block, 0, Size);
        reader.Skip(8 + 8 + 8 + 8 + 4 + 2);
        var major = reader.ReadUInt16();
        var blockSize = reader.ReadUInt16();
        var chunks = reader.ReadUInt16();
        reader.MoveTo(ChecksummedBytes);
        var flags = reader.ReadUInt32();
        return new(chunks, blockSize, major, flags, Crc32.HashToUInt32(block[..ChecksummedBytes]) == reader.ReadUInt32());
    }
}
