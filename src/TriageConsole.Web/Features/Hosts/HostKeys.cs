using TriageConsole.Web.Components.Controls;

namespace TriageConsole.Web.Features.Hosts;

/// <summary>The keys of the list of hosts.</summary>
internal static class HostKeys
{
    public static IReadOnlyList<KeyHint> Hints { get; } =
    [
        new("j", "next host"),
        new("k", "previous host"),
        new("Enter", "open it"),
        new("/", "search"),
        new("?", "show these keys"),
    ];

    public static IReadOnlyCollection<string> All { get; } = [.. Hints.Select(hint => hint.Key)];
}
