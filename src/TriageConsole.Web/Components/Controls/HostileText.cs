using System.Globalization;
using System.Text;

namespace TriageConsole.Web.Components.Controls;

/// <summary>
/// Telemetry is hostile text. Razor keeps it from being markup; this keeps it from hiding: characters that turn, hide
/// or break a line are shown by their names.
/// </summary>
public static class HostileText
{
    /// <summary>The text with every hidden character named, as in <c>inv⟨U+202E⟩gpj.exe</c>.</summary>
    public static string Visible(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return string.Empty;
        var at = 0;
        while (at < text.Length && !IsHidden(text, at))
            at++;
        if (at == text.Length)
            return text;
        var shown = new StringBuilder(text, 0, at, text.Length + 16);
        while (at < text.Length)
        {
            if (!IsHidden(text, at))
            {
                shown.Append(text[at++]);
                continue;
            }

            var run = RunAt(text, at);
            shown.Append(Name(text[at], run));
            at += run;
        }

        return shown.ToString();
    }

    /// <summary>As <see cref="Visible"/>, for what people wrote in lines: line breaks stay what they are.</summary>
    public static string VisibleLines(string? text) => string.IsNullOrEmpty(text)
        ? string.Empty
        : string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(Visible));

    /// <summary>Whether the UTF-16 unit at a place is hidden, turning, a control or half a surrogate pair.</summary>
    public static bool IsHidden(string text, int at)
    {
        ArgumentNullException.ThrowIfNull(text);
        var c = text[at];
        if (char.IsHighSurrogate(c))
            return at + 1 >= text.Length || !char.IsLowSurrogate(text[at + 1]);
        if (char.IsLowSurrogate(c))
            return at == 0 || !char.IsHighSurrogate(text[at - 1]);
        return c is not '\t' && (char.IsControl(c)
            || c is '\u2800' or '\u00AD' or '\u2028' or '\u2029'
            || char.GetUnicodeCategory(c) == UnicodeCategory.Format);
    }

    /// <summary>How many times the hidden unit at a place follows itself, at least 1.</summary>
    public static int RunAt(string text, int at)
    {
        ArgumentNullException.ThrowIfNull(text);
        var end = at + 1;
        while (end < text.Length && text[end] == text[at] && IsHidden(text, end))
            end++;
        return end - at;
    }

    /// <summary>What stands for a hidden unit on the screen, with its count where it repeats.</summary>
    public static string Name(char hidden, int count)
    {
        var name = $"U+{(int)hidden:X4}";
        return count == 1 ? $"⟨{name}⟩" : string.Create(CultureInfo.InvariantCulture, $"⟨{name} ×{count}⟩");
    }
}
