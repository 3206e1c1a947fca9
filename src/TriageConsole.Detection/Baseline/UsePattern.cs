using TriageConsole.Detection.CommandLines;
using TriageConsole.Domain.Baseline;

namespace TriageConsole.Detection.Baseline;

/// <summary>Brings what a person typed into the form that is compared: paths canonical, their wildcards left where they stand.</summary>
public static class UsePattern
{
    // Plain letters pass every stage of canonicalising unchanged.
    private const string Star = "zqstarqz";
    private const string Mark = "zqmarkqz";

    private static readonly string[] _devicePrefixes = [@"\\?\", @"\??\"];

    /// <summary>Whether the field's values are paths.</summary>
    public static bool IsPath(UseField field) => field is UseField.ParentImage or UseField.ProxyImage or UseField.Script or UseField.ChildImage;

    /// <summary>The condition as it is kept.</summary>
    /// <param name="condition">As typed.</param>
    public static UseCondition Canonical(UseCondition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var text = condition.Pattern.Trim();
        return condition.IsRegex || !IsPath(condition.Field) || !IsRooted(text) || HasTokens(text)
            ? condition with { Pattern = text }
            : condition with { Pattern = Path(text) };
    }

    // A script host's moniker or a bare name is no path and stays as it is.
    private static bool IsRooted(string text)
    {
        var bare = text.TrimStart('"');
        return bare.Length > 2 && ((bare[1] == ':' && char.IsAsciiLetter(bare[0])) || bare[0] is '\\' or '%'
            || bare.StartsWith("//", StringComparison.Ordinal) || bare.StartsWith("file:", StringComparison.OrdinalIgnoreCase));
    }

    private static bool HasTokens(string text) =>
        text.Contains(Star, StringComparison.OrdinalIgnoreCase) || text.Contains(Mark, StringComparison.OrdinalIgnoreCase);

    private static string Path(string text)
    {
        text = text.Trim('"');
        var prefix = Array.Find(_devicePrefixes, known => text.StartsWith(known, StringComparison.Ordinal)) ?? string.Empty;
        var filled = prefix + text[prefix.Length..].Replace("*", Star, StringComparison.Ordinal).Replace("?", Mark, StringComparison.Ordinal);
        var canonical = CanonicalPath.Parse(filled).ToString()
            .Replace(Star, "*", StringComparison.OrdinalIgnoreCase).Replace(Mark, "?", StringComparison.OrdinalIgnoreCase);
        return canonical.Length == 0 ? text : canonical;
    }
}
