using System.Buffers.Binary;

namespace TriageConsole.Telemetry.Formats.Evtx.Values;

/// <summary>Array values, item by item. Text items end in NUL, SIDs tell their length, the rest are of one size.</summary>
internal static class BinXmlArray
{
    /// <summary>Takes the next item off <paramref name="rest"/>; false at the end. What does not fit a whole item is one last item.</summary>
    public static bool TryTake(int itemType, ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> item)
    {
        item = default;
        if (rest.IsEmpty)
            return false;
        var (length, separator) = itemType switch
        {
            BinXmlValueType.Utf16 or BinXmlValueType.EventXml => (IndexOfTerminator(rest), 2),
            BinXmlValueType.Ansi => (rest.IndexOf((byte)0), 1),
            BinXmlValueType.Sid => (rest.Length >= 8 ? 8 + (rest[1] * 4) : -1, 0),
            BinXmlValueType.Size or BinXmlValueType.EventHandle => (8, 0),
            _ => (BinXmlValueType.FixedSize(itemType) is var size and > 0 ? size : -1, 0),
        };
        if (length < 0 || length > rest.Length - separator)
            (length, separator) = (rest.Length, 0);
        item = rest[..length];
        rest = rest[(length + separator)..];
        return true;
    }

    private static int IndexOfTerminator(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i + 1 < text.Length; i += 2)
        {
            if (BinaryPrimitives.ReadUInt16LittleEndian(text[i..]) == 0)
                return i;
        }

        return -1;
    }
}
