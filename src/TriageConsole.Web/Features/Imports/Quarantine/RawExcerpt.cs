using System.Buffers.Binary;

namespace TriageConsole.Web.Features.Imports.Quarantine;

/// <summary>How much of the bytes at a fault belongs to the record that it is about.</summary>
internal static class RawExcerpt
{
    public const int MostBytes = 64 * 1024;

    // Where the end of a record cannot be told, as much as shows what it is.
    private const int Glimpse = 4 * 1024;
    private const int EvtxHeader = 24;

    /// <summary>Bytes of the record that starts the window; at most <see cref="MostBytes"/>.</summary>
    /// <param name="format">Name of the file's format.</param>
    /// <param name="window">What follows the fault's place; longer than <see cref="MostBytes"/> where there is more.</param>
    public static int LengthOf(string format, ReadOnlySpan<byte> window)
    {
        var known = format switch
        {
            "evtx" => Evtx(window),
            "event-xml" => EndOf(window, "</Event>"u8),
            "ndjson" => Json(window),
            "csv" => Row(window),
            _ => null,
        };
        return Math.Min(known ?? Glimpse, Math.Min(window.Length, MostBytes));
    }

    private static int? Evtx(ReadOnlySpan<byte> window)
    {
        if (window.Length < EvtxHeader || !window.StartsWith("**\0\0"u8))
            return null;
        var size = BinaryPrimitives.ReadUInt32LittleEndian(window[4..]);
        return size is >= EvtxHeader and <= MostBytes ? (int)size : null;
    }

    private static int? EndOf(ReadOnlySpan<byte> window, ReadOnlySpan<byte> mark)
    {
        var at = window.IndexOf(mark);
        return at < 0 ? null : at + mark.Length;
    }

    // A line, unless it is only the start of an object that is spread over several.
    private static int? Json(ReadOnlySpan<byte> window)
    {
        var blank = window.Length - window.TrimStart(" \t\r\n"u8).Length;
        var feed = window[blank..].IndexOf((byte)'\n');
        var line = (feed < 0 ? window[blank..] : window.Slice(blank, feed)).TrimEnd(" \t\r"u8);
        if (line.Length > 0 && line[^1] is (byte)'{' or (byte)'[')
            return null;
        return feed < 0 ? MostBytes : blank + feed;
    }

    // To the line end that stands outside quotes.
    private static int? Row(ReadOnlySpan<byte> window)
    {
        var quoted = false;
        for (var i = 0; i < window.Length; i++)
        {
            if (window[i] == '"')
                quoted = !quoted;
            else if (window[i] == '\n' && !quoted)
                return i;
        }

        return quoted ? null : MostBytes;
    }
}
