using System.Buffers.Binary;
using System.Numerics;

namespace TriageConsole.Data.Ingest.Counting;

/// <summary>
/// A set of records of one part as it is stored: a bit each for a run of record numbers, sorted hashes of four bytes for
/// records that carry none.
/// </summary>
internal static class RecordSet
{
    /// <summary>Record numbers of a run.</summary>
    public const int Run = 1_024;

    private const int HashParts = 16;
    private const int HashBytes = sizeof(uint);

    /// <summary>Where a record number belongs.</summary>
    public static (long Part, uint Member) OfNumber(long number) => (number / Run, (uint)(number % Run));

    /// <summary>Where a record without one does.</summary>
    public static (long Part, uint Member) OfHash(long hash) => (-1 - (long)((ulong)hash % HashParts), (uint)((ulong)hash >> 32));

    public static byte[] Empty(long part) => part < 0 ? [] : new byte[Run / 8];

    public static bool Holds(ReadOnlySpan<byte> set, long part, uint member) =>
        part < 0 ? Find(set, member) >= 0 : (set[(int)(member >> 3)] & (1 << (int)(member & 7))) != 0;

    /// <summary>Adds a member; returns the set, which may be another array.</summary>
    public static byte[] With(byte[] set, long part, uint member)
    {
        if (part >= 0)
        {
            set[member >> 3] |= (byte)(1 << (int)(member & 7));
            return set;
        }

        var at = Find(set, member);
        if (at >= 0)
            return set;
        var grown = new byte[set.Length + HashBytes];
        var before = ~at * HashBytes;
        set.AsSpan(0, before).CopyTo(grown);
        BinaryPrimitives.WriteUInt32BigEndian(grown.AsSpan(before), member);
        set.AsSpan(before).CopyTo(grown.AsSpan(before + HashBytes));
        return grown;
    }

    public static byte[] Union(byte[] one, byte[] other, long part)
    {
        if (part < 0)
        {
            for (var at = 0; at < other.Length; at += HashBytes)
                one = With(one, part, BinaryPrimitives.ReadUInt32BigEndian(other.AsSpan(at)));
            return one;
        }

        var both = new byte[Run / 8];
        for (var at = 0; at < both.Length; at++)
            both[at] = (byte)(one[at] | other[at]);
        return both;
    }

    public static int Count(ReadOnlySpan<byte> set, long part)
    {
        if (part < 0)
            return set.Length / HashBytes;
        var count = 0;
        foreach (var bits in set)
            count += BitOperations.PopCount(bits);
        return count;
    }

    // The place of a hash, or the complement of where it would stand.
    private static int Find(ReadOnlySpan<byte> set, uint member)
    {
        var (low, high) = (0, (set.Length / HashBytes) - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var value = BinaryPrimitives.ReadUInt32BigEndian(set[(middle * HashBytes)..]);
            if (value == member)
                return middle;
            if (value < member)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return ~low;
    }
}
