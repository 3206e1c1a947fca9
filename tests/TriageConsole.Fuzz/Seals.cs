using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using TriageConsole.Testing.Evtx;

namespace TriageConsole.Fuzz;

/// <summary>Makes checksums right again, or a reader that honours them would stop at the first damage and show nothing.</summary>
internal static class Seals
{
    private const int TarBlock = 512;
    private const int TarChecksum = 148;

    /// <summary>File header and chunk headers of an EVTX.</summary>
    public static void Evtx(byte[] file)
    {
        if (file.Length >= 128)
            EvtxWriter.SealHeader(file);
        for (var at = EvtxWriter.ChunkOffset(0); at + EvtxChunk.Size <= file.Length; at += EvtxChunk.Size)
        {
            var chunk = file.AsSpan(at, EvtxChunk.Size);
            var free = BinaryPrimitives.ReadInt32LittleEndian(chunk[48..]);
            if (free is >= 512 and <= EvtxChunk.Size)
                BinaryPrimitives.WriteUInt32LittleEndian(chunk[52..], Crc32.HashToUInt32(chunk[512..free]));
            var crc = new Crc32();
            crc.Append(chunk[..120]);
            crc.Append(chunk[128..512]);
            BinaryPrimitives.WriteUInt32LittleEndian(chunk[124..], crc.GetCurrentHashAsUInt32());
        }
    }

    /// <summary>Every block of a tar that may be a header: one of data that is sealed by mistake is only more damage.</summary>
    public static void Tar(byte[] file)
    {
        for (var at = 0; at + TarBlock <= file.Length; at += TarBlock)
        {
            var block = file.AsSpan(at, TarBlock);
            if (block[0] == 0 || (block[124] is not (>= (byte)'0' and <= (byte)'7') && block[124] < 0x80))
                continue;
            block.Slice(TarChecksum, 8).Fill((byte)' ');
            var sum = 0;
            foreach (var b in block)
                sum += b;
            Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0", block.Slice(TarChecksum, 7));
        }
    }
}
