using System.Buffers;
using System.Text;

namespace TriageConsole.Detection.CommandLines;

/// <summary>Finds long base64 words in a raw command line and decodes those that turn out to be text.</summary>
internal static class Base64Words
{
    private const int Shortest = 24;
    private const int Most = 4;

    private static readonly SearchValues<char> _alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=");

    public static List<string> Decode(CommandLineView line)
    {
        var texts = new List<string>();
        var raw = line.Raw;
        var found = 0;
        for (var at = 0; at < raw.Length && found < Most;)
        {
            var start = raw.AsSpan(at).IndexOfAny(_alphabet);
            if (start < 0)
                break;
            start += at;
            var length = raw.AsSpan(start).IndexOfAnyExcept(_alphabet);
            if (length < 0)
                length = raw.Length - start;
            if (length >= Shortest && Text(raw.AsSpan(start, length)) is { } text)
            {
                found++;
                texts.Add(text);
            }

            at = start + length;
        }

        return texts;
    }

    private static string? Text(ReadOnlySpan<char> word)
    {
        word = word.TrimEnd('=');
        var whole = word[..(word.Length / 4 * 4)];
        var rest = word.Length - whole.Length;
        var padded = rest is 2 or 3 ? string.Concat(word, rest == 2 ? "==" : "=") : whole.ToString();
        var bytes = new byte[(padded.Length / 4 * 3) + 3];
        if (!Convert.TryFromBase64String(padded, bytes, out var count) || count < 12)
            return null;
        var span = bytes.AsSpan(0, count);
        var wide = span.Length > 3 && span[1] == 0 && span[3] == 0;
        var text = wide ? Encoding.Unicode.GetString(span[..(count & ~1)]) : Encoding.UTF8.GetString(span);
        var odd = 0;
        foreach (var c in text)
        {
            if (c is '\uFFFD' || (char.IsControl(c) && c is not ('\r' or '\n' or '\t')))
                odd++;
        }

        return odd * 20 > text.Length ? null : text;
    }
}
