using System.IO.Hashing;
using TriageConsole.Telemetry.Formats.Evtx.BinXml;

namespace TriageConsole.Telemetry.Formats.Evtx;

/// <summary>A chunk's header: where its records end. Past that stands slack with records that no longer count.</summary>
/// <param name="FreeSpace">Offset in the chunk of the first byte after the last record.</param>
/// <param name="HeaderHolds">Whether the header's checksum is right.</param>
/// <param name="RecordsHold">Whether the records' checksum is right; false too where they are not all there.</param>
internal readonly record struct EvtxChunkHeader(uint FreeSpace, bool HeaderHolds, bool RecordsHold)
{
    /// <summary>Bytes of a chunk.</summary>
    public const int ChunkSize = 64 * 1024;

    /// <summary>Bytes before the first record.</summary>
    public const int Size = 512;

    private const int ChecksummedBytes = 120;
    private const int TablesStart = 128;

    /// <summary>What every chunk starts with.</summary>
    public static ReadOnlySpan<byte> Signature => "ElfChnk\0"u8;

    /// <summary>Whether <see cref="FreeSpace"/> can be true.</summary>
    public bool FreeSpaceHolds => FreeSpace is >= Size and <= ChunkSize;

    /// <summary>Reads a header; null where these bytes are none.</summary>
    public static EvtxChunkHeader? TryRead(ReadOnlySpan<byte> chunk)
    {
        if (chunk.Length < Size || !chunk.StartsWith(Signature))
            return null;
        var reader = new SpanReader(chunk, 0, Size);
        reader.Skip(8 + 8 + 8 + 8 + 8 + 4 + 4);
        var freeSpace = reader.ReadUInt32();
        var recordsChecksum = reader.ReadUInt32();
        reader.MoveTo(ChecksummedBytes + 4);
        var headerChecksum = reader.ReadUInt32();
        var crc = new Crc32();
        crc.Append(chunk[..ChecksummedBytes]);
        crc.Append(chunk[TablesStart..Size]);
        var recordsHold = freeSpace >= Size && freeSpace <= chunk.Length
            && Crc32.HashToUInt32(chunk[Size..(int)freeSpace]) == recordsChecksum;
        return new(freeSpace, crc.GetCurrentHashAsUInt32() == headerChecksum, recordsHold);
    }
}
