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
        new("c", "close it, or the selection"),
        new("r", "open again"),
        new("m", "take it"),
        new("u", "take your last decision back"),
        new("x", "select"),
        new("/", "search"),
        new("Escape", "leave the decision"),
        new("?", "show these keys"),
    ];

    public static IReadOnlyCollection<string> All { get; } = [.. Hints.Select(hint => hint.Key)];
}
