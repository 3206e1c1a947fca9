using System.Globalization;
using System.Text;

namespace TriageConsole.Web.Features.Escalation.Targets.Syslog;

/// <summary>
/// Text for the Common Event Format. No value gets out of its field or its line: what separates fields is escaped, and what
/// could end a line, in any reading, becomes a space.
/// </summary>
public static class CefText
{
    private const int LongestValue = 1_000;

    /// <summary>A field of the header, where a bar separates.</summary>
    public static string Header(string? text) => Escape(text, static c => c is '\\' or '|');

    /// <summary>A value of the extension, where an equals sign separates.</summary>
    public static string Value(string? text) => Escape(text, static c => c is '\\' or '=');

    private static string Escape(string? text, Func<char, bool> separates)
    {
        if (string.IsNullOrEmpty(text))
            return string.Empty;
        var written = new StringBuilder(Math.Min(text.Length, LongestValue) + 16);
        for (var i = 0; i < text.Length && i < LongestValue; i++)
        {
            var c = text[i];
            if (separates(c))
                written.Append('\\').Append(c);
            else if (char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                written.Append(' ');
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                written.Append(c).Append(text[++i]);
            else
                written.Append(char.IsSurrogate(c) ? '\uFFFD' : c);
        }

        return written.ToString().Trim();
    }
}
