using System.Buffers.Binary;

namespace TriageConsole.Telemetry.Containers;

/// <summary>Looks at where a zip's directory stands before the library reads it whole into memory.</summary>
internal static class ZipDirectory
{
    private const int EndLength = 22;
    private const int LongestComment = 65_535;
    private const int LocatorLength = 20;

    /// <summary>How many bytes the directory can take up at most: from where it starts to the end of the file; null where it has none.</summary>
    public static long? Span(Stream zip)
    {
        var length = (int)Math.Min(zip.Length, EndLength + LongestComment + LocatorLength);
        var tail = new byte[length];
        zip.Position = zip.Length - length;
        zip.ReadExactly(tail);
        for (var at = length - EndLength; at >= 0; at--)
        {
            if (!tail.AsSpan(at).StartsWith("PK\u0005\u0006"u8))
                continue;
            long start = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16));
            if (start == uint.MaxValue && Start64(zip, tail, at) is { } wide)
                start = wide;
            return start >= 0 && start <= zip.Length ? zip.Length - start : null;
        }

        return null;
    }

    private static long? Start64(Stream zip, byte[] tail, int end)
    {
        if (end < LocatorLength || !tail.AsSpan(end - LocatorLength).StartsWith("PK\u0006\u0007"u8))
            return null;
        var at = BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(end - LocatorLength + 8));
        var record = new byte[56];
        if (at < 0 || at > zip.Length - record.Length)
            return null;
        zip.Position = at;
        zip.ReadExactly(record);
        return BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(48));
    }
}
