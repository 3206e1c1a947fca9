using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace TriageConsole.Detection.CommandLines;

/// <summary>
/// Reads what a command line hides, for people: base64, compressed or not, character codes and escapes, also within one
/// another. Only turns text into text; nothing is run. Bounded in depth, number and length.
/// </summary>
public static class CommandLineDecoder
{
    /// <summary>Characters of one decoded text.</summary>
    public const int LongestText = 32_768;

    /// <summary>Texts of one command line.</summary>
    public const int MostParts = 16;

    /// <summary>How often a text is looked into that was hidden in another.</summary>
    public const int Deepest = 3;

    // A few bytes inflate to something now and then; they say nothing.
    private const int Shortest = 8;

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    // At least four in a row: one character by its number is a quote or a line break, and hides nothing.
    private static readonly Regex _codes = new(
        @"(?:\[char\]\s*\(?\s*(?:0x[0-9a-f]{1,6}|[0-9]{1,7})\s*\)?\s*[+,]?\s*){4,}"
        + @"|(?:chrw?\$?\(\s*(?:&h[0-9a-f]{1,6}|[0-9]{1,7})\s*\)\s*[&+]?\s*){4,}"
        + @"|fromcharcode\(\s*(?:(?:0x[0-9a-f]{1,6}|[0-9]{1,7})\s*,\s*){3,}(?:0x[0-9a-f]{1,6}|[0-9]{1,7})\s*\)"
        + @"|\[char\[\]\]\s*@?\(?\s*(?:(?:0x[0-9a-f]{1,6}|[0-9]{1,7})\s*,\s*){3,}(?:0x[0-9a-f]{1,6}|[0-9]{1,7})",
        Linear);

    private static readonly Regex _escapes = new(@"(?:\\x[0-9a-f]{2}|\\u[0-9a-f]{4}){4,}", Linear);

    private static readonly Regex _number = new(@"(?:0x|&h)(?<hex>[0-9a-f]+)|(?<dec>[0-9]+)", Linear);

    /// <summary>What the command line hides, in the order in which it stands; what was hidden in a part follows it.</summary>
    public static IReadOnlyList<DecodedPart> Decode(string? raw)
    {
        if (string.IsNullOrEmpty(raw))
            return [];
        var parts = new List<DecodedPart>();
        Decode(raw.Length > CharacterStage.Longest ? raw[..CharacterStage.Longest] : raw, 1, null, parts);
        return parts;
    }

    private static void Decode(string text, int depth, DecodedPart? within, List<DecodedPart> parts)
    {
        foreach (var (kind, start, length, decoded) in Found(text).OrderBy(found => found.Start))
        {
            if (parts.Count >= MostParts)
                return;

            // What was hidden in a text that was hidden itself is shown at the words that are there to be seen.
            var part = within is null
                ? new DecodedPart(kind, start, length, Cut(decoded), depth)
                : new DecodedPart(kind, within.Start, within.Length, Cut(decoded), depth);
            parts.Add(part);
            if (depth < Deepest)
                Decode(part.Text, depth + 1, part, parts);
        }
    }

    private static IEnumerable<(DecodedKind Kind, int Start, int Length, string Text)> Found(string text)
    {
        foreach (var word in Base64Words.Find(text))
        {
            if (Base64Words.Text(text.AsSpan(word.Start, word.Length)) is { } plain)
                yield return (DecodedKind.Base64, word.Start, word.Length, plain);
            else if (Inflated(text.AsSpan(word.Start, word.Length)) is { } inflated)
                yield return (DecodedKind.Compressed, word.Start, word.Length, inflated);
        }

        foreach (Match match in _codes.Matches(text))
        {
            if (Characters(match.Value) is { } codes)
                yield return (DecodedKind.CharacterCodes, match.Index, match.Length, codes);
        }

        foreach (Match match in _escapes.Matches(text))
            yield return (DecodedKind.Escapes, match.Index, match.Length, Unescaped(match.Value));
    }

    private static string? Characters(string codes)
    {
        var text = new StringBuilder();
        foreach (Match number in _number.Matches(codes))
        {
            var hex = number.Groups["hex"];
            var value = hex.Success
                ? int.Parse(hex.ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
                : int.Parse(number.Groups["dec"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
            if (value > 0x10FFFF)
                return null;
            if (value > char.MaxValue)
                text.Append(char.ConvertFromUtf32(value));
            else
                text.Append((char)value);
        }

        return text.ToString();
    }

    private static string Unescaped(string escapes)
    {
        var text = new StringBuilder(escapes.Length / 4);
        for (var at = 0; at < escapes.Length;)
        {
            var digits = escapes[at + 1] is 'x' or 'X' ? 2 : 4;
            text.Append((char)int.Parse(escapes.AsSpan(at + 2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            at += 2 + digits;
        }

        return text.ToString();
    }

    // Read no further than it is shown: a few bytes can unfold to gigabytes.
    private static string? Inflated(ReadOnlySpan<char> word)
    {
        if (Base64Words.Bytes(word) is not { Length: > 12 } bytes)
            return null;
        using var source = new MemoryStream(bytes);
        using Stream inflating = bytes[0] == 0x1F && bytes[1] == 0x8B ? new GZipStream(source, CompressionMode.Decompress)
            : bytes[0] == 0x78 && ((bytes[0] << 8) | bytes[1]) % 31 == 0 ? new ZLibStream(source, CompressionMode.Decompress)
            : new DeflateStream(source, CompressionMode.Decompress);
        var buffer = new byte[LongestText];
        int count;
        try
        {
            count = inflating.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException)
        {
            return null;
        }

        return count < Shortest ? null : Base64Words.AsText(buffer.AsSpan(0, count));
    }

    private static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText];
}
