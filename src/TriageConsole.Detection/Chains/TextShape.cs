using System.Text;

namespace TriageConsole.Detection.Chains;

/// <summary>
/// Writes a canonical text with holes where alike uses differ: GUIDs, numbers, encoded words, user names, what lies below a
/// temp folder. One pass by hand, since every alert goes through it.
/// </summary>
internal static class TextShape
{
    private const int Longest = 4_096;
    private const int EncodedFrom = 40;

    public static string Of(string canonical)
    {
        var text = canonical.AsSpan(0, Math.Min(canonical.Length, Longest));
        var shape = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            if (text[i] == '\\' && Folder(text, i, shape) is > 0 and var skipped)
                i += skipped;
            else if (char.IsAsciiLetterOrDigit(text[i]))
                i += Word(text[i..], shape);
            else
                shape.Append(text[i++]);
        }

        return shape.ToString();
    }

    // \users\anna\ becomes \users\*\ and everything from a temp folder to the file's name becomes one hole.
    private static int Folder(ReadOnlySpan<char> text, int at, StringBuilder shape)
    {
        var rest = text[at..];
        foreach (var profile in (ReadOnlySpan<string>)[@"\users\", @"\documents and settings\"])
        {
            if (!rest.StartsWith(profile, StringComparison.Ordinal))
                continue;
            var end = rest[profile.Length..].IndexOf('\\');
            if (end <= 0)
                return 0;
            shape.Append(profile).Append('*');
            return profile.Length + end;
        }

        foreach (var temp in (ReadOnlySpan<string>)[@"\temp\", @"\tmp\"])
        {
            if (!rest.StartsWith(temp, StringComparison.Ordinal))
                continue;
            var path = rest[temp.Length..];
            var end = path.IndexOfAny("\" ,;");
            var last = (end < 0 ? path : path[..end]).LastIndexOf('\\');
            shape.Append(@"\*temp*\");
            return temp.Length + last + 1;
        }

        return 0;
    }

    private static int Word(ReadOnlySpan<char> text, StringBuilder shape)
    {
        if (text.Length >= 36 && text[8] == '-' && text[13] == '-' && Guid.TryParseExact(text[..36], "D", out _))
        {
            shape.Append("{guid}");
            return 36;
        }

        int length = 0, digits = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] is '+' or '='))
        {
            if (char.IsAsciiDigit(text[length]))
                digits++;
            length++;
        }

        if (length >= EncodedFrom || (length >= 6 && digits * 2 >= length && IsHex(text[..length])))
            shape.Append('#');
        else
            Digits(text[..length], shape);
        return length;
    }

    private static void Digits(ReadOnlySpan<char> word, StringBuilder shape)
    {
        var inNumber = false;
        foreach (var c in word)
        {
            if (!char.IsAsciiDigit(c))
                shape.Append(c);
            else if (!inNumber)
                shape.Append('#');
            inNumber = char.IsAsciiDigit(c);
        }
    }

    private static bool IsHex(ReadOnlySpan<char> word)
    {
        foreach (var c in word)
        {
            if (!char.IsAsciiHexDigit(c))
                return false;
        }

        return true;
    }
}
