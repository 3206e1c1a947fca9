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
        foreach (var (start, length) in Find(line.Raw))
        {
            if (Text(line.Raw.AsSpan(start, length)) is not { } text)
                continue;
            texts.Add(text);
            if (texts.Count == Most)
                break;
        }

        return texts;
    }

    /// <summary>The words that are long enough and of the alphabet, whatever they hold.</summary>
    public static IEnumerable<(int Start, int Length)> Find(string raw)
    {
        for (var at = 0; at < raw.Length;)
        {
            var start = raw.AsSpan(at).IndexOfAny(_alphabet);
            if (start < 0)
                yield break;
            start += at;
            var length = raw.AsSpan(start).IndexOfAnyExcept(_alphabet);
            if (length < 0)
                length = raw.Length - start;
            if (length >= Shortest)
                yield return (start, length);
            at = start + length;
        }
    }

    /// <summary>What a word says; null where that is no text.</summary>
    public static string? Text(ReadOnlySpan<char> word) => Bytes(word) is { Length: >= 12 } bytes ? AsText(bytes) : null;

    /// <summary>The bytes of a word; null where it is no base64.</summary>
    public static byte[]? Bytes(ReadOnlySpan<char> word)
    {
        word = word.TrimEnd('=');
        var whole = word[..(word.Length / 4 * 4)];
        var rest = word.Length - whole.Length;
        var padded = rest is 2 or 3 ? string.Concat(word, rest == 2 ? "==" : "=") : whole.ToString();
        var bytes = new byte[(padded.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(padded, bytes, out var count) ? bytes[..count] : null;
    }

    /// <summary>Bytes as UTF-16 or UTF-8; null where too much of it is no text.</summary>
    public static string? AsText(ReadOnlySpan<byte> bytes)
    {
        var wide = bytes.Length > 3 && bytes[1] == 0 && bytes[3] == 0;
        var text = wide ? Encoding.Unicode.GetString(bytes[..(bytes.Length & ~1)]) : Encoding.UTF8.GetString(bytes);
        var odd = 0;
        foreach (var c in text)
        {
            if (c is '\uFFFD' || (char.IsControl(c) && c is not ('\r' or '\n' or '\t')))
                odd++;
        }

        return odd * 20 > text.Length ? null : text;
    }
}
