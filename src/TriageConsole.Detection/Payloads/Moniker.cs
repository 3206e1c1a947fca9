namespace TriageConsole.Detection.Payloads;

/// <summary>Finds <c>script:</c> and <c>scriptlet:</c> monikers, which COM turns into code from wherever they point.</summary>
public static class Moniker
{
    // A line of nothing but monikers must not be searched to its end from each of them.
    private const int LongestLook = 1_024;

    /// <summary>Start and length within a canonical text; -1 where there is none.</summary>
    public static (int Start, int Length) Find(string text)
    {
        foreach (var word in (ReadOnlySpan<string>)["script:", "scriptlet:"])
        {
            for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
            {
                // vbscript: and javascript: are protocols of their own.
                if (at > 0 && char.IsLetterOrDigit(text[at - 1]))
                    continue;
                var rest = text.AsSpan(at + word.Length);
                if (rest.Length < 3 || !LooksLikePlace(rest))
                    continue;
                var end = rest.IndexOfAny("\"')");
                return (at, word.Length + (end < 0 ? rest.Length : end));
            }
        }

        return (-1, 0);
    }

    private static bool LooksLikePlace(ReadOnlySpan<char> rest)
    {
        rest = rest.TrimStart("\"' ");
        rest = rest[..Math.Min(rest.Length, LongestLook)];
        var end = rest.IndexOfAny("\"') ");
        var word = end < 0 ? rest : rest[..end];
        return word.Contains("//", StringComparison.Ordinal) || word.Contains('\\') || word.Contains('.') || (word.Length > 2 && word[1] == ':');
    }
}
