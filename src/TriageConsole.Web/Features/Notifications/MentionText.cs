using System.Text.RegularExpressions;

namespace TriageConsole.Web.Features.Notifications;

/// <summary>A piece of a text that people wrote.</summary>
/// <param name="Text">The characters as written.</param>
/// <param name="IsMention">Whether they name somebody: <c>@login</c>.</param>
public readonly record struct TextPiece(string Text, bool IsMention);

/// <summary>Where a text names people with <c>@login</c>.</summary>
public static partial class MentionText
{
    /// <summary>Mentions of one text that are looked at; more is no conversation.</summary>
    public const int Most = 50;

    private const string Trailing = ".-+@_";

    /// <summary>
    /// What each mention could name, longest first: in <c>@pat.</c> the dot may end the sentence or belong to the name.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<string>> Candidates(string? text) =>
        [.. Mentions().Matches(text ?? string.Empty).Take(Most).Select(match => Readings(match.Groups[1].Value))];

    /// <summary>The text in pieces, nothing lost: joined, they are the text.</summary>
    public static IReadOnlyList<TextPiece> Pieces(string? text)
    {
        text ??= string.Empty;
        var pieces = new List<TextPiece>();
        var at = 0;
        foreach (var match in Mentions().Matches(text).Take(Most))
        {
            var shortest = match.Groups[1].Value.TrimEnd(Trailing.ToCharArray()).Length + 1;
            if (match.Index > at)
                pieces.Add(new(text[at..match.Index], false));
            pieces.Add(new(text.Substring(match.Index, shortest), true));
            at = match.Index + shortest;
        }

        if (at < text.Length)
            pieces.Add(new(text[at..], false));
        return pieces;
    }

    private static List<string> Readings(string name)
    {
        List<string> readings = [name];
        while (name.Length > 1 && Trailing.Contains(name[^1], StringComparison.Ordinal))
            readings.Add(name = name[..^1]);
        return readings;
    }

    // Not inside a word: an e-mail address names nobody. The letters are those that sign-in names are made of.
    [GeneratedRegex(@"(?<![\w@.+-])@([A-Za-z0-9][A-Za-z0-9._@+-]{0,255})", RegexOptions.CultureInvariant)]
    private static partial Regex Mentions();
}
