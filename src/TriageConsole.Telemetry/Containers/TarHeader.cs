using System.Buffers.Text;
using System.Text;

namespace TriageConsole.Telemetry.Containers;

/// <summary>One 512-byte header of a tar, of any of its dialects.</summary>
/// <param name="Name">The name as it stands there.</param>
/// <param name="Size">Bytes of data behind it.</param>
/// <param name="Type">The type flag.</param>
internal readonly record struct TarHeader(string Name, long Size, byte Type)
{
    /// <summary>Length of a header, and what data is padded to.</summary>
    public const int Block = 512;

    private const int ChecksumAt = 148;

    /// <summary>A file's own data, as three dialects mark it.</summary>
    public bool IsFile => Type is (byte)'0' or 0 or (byte)'7';

    /// <summary>The name of the next header, in GNU's way.</summary>
    public bool IsLongName => Type == (byte)'L';

    /// <summary>Attributes of the next header, in POSIX' way.</summary>
    public bool IsExtended => Type == (byte)'x';

    /// <summary>Links and devices have no data, whatever their size says.</summary>
    public bool HasData => Type is not (>= (byte)'1' and <= (byte)'6');

    /// <summary>Reads a header; false where the checksum or the size is wrong.</summary>
    public static bool TryParse(ReadOnlySpan<byte> block, out TarHeader header)
    {
        header = default;
        if (block.Length < Block)
            return false;
        block = block[..Block];
        if (!TryNumber(block.Slice(ChecksumAt, 8), out var stated) || !TryNumber(block.Slice(124, 12), out var size))
            return false;
        long sum = 8 * ' ';
        for (var i = 0; i < Block; i++)
        {
            if (i is < ChecksumAt or >= ChecksumAt + 8)
                sum += block[i];
        }

        // An all-zero block adds up too, were it not for the blanks.
        if (sum != stated)
            return false;
        var name = Text(block[..100]);
        if (block[257..].StartsWith("ustar\0"u8) && Text(block.Slice(345, 155)) is { Length: > 0 } prefix)
            name = $"{prefix}/{name}";
        header = new(name, size, block[156]);
        return true;
    }

    /// <summary>Text up to the first NUL.</summary>
    public static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    private static bool TryNumber(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        if ((field[0] & 0x80) != 0)
        {
            // GNU's binary form; the first bit is its mark. What is negative, or more than a long, is no number of a tar.
            foreach (var b in field[1..])
            {
                if (value > long.MaxValue >> 8)
                    return false;
                value = (value << 8) | b;
            }

            return field[0] == 0x80;
        }

        var text = field.Trim(" \0"u8);
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'7')
                return false;
            value = (value << 3) | (long)(digit - '0');
        }

        return true;
    }

    /// <summary>Reads POSIX attributes, <c>length key=value</c> one after another, for the two that matter.</summary>
    public static (string? Path, long? Size) Attributes(ReadOnlySpan<byte> data)
    {
        string? path = null;
        long? size = null;
        while (Utf8Parser.TryParse(data, out int length, out var digits) && length > digits + 1 && length <= data.Length && data[digits] == (byte)' ')
        {
            var pair = data[(digits + 1)..(length - 1)];
            if (pair.StartsWith("path="u8))
                path = Text(pair[5..]);
            else if (pair.StartsWith("size="u8) && Utf8Parser.TryParse(pair[5..], out long stated, out _) && stated >= 0)
                size = stated;
            data = data[length..];
        }

        return (path, size);
    }
}
