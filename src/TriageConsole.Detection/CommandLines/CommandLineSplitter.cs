namespace TriageConsole.Detection.CommandLines;

/// <summary>Splits by the documented rules of <c>CommandLineToArgvW</c>. One pass, linear, whatever the quotes.</summary>
internal static class CommandLineSplitter
{
    /// <summary>Most arguments that are told apart; what follows stays in the last.</summary>
    public const int MostTokens = 1_024;

    public static List<CommandToken> Split(in MappedText text, ref CommandLineTricks tricks)
    {
        var tokens = new List<CommandToken>();
        char[] buffer = [];
        int[] map = [];
        var position = SkipBlanks(text.Text, 0);
        while (position < text.Text.Length)
        {
            if (tokens.Count < MostTokens && (PlainWord(text, ref position) ?? QuotedWord(text, ref position, tokens.Count == 0)) is { } plain)
            {
                tokens.Add(plain);
                position = SkipBlanks(text.Text, position);
                continue;
            }

            if (buffer.Length == 0)
            {
                buffer = new char[text.Text.Length];
                map = new int[text.Text.Length + 1];
            }

            var token = tokens.Count == 0 && text.Text[position] == '"'
                ? ReadProgram(text, ref position, buffer, map)
                : ReadArgument(text, ref position, buffer, map, tokens.Count < MostTokens, ref tricks);
            tokens.Add(token);
            position = SkipBlanks(text.Text, position);
        }

        return tokens;
    }

    // Most arguments hold no quote and stand in the raw text as they are.
    private static CommandToken? PlainWord(in MappedText text, ref int position)
    {
        var rest = text.Text.AsSpan(position);
        var end = rest.IndexOfAny(' ', '"');
        if (text.Map is not null || (end >= 0 && rest[end] == '"'))
            return null;
        var start = position;
        var length = end < 0 ? rest.Length : end;
        position += length;
        return new CommandToken(rest[..length].ToString(), start, length, false);
    }

    // An argument that is quoted as a whole. Back-slashes before the last quote mean something, but not in the program's name.
    private static CommandToken? QuotedWord(in MappedText text, ref int position, bool isProgram)
    {
        if (text.Map is not null || text.Text[position] != '"')
            return null;
        var rest = text.Text.AsSpan(position + 1);
        var end = rest.IndexOf('"');
        if (end <= 0 || (end + 1 < rest.Length && rest[end + 1] != ' ') || (!isProgram && rest[end - 1] == '\\'))
            return null;
        var start = position + 1;
        position = start + end + 1;
        return new CommandToken(rest[..end].ToString(), start, end, true);
    }

    private static int SkipBlanks(string text, int position)
    {
        while (position < text.Length && text[position] == ' ')
            position++;
        return position;
    }

    // The program's own name: everything between its quotes, back-slashes escape nothing.
    private static CommandToken ReadProgram(in MappedText text, ref int position, char[] buffer, int[] map)
    {
        var length = 0;
        var start = text.Raw(position++);
        while (position < text.Text.Length && text.Text[position] != '"')
        {
            map[length] = text.Raw(position);
            buffer[length++] = text.Text[position++];
        }

        map[length] = text.Raw(position);
        if (position < text.Text.Length)
            position++;
        if (length == 0)
            map[0] = start;
        return new CommandToken(new string(buffer, 0, length), map.AsSpan(0, length + 1).ToArray(), true);
    }

    private static CommandToken ReadArgument(
        in MappedText text, ref int position, char[] buffer, int[] map, bool stopAtBlank, ref CommandLineTricks tricks)
    {
        var source = text.Text;
        var length = 0;
        var quoted = false;
        var anyQuote = false;
        var first = position;
        while (position < source.Length)
        {
            var c = source[position];
            if (c == ' ' && !quoted && stopAtBlank)
                break;
            var slashes = 0;
            while (position + slashes < source.Length && source[position + slashes] == '\\')
                slashes++;
            if (position + slashes < source.Length && source[position + slashes] == '"')
            {
                for (var i = 0; i < slashes / 2; i++)
                    Put(text, position + (2 * i), '\\', buffer, map, ref length);
                position += slashes;
                if (slashes % 2 == 1)
                {
                    Put(text, position++, '"', buffer, map, ref length);
                    continue;
                }

                if (quoted && position + 1 < source.Length && source[position + 1] == '"')
                {
                    Put(text, position, '"', buffer, map, ref length);
                    position += 2;
                    continue;
                }

                if (!quoted && length > 0 && position > first && char.IsLetterOrDigit(source[position - 1])
                    && position + 1 < source.Length && (char.IsLetterOrDigit(source[position + 1]) || source[position + 1] == '"'))
                    tricks |= CommandLineTricks.QuotesInsideWord;
                quoted = !quoted;
                anyQuote = true;
                position++;
                continue;
            }

            if (slashes > 0)
            {
                for (var i = 0; i < slashes; i++)
                    Put(text, position++, '\\', buffer, map, ref length);
                continue;
            }

            Put(text, position++, c, buffer, map, ref length);
        }

        map[length] = text.Raw(position);
        if (length == 0)
            map[0] = text.Raw(first);
        return new CommandToken(new string(buffer, 0, length), map.AsSpan(0, length + 1).ToArray(), anyQuote);
    }

    private static void Put(in MappedText text, int position, char c, char[] buffer, int[] map, ref int length)
    {
        map[length] = text.Raw(position);
        buffer[length++] = c;
    }
}
