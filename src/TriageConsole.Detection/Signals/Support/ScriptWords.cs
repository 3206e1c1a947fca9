namespace TriageConsole.Detection.Signals;

/// <summary>What a script was found to do, worst first.</summary>
internal enum ScriptContent
{
    Tampering,
    Cradle,
    Encoded,
}

/// <summary>What was found and by which word.</summary>
internal readonly record struct ScriptMatch(ScriptContent Kind, string Word);

/// <summary>
/// Words by which a whole script is told to run hidden code. Scripts are long and full of routine words, unlike command
/// lines: fetching or decoding counts only where running in memory stands close by.
/// </summary>
internal static class ScriptWords
{
    private const int Near = 300;

    private static readonly string[] _tamper = ["amsiutils", "amsiinitfailed", "amsiscanbuffer", "amsicontext", "etweventwrite", "psetwlogprovider"];

    private static readonly string[] _fetch = ["downloadstring", "downloaddata", "openread(", "invoke-webrequest", "invoke-restmethod", "iwr ", "irm "];

    private static readonly string[] _decode = ["frombase64string"];

    private static readonly string[] _run =
    [
        "iex", "invoke-expression", "assembly]::load", "[scriptblock]::create", "getdelegateforfunctionpointer", "virtualalloc", "createthread",
    ];

    /// <summary>The worst thing that a text, read as content is, shows; null where it shows none.</summary>
    public static ScriptMatch? Find(string content)
    {
        if (Array.Find(_tamper, word => content.Contains(word, StringComparison.Ordinal)) is { } tampering)
            return new(ScriptContent.Tampering, tampering);
        if (NearRun(content, _fetch) is { } fetched)
            return new(ScriptContent.Cradle, fetched);
        return NearRun(content, _decode) is { } decoded ? new(ScriptContent.Encoded, decoded) : null;
    }

    private static string? NearRun(string content, string[] words)
    {
        foreach (var word in words)
        {
            for (var at = IndexOf(content, word, 0); at >= 0; at = IndexOf(content, word, at + word.Length))
            {
                var from = Math.Max(0, at - Near);
                var around = content.AsSpan(from, Math.Min(content.Length, at + word.Length + Near) - from);
                foreach (var run in _run)
                {
                    if (HasWord(around, run))
                        return word.Trim();
                }
            }
        }

        return null;
    }

    private static int IndexOf(string content, string word, int from)
    {
        for (var at = content.IndexOf(word, from, StringComparison.Ordinal); at >= 0; at = content.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            if (at == 0 || !char.IsLetterOrDigit(content[at - 1]) || !char.IsLetter(word[0]))
                return at;
        }

        return -1;
    }

    private static bool HasWord(ReadOnlySpan<char> text, string word)
    {
        for (var from = 0; text[from..].IndexOf(word, StringComparison.Ordinal) is >= 0 and var found; from += found + word.Length)
        {
            var at = from + found;
            var end = at + word.Length;
            var starts = at == 0 || !(char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '_' or '-') || !char.IsLetter(word[0]);
            var ends = end == text.Length || !char.IsLetterOrDigit(text[end]) || !char.IsLetter(word[^1]) || word.Length > 3;
            if (starts && ends)
                return true;
        }

        return false;
    }
}
