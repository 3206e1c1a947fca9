using System.Buffers.Binary;
using System.Text;

namespace TriageConsole.Fuzz;

/// <summary>What is worth writing into a damaged file: the words of the formats, and values that length fields choke on.</summary>
internal static class Tokens
{
    /// <summary>Words and marks of the text formats, and bytes that no text should hold.</summary>
    public static IReadOnlyList<byte[]> Text { get; } =
    [
        .. ((string[])
        [
            "{", "}", "[", "]", "\"", ":", ",", "\\", "\\u0000", "\\ud800", "\\udc00\\ud800", "\\u", "\\x", "null", "true", "-0", "1e999", "99999999999999999999",
            "-9223372036854775809", "4294967296", "0x", "0xffffffffffffffffff", "{\"Event\":{\"System\":", "{\"_source\":", "{\"Results\":[", "{\"records\":[",
            "\"EventID\":1", "\"EventID\":{\"Value\":4104}", "\"EventData\":\"<\"", "\"winlog\":{", "\"properties\":{", "\"Message\":", "\"@timestamp\":\"0001-01-01T00:00:00Z\"",
            "\"UtcTime\":\"9999-12-31 23:59:59.999\"", "\"TimeGenerated\":\"", "<", "</", "/>", "<Event>", "<Event xmlns='x'>", "</Event>", "<Events>", "<Data Name='Image'>", "</Data>",
            "<![CDATA[", "]]>", "<!--", "-->", "<?xml version='1.0'?>", "<!DOCTYPE e [<!ENTITY a \"b\">]>", "&a;", "&#x0;", "&#xD800;", "&amp;", "&#99999999999;",
            "\"\"", "\",\"", ";", "\t", "\r\n", "\n", "\r", "Path,Verified,Publisher\n", "DeviceName,ActionType,ProcessCommandLine,ProcessCreationTime\n",
            "ProcessCreated", "2024-13-45T99:99:99Z", "2023-11-01T00:00:00+99:99", "{00000000-0000-0000-0000-000000000000}", "S-1-16-", "SHA256=", "%%", "%1", "-", "?",
            "PK\u0003\u0004", "ElfFile\0", "ElfChnk\0", "ustar\0",
        ]).Select(Encoding.Latin1.GetBytes),
        [0], [0, 0, 0, 0], [0xFF], [0xFF, 0xFE], [0xFE, 0xFF], [0xEF, 0xBB, 0xBF], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xC0, 0x80], [0xF4, 0x90, 0x80, 0x80],
        [0x00, 0xD8], [0xD8, 0x00], [0xE2, 0x80, 0xAE], [0x1E], [0x7F], [0x1F, 0x8B, 0x08],
    ];

    /// <summary>Lengths, offsets and counts as a binary format holds them.</summary>
    public static IReadOnlyList<byte[]> Numbers { get; } =
    [
        .. ((ulong[])[0, 1, 2, 0x7F, 0x80, 0xFF, 0x200, 0x1000, 0x7FFF, 0xFFFF, 0x10000]).Select(static value => Little(value, 2)),
        .. ((ulong[])[0, 1, 4, 0x18, 0x200, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFF0, 0xFFFFFFFF]).Select(static value => Little(value, 4)),
        .. ((ulong[])[0, 1, 0xFFFFFFFF, 0x7FFFFFFFFFFFFFFF, 0x8000000000000000, 0xFFFFFFFFFFFFFFFF]).Select(static value => Little(value, 8)),
        .. ((string[])["77777777777\0", "00000000000\0", "-0000000001\0", "0777777\0", "\u0080\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF"]).Select(Encoding.Latin1.GetBytes),
    ];

    private static byte[] Little(ulong value, int length)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return bytes[..length];
    }
}
