using System.Globalization;
using System.Text;

namespace TriageConsole.Data.Search;

/// <summary>
/// What a person typed to find texts: words, each the start of a word of the text; "several words" that stand in this
/// order; a leading <c>!</c> excludes (a minus would be the start of a switch). A word is letters and digits: all else
/// only separates, in the question as in the index, so a path or a switch can be pasted as it is.
/// </summary>
public sealed record SearchWords
{
    private const int MaxTerms = 32;

    private SearchWords(IReadOnlyList<SearchTerm> terms) => Terms = terms;

    public IReadOnlyList<SearchTerm> Terms { get; }

    /// <summary>Null where nothing is named that could be looked for: no word, or only words to exclude.</summary>
    public static SearchWords? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var terms = new List<SearchTerm>();
        foreach (var (part, isExcluded) in Parts(text))
        {
            if (Words(part) is { Count: > 0 } words && terms.Count < MaxTerms)
                terms.Add(new(words, isExcluded));
        }

        return terms.Exists(term => !term.IsExcluded) ? new(terms) : null;
    }

    /// <summary>The words of a text, as both databases cut it.</summary>
    internal static List<string> Words(ReadOnlySpan<char> text)
    {
        var words = new List<string>();
        var start = -1;
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsWordChar(rune))
                start = start < 0 ? at : start;
            else if (start >= 0)
            {
                words.Add(text[start..at].ToString());
                start = -1;
            }

            at += rune.Utf16SequenceLength;
        }

        if (start >= 0)
            words.Add(text[start..].ToString());
        return words;
    }

    internal string Fts5()
    {
        var query = new StringBuilder();
        foreach (var term in Terms.OrderBy(t => t.IsExcluded))
        {
            if (query.Length > 0)
                query.Append(term.IsExcluded ? " NOT " : " AND ");
            query.Append('"').AppendJoin(' ', term.Words).Append("\"*");
        }

        return query.ToString();
    }

    internal string TsQuery()
    {
        var query = new StringBuilder();
        foreach (var term in Terms)
        {
            query.Append(query.Length > 0 ? " & " : string.Empty).Append(term.IsExcluded ? "!" : string.Empty)
                .Append('(').AppendJoin(" <-> ", term.Words.Select(word => $"'{word}'")).Append(":*)");
        }

        return query.ToString();
    }

    // As SQLite's unicode61 cuts: letters, numbers and private use.
    private static bool IsWordChar(Rune rune) => Rune.GetUnicodeCategory(rune) is <= UnicodeCategory.OtherLetter
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber or UnicodeCategory.PrivateUse;

    private static IEnumerable<(string Part, bool IsExcluded)> Parts(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var isExcluded = text[at] == '!' && at + 1 < text.Length;
            if (isExcluded)
                at++;
            var isQuoted = text[at] == '"';
            var end = isQuoted ? text.IndexOf('"', at + 1) : text.AsSpan(at).IndexOfAny(' ', '\t', '\n') is >= 0 and var blank ? at + blank : -1;
            if (end < 0)
                end = text.Length;
            yield return (text[(isQuoted ? at + 1 : at)..end], isExcluded);
            at = isQuoted ? end + 1 : end;
        }
    }
}

/// <summary>One thing to look for: words that stand one after the other; the last may be the start of a word.</summary>
public sealed record SearchTerm(IReadOnlyList<string> Words, bool IsExcluded);
