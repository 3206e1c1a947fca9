using TriageConsole.Telemetry.Formats.EventXml;
using TriageConsole.Telemetry.Formats.Json;
using TriageConsole.Web.Features.Intake.Spool;

namespace TriageConsole.Web.Features.Intake.Lines;

/// <summary>
/// Which spool file a text belongs in, by the same test that the importer makes: whatever starts a spool file must be
/// claimed by its format, or all that follows would be lost with it.
/// </summary>
internal static class EventText
{
    private const int Head = 4096;

    private static readonly NdjsonFormat _json = new();
    private static readonly EventXmlFormat _xml = new();

    /// <summary>Without a byte order mark, and without white space before it.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => (text.StartsWith("\uFEFF"u8) ? text[3..] : text).TrimStart(" \t\r\n"u8);

    /// <summary>Null when it opens as neither JSON nor event XML, or is not UTF-8's kind of text.</summary>
    public static SpoolKind? KindOf(ReadOnlySpan<byte> text)
    {
        var head = Trim(text);
        head = head[..Math.Min(head.Length, Head)];
        if (head.IsEmpty || head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || head[0] == 0 || (head.Length > 1 && head[1] == 0))
            return null;
        return head[0] switch
        {
            (byte)'{' or (byte)'[' or 0x1E when _json.Claims(head) => SpoolKind.Json,
            (byte)'<' when _xml.Claims(head) => SpoolKind.Xml,
            _ => null,
        };
    }
}
