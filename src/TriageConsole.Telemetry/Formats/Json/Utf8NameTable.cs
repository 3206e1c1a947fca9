using System.Buffers.Binary;
using System.Text;

namespace TriageConsole.Telemetry.Formats.Json;

/// <summary>Finds known names from their UTF-8 bytes without making a string of them.</summary>
internal sealed class Utf8NameTable
{
    private readonly (byte[] Name, int Id)[]?[] _buckets;

    internal Utf8NameTable(IReadOnlyList<string> names)
    {
        var size = 1024;
        while (size < names.Count * 4)
            size *= 2;
        _buckets = new (byte[], int)[]?[size];
        for (var id = 0; id < names.Count; id++)
        {
            var bytes = Encoding.UTF8.GetBytes(names[id]);
            ref var bucket = ref _buckets[Slot(bytes)];
            bucket = [.. bucket ?? [], (bytes, id)];
        }
    }

    /// <summary>The position of the name in the list that the table was made of; -1 where it is unknown.</summary>
    internal int Find(ReadOnlySpan<byte> name)
    {
        if (_buckets[Slot(name)] is not { } bucket)
            return -1;
        foreach (var (known, id) in bucket)
        {
            if (name.SequenceEqual(known))
                return id;
        }

        return -1;
    }

    // The names are ours and few, the input only chooses which bucket it misses in: no need of a keyed hash.
    private int Slot(ReadOnlySpan<byte> name)
    {
        ulong hash = (ulong)name.Length;
        if (name.Length >= 8)
            hash ^= BinaryPrimitives.ReadUInt64LittleEndian(name) ^ (BinaryPrimitives.ReadUInt64LittleEndian(name[^8..]) * 31);
        else
        {
            foreach (var b in name)
                hash = (hash * 257) ^ b;
        }

        hash *= 0x9E3779B97F4A7C15;
        return (int)(hash >> 40) & (_buckets.Length - 1);
    }
}
