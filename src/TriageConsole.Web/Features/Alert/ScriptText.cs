using TriageConsole.Web.Components.Controls;

namespace TriageConsole.Web.Features.Alert;

/// <summary>A logged script as people may see it: its own lines, and nothing else that moves or hides.</summary>
public static class ScriptText
{
    /// <summary>At most so many characters, line by line, each with what is hidden in it shown.</summary>
    public static string Visible(string text, int most)
    {
        ArgumentNullException.ThrowIfNull(text);
        var cut = text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
        return string.Join('\n', cut.Split('\n').Select(static line => HostileText.Visible(line.EndsWith('\r') ? line[..^1] : line)));
    }
}
