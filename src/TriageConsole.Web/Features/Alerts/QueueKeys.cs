using TriageConsole.Web.Components.Controls;

namespace TriageConsole.Web.Features.Alerts;

/// <summary>The keys of the queue.</summary>
internal static class QueueKeys
{
    public static IReadOnlyList<KeyHint> Hints { get; } =
    [
        new("j", "next alert"),
        new("k", "previous alert"),
        new("Enter", "open it"),
        new("a", "allow"),
        new("e", "escalate"),
        new("c", "close it, the selection or the whole pattern, as a and e do"),
        new("r", "open again"),
        new("m", "take it"),
        new("x", "select"),
        new("Shift+x", "select up to here"),
        new("u", "undo your last decision"),
        new("/", "search"),
        new("Ctrl+Enter", "decide, from the note"),
        new("Escape", "leave the decision"),
        new("?", "show these keys"),
    ];

    /// <summary>What the page hears; <c>Ctrl+Enter</c> is for the note that has the focus.</summary>
    public static IReadOnlyCollection<string> All { get; } = [.. Hints.Select(hint => hint.Key).Where(key => key != "Ctrl+Enter")];
}
