namespace TriageConsole.Detection.CommandLines;

/// <summary>
/// Finds words in a text as <see cref="ContentText"/> reads it (case-blind, without quotes, back-ticks, carets and joins of
/// literals, blanks single) and says where they stand in the text itself.
/// </summary>
public static class HiddenWords
{
    /// <summary>Where the words stand; none where they do not. Spans are in UTF-16 units, in order, apart from each other.</summary>
    /// <param name="text">Any text, at most <see cref="CharacterStage.Longest"/> characters of which are looked at.</param>
    /// <param name="words">As content signals name them: lower case.</param>
    public static IReadOnlyList<(int Start, int Length)> Find(string text, string words)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentException.ThrowIfNullOrEmpty(words);
        var (read, places) = Read(text.Length > CharacterStage.Longest ? text[..CharacterStage.Longest] : text);
        var spans = new List<(int, int)>();
        var content = read.AsSpan();
        for (var from = 0; content[from..].IndexOf(words, StringComparison.Ordinal) is >= 0 and var found; from += found + words.Length)
        {
            var start = places[from + found];
            spans.Add((start, places[from + found + words.Length - 1] + 1 - start));
        }

        return spans;
    }

    private static (string Read, int[] Places) Read(string text)
    {
        var read = new char[text.Length];
        var places = new int[text.Length];
        var length = 0;
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (c is '"' or '\'' or '`' or '^' or '\0')
                continue;
            if (c is '+' && Quote(text, at, -1) && Quote(text, at, 1))
            {
                // Both literals are one: the blanks round the plus go with it.
                while (length > 0 && read[length - 1] == ' ')
                    length--;
                while (at + 1 < text.Length && text[at + 1] is ' ' or '"' or '\'')
                    at++;
                continue;
            }

            if (char.IsWhiteSpace(c))
            {
                if (length == 0 || read[length - 1] == ' ')
                    continue;
                c = ' ';
            }

            (read[length], places[length]) = (char.ToLowerInvariant(c), at);
            length++;
        }

        return (new string(read, 0, length), places);
    }

    // Whether the next character that is no blank, in a direction, is a quote.
    private static bool Quote(string text, int at, int step)
    {
        for (at += step; at >= 0 && at < text.Length && text[at] == ' ';)
            at += step;
        return at >= 0 && at < text.Length && text[at] is '"' or '\'';
    }
}
