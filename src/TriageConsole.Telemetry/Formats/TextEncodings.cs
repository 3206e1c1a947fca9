using System.Text;

namespace TriageConsole.Telemetry.Formats;

/// <summary>Recognises UTF-16 text and brings it to UTF-8, so that readers of text formats see one encoding.</summary>
internal static class TextEncodings
{
    /// <summary>The encoding of these first bytes where it is UTF-16, with or without BOM; else null.</summary>
    internal static Encoding? Utf16Of(ReadOnlySpan<byte> head)
    {
        if (head.Length < 2)
            return null;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Encoding.Unicode;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Encoding.BigEndianUnicode;

        // Without a BOM: text formats start with an ASCII character, so one byte of the first pairs is zero.
        if (head.Length < 4)
            return null;
        if (head[0] is >= 0x09 and < 0x80 && head[1] == 0 && head[2] is >= 0x09 and < 0x80 && head[3] == 0)
            return Encoding.Unicode;
        return head[0] == 0 && head[1] is >= 0x09 and < 0x80 && head[2] == 0 && head[3] is >= 0x09 and < 0x80
            ? Encoding.BigEndianUnicode
            : null;
    }

    /// <summary>The head as UTF-8 without BOM.</summary>
    internal static ReadOnlySpan<byte> Utf8Head(ReadOnlySpan<byte> head)
    {
        if (Utf16Of(head) is { } encoding)
            head = Encoding.UTF8.GetBytes(encoding.GetString(head[..(head.Length & ~1)]));
        return head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? head[3..] : head;
    }

    /// <summary>The stream as UTF-8; lone surrogates become U+FFFD. The given stream stays open.</summary>
    internal static Stream AsUtf8(Stream stream)
    {
        var head = new byte[4];
        var length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var whole = new HeadedStream(head.AsMemory(0, length), stream);
        return Utf16Of(head.AsSpan(0, length)) is { } encoding
            ? Encoding.CreateTranscodingStream(whole, encoding, Encoding.UTF8, leaveOpen: true)
            : whole;
    }
}
