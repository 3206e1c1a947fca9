using System.Buffers;

namespace TriageConsole.Detection.CommandLines;

/// <summary>
/// First stage of reading a command line: characters. Lower case, ASCII punctuation, no carets, no invisible characters,
/// look-alikes folded, entities and doubled per-cent signs undone, variables expanded. One pass, linear.
/// </summary>
internal static class CharacterStage
{
    /// <summary>Longest text that is read; Windows itself allows 32,767.</summary>
    public const int Longest = 65_536;

    private static readonly SearchValues<char> _special = SearchValues.Create("^%&\t\r\n");

    public static MappedText Run(string raw, ref CommandLineTricks tricks)
    {
        var source = raw.AsSpan();
        if (source.Length > Longest)
        {
            source = source[..Longest];
            tricks |= CommandLineTricks.Cut;
        }

        if (!source.ContainsAnyExceptInRange('\u0001', '\u007E') && !source.ContainsAny(_special))
            return new MappedText(source.ToString().ToLowerInvariant(), source.Length == raw.Length ? null : Identity(source.Length));
        var writer = new MappedWriter(source.Length + 32);
        for (var i = 0; i < source.Length;)
            i += Step(source, i, ref writer, ref tricks);
        return writer.Finish(source.Length);
    }

    private static int Step(ReadOnlySpan<char> source, int i, ref MappedWriter writer, ref CommandLineTricks tricks)
    {
        var c = source[i];
        switch (c)
        {
            case '^':
                tricks |= CommandLineTricks.Carets;
                return 1;
            case '\t' or '\r' or '\n' or '\0':
                writer.Add(' ', i);
                return 1;
            case '%':
                return Percent(source, i, ref writer, ref tricks);
            case '&' when Entity(source[i..]) is ({ } decoded, var length):
                tricks |= CommandLineTricks.HtmlEntities;
                writer.Add(decoded, i);
                return length;
            case < '\u007F':
                writer.Add(char.ToLowerInvariant(c), i);
                return 1;
            default:
                return Foreign(source, i, ref writer, ref tricks);
        }
    }

    private static int Percent(ReadOnlySpan<char> source, int i, ref MappedWriter writer, ref CommandLineTricks tricks)
    {
        // Sysmon writes %% for %.
        var width = i + 1 < source.Length && source[i + 1] == '%' ? 2 : 1;
        var rest = source[(i + width)..];
        var end = rest[..Math.Min(rest.Length, 64)].IndexOf('%');
        if (end > 0)
        {
            var name = rest[..end];
            if (KnownVariables.TryExpand(name, out var value))
            {
                tricks |= CommandLineTricks.Variables;
                foreach (var part in value)
                    writer.Add(part, i);
                var after = i + width + end + 1;
                return (width == 2 && after < source.Length && source[after] == '%' ? after + 1 : after) - i;
            }

            if (name.Contains(':') && (name.Contains('~') || name.Contains('=')) && name.IndexOf(':') is > 0 and < 32)
                tricks |= CommandLineTricks.VariableSlices;
        }

        writer.Add('%', i);
        return width;
    }

    private static (char? Decoded, int Length) Entity(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("&gt;", StringComparison.OrdinalIgnoreCase))
            return ('>', 4);
        if (text.StartsWith("&lt;", StringComparison.OrdinalIgnoreCase))
            return ('<', 4);
        if (text.StartsWith("&amp;", StringComparison.OrdinalIgnoreCase))
            return ('&', 5);
        if (text.StartsWith("&quot;", StringComparison.OrdinalIgnoreCase) || text.StartsWith("&#34;", StringComparison.Ordinal))
            return ('"', text[1] == '#' ? 5 : 6);
        if (text.StartsWith("&apos;", StringComparison.OrdinalIgnoreCase) || text.StartsWith("&#39;", StringComparison.Ordinal))
            return ('\'', text[1] == '#' ? 5 : 6);
        return (null, 0);
    }

    private static int Foreign(ReadOnlySpan<char> source, int i, ref MappedWriter writer, ref CommandLineTricks tricks)
    {
        var c = source[i];
        if (c == '\u007F' || LookAlikes.IsInvisible(c))
        {
            tricks |= CommandLineTricks.InvisibleCharacters;
            return 1;
        }

        if (LookAlikes.IsBlank(c))
        {
            tricks |= CommandLineTricks.UnicodePunctuation;
            writer.Add(' ', i);
            return 1;
        }

        if (LookAlikes.Punctuation(c) is not '\0' and var mark)
        {
            tricks |= CommandLineTricks.UnicodePunctuation;
            writer.Add(mark, i);
            return 1;
        }

        if (LookAlikes.Letter(c) is not '\0' and var letter)
        {
            if (LookAlikes.IsForeignForm(c))
            {
                tricks |= CommandLineTricks.Homoglyphs;
                if ((i > 0 && char.IsAsciiLetter(source[i - 1])) || (i + 1 < source.Length && char.IsAsciiLetter(source[i + 1])))
                    tricks |= CommandLineTricks.MixedScript;
            }

            writer.Add(letter, i);
            return 1;
        }

        writer.Add(char.ToLowerInvariant(c), i);
        return 1;
    }

    private static int[] Identity(int length)
    {
        var map = new int[length + 1];
        for (var i = 0; i <= length; i++)
            map[i] = i;
        return map;
    }
}
