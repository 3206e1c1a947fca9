using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace TriageConsole.Telemetry.Formats.Evtx.Values;

/// <summary>
/// Values as text, the way event XML prints them: numbers plain, hex with <c>0x</c> and without padding, GUIDs upper case in
/// braces, times in ISO 8601 with <c>Z</c>. A value whose length does not fit its type is unreadable, never an exception.
/// </summary>
internal static class BinXmlValueText
{
    // Ticks of 1601-01-01.
    private const long FileTimeEpoch = 504_911_232_000_000_000;
    private static readonly Encoding Ansi = CodePagesEncodingProvider.Instance.GetEncoding(1252) ?? Encoding.Latin1;

    /// <summary>UTF-16 text without its terminators.</summary>
    public static ReadOnlySpan<char> Utf16(ReadOnlySpan<byte> value) => MemoryMarshal.Cast<byte, char>(value).TrimEnd('\0');

    /// <summary>Adds a single value's text; false where the value can't be read. An empty value is empty text.</summary>
    public static bool TryAdd(int type, ReadOnlySpan<byte> value, TextBuffer text)
    {
        if (value.IsEmpty || type == BinXmlValueType.Null)
            return true;
        switch (type)
        {
            case BinXmlValueType.Utf16 or BinXmlValueType.EventXml:
                text.Add(Utf16(value));
                return true;
            case BinXmlValueType.Ansi:
                text.Add(Ansi.GetString(value.TrimEnd((byte)0)));
                return true;
            case BinXmlValueType.Real32 when value.Length == 4:
                text.Add(BinaryPrimitives.ReadSingleLittleEndian(value));
                return true;
            case BinXmlValueType.Real64 when value.Length == 8:
                text.Add(BinaryPrimitives.ReadDoubleLittleEndian(value));
                return true;
            case BinXmlValueType.Boolean:
                text.Add(value.ContainsAnyExcept((byte)0) ? "true" : "false");
                return true;
            case BinXmlValueType.Binary:
                AddHex(value, text);
                return true;
            case BinXmlValueType.Guid when value.Length == 16:
                AddGuid(value, text);
                return true;
            case BinXmlValueType.FileTime or BinXmlValueType.SystemTime:
                return TryAddTime(type, value, text);
            case BinXmlValueType.Sid:
                return TryAddSid(value, text);
            case BinXmlValueType.Hex32 or BinXmlValueType.Hex64 or BinXmlValueType.Size or BinXmlValueType.EventHandle
                when TryUnsigned(value, out var hex):
                text.Add("0x");
                text.Add(hex, "x");
                return true;
            default:
                return TryAddInteger(type, value, text);
        }
    }

    /// <summary>A whole number of any integer type; false for other types and for unsigned ones past Int64.</summary>
    public static bool TryInteger(int type, ReadOnlySpan<byte> value, out long number)
    {
        number = 0;
        if (!TryUnsigned(value, out var unsigned))
            return false;
        switch (type)
        {
            case BinXmlValueType.Int8 or BinXmlValueType.Int16 or BinXmlValueType.Int32 or BinXmlValueType.Int64:
                var unused = 64 - (value.Length * 8);
                number = (long)unsigned << unused >> unused;
                return true;
            case BinXmlValueType.UInt8 or BinXmlValueType.UInt16 or BinXmlValueType.UInt32 or BinXmlValueType.UInt64
                or BinXmlValueType.Hex32 or BinXmlValueType.Hex64 or BinXmlValueType.Size:
                number = unchecked((long)unsigned);
                return unsigned <= long.MaxValue;
            default:
                return false;
        }
    }

    /// <summary>A FILETIME as a time; null where it is out of range.</summary>
    public static DateTime? FileTime(long ticks) =>
        ticks >= 0 && ticks <= DateTime.MaxValue.Ticks - FileTimeEpoch ? new DateTime(FileTimeEpoch + ticks, DateTimeKind.Utc) : null;

    /// <summary>A time of either time type, UTC.</summary>
    public static bool TryTime(int type, ReadOnlySpan<byte> value, out DateTime time)
    {
        time = default;
        if (type == BinXmlValueType.FileTime && value.Length == 8)
        {
            var fileTime = FileTime(BinaryPrimitives.ReadInt64LittleEndian(value));
            time = fileTime.GetValueOrDefault();
            return fileTime is not null;
        }

        if (type != BinXmlValueType.SystemTime || value.Length != 16)
            return false;
        Span<int> part = stackalloc int[8];
        for (var i = 0; i < part.Length; i++)
            part[i] = BinaryPrimitives.ReadUInt16LittleEndian(value[(i * 2)..]);
        // Year, month, day of week, day, hour, minute, second, millisecond.
        if (part[0] is < 1 or > 9999 || part[1] is < 1 or > 12 || part[3] < 1 || part[3] > DateTime.DaysInMonth(part[0], part[1])
            || part[4] > 23 || part[5] > 59 || part[6] > 59 || part[7] > 999)
        {
            return false;
        }

        time = new DateTime(part[0], part[1], part[3], part[4], part[5], part[6], part[7], DateTimeKind.Utc);
        return true;
    }

    private static bool TryUnsigned(ReadOnlySpan<byte> value, out ulong number)
    {
        number = 0;
        if (value.Length is not (1 or 2 or 4 or 8))
            return false;
        for (var i = value.Length - 1; i >= 0; i--)
            number = (number << 8) | value[i];
        return true;
    }

    private static bool TryAddInteger(int type, ReadOnlySpan<byte> value, TextBuffer text)
    {
        if (TryInteger(type, value, out var number))
            text.Add(number);
        else if (type == BinXmlValueType.UInt64 && TryUnsigned(value, out var unsigned))
            text.Add(unsigned);
        else
            return false;
        return true;
    }

    private static bool TryAddTime(int type, ReadOnlySpan<byte> value, TextBuffer text)
    {
        if (!TryTime(type, value, out var time))
            return false;
        text.Add(time, type == BinXmlValueType.FileTime ? "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
        return true;
    }

    private static bool TryAddSid(ReadOnlySpan<byte> value, TextBuffer text)
    {
        if (value.Length < 8 || value.Length < 8 + (value[1] * 4))
            return false;
        text.Add("S-");
        text.Add((int)value[0]);
        text.Add('-');
        // The one big-endian number of the format: 48 bits.
        var authority = ((ulong)BinaryPrimitives.ReadUInt16BigEndian(value[2..]) << 32) | BinaryPrimitives.ReadUInt32BigEndian(value[4..]);
        if (authority > uint.MaxValue)
            text.Add("0x");
        text.Add(authority, authority > uint.MaxValue ? "X12" : default);
        for (var i = 0; i < value[1]; i++)
        {
            text.Add('-');
            text.Add(BinaryPrimitives.ReadUInt32LittleEndian(value[(8 + (i * 4))..]));
        }

        return true;
    }

    private static void AddGuid(ReadOnlySpan<byte> value, TextBuffer text)
    {
        Span<char> lower = stackalloc char[38];
        Span<char> upper = stackalloc char[38];
        new Guid(value).TryFormat(lower, out _, "B");
        lower.ToUpperInvariant(upper);
        text.Add(upper);
    }

    private static void AddHex(ReadOnlySpan<byte> value, TextBuffer text)
    {
        Span<char> hex = stackalloc char[128];
        while (!value.IsEmpty)
        {
            var run = value[..Math.Min(value.Length, hex.Length / 2)];
            _ = Convert.TryToHexString(run, hex, out var written);
            text.Add(hex[..written]);
            value = value[run.Length..];
        }
    }
}
