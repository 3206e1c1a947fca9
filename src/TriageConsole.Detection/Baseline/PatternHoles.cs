using System.Text.RegularExpressions;

namespace TriageConsole.Detection.Baseline;

/// <summary>Puts holes where the same use differs from day to day: GUIDs, process ids, time stamps, names of temp files.</summary>
internal static partial class PatternHoles
{
    public static string Make(string value)
    {
        var text = Guids().Replace(value, "*");
        text = TempNames().Replace(text, match => match.Groups[1].Value + "*" + match.Groups[3].Value);
        return LongNumbers().Replace(text, "*");
    }

    [GeneratedRegex(@"\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Guids();

    // tmp1A2B.tmp, ~df3c.tmp: a name that Windows made up.
    [GeneratedRegex(@"(\\~?(tmp|msi|df|wz|7z[a-z]))[0-9a-f]{3,}(\.[a-z]{2,4})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex TempNames();

    // Dates, ticks, process and session ids; short numbers are versions and switches, and part of what is approved.
    [GeneratedRegex(@"[0-9]{5,}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex LongNumbers();
}
