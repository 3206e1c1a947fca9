namespace TriageConsole.Detection.Text;

/// <summary>
/// A glob: <c>*</c> any run of characters, <c>?</c> one, everything else itself; case-blind. Matching keeps one place to
/// go back to, so its cost is bounded by text times pattern and, with anchored ends, is close to linear.
/// </summary>
public sealed class Glob
{
    private readonly string _pattern;
    private readonly bool _literal;

    // What every match must start with and contain: told by vectorised search before anything is walked.
    private readonly string _prefix;
    private readonly string _piece;

    /// <summary>Takes a pattern.</summary>
    public Glob(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        _pattern = Collapse(pattern.ToLowerInvariant());
        _literal = !_pattern.AsSpan().ContainsAny('*', '?');
        var pieces = _pattern.Split('*', '?');
        _prefix = pieces[0];
        _piece = pieces.Skip(1).MaxBy(piece => piece.Length) ?? string.Empty;
    }

    /// <summary>The pattern, lower case, runs of stars as one.</summary>
    public string Pattern => _pattern;

    /// <summary>Whether it holds no wildcard.</summary>
    public bool IsLiteral => _literal;

    /// <summary>Whether the whole text matches.</summary>
    public bool IsMatch(ReadOnlySpan<char> text)
    {
        if (_literal)
            return text.Equals(_pattern, StringComparison.OrdinalIgnoreCase);
        if (!text.StartsWith(_prefix, StringComparison.OrdinalIgnoreCase)
            || (_piece.Length > 0 && !text[_prefix.Length..].Contains(_piece, StringComparison.OrdinalIgnoreCase)))
            return false;
        int t = 0, p = 0, star = -1, mark = 0;
        while (t < text.Length)
        {
            if (p < _pattern.Length && _pattern[p] == '*')
            {
                star = p++;
                mark = t;
            }
            else if (p < _pattern.Length && (_pattern[p] == '?' || _pattern[p] == char.ToLowerInvariant(text[t])))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++mark;
            }
            else
            {
                return false;
            }
        }

        while (p < _pattern.Length && _pattern[p] == '*')
            p++;
        return p == _pattern.Length;
    }

    private static string Collapse(string pattern)
    {
        while (pattern.Contains("**", StringComparison.Ordinal))
            pattern = pattern.Replace("**", "*", StringComparison.Ordinal);
        return pattern;
    }
}
