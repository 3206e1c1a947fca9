using TriageConsole.Web.Components.Controls;

namespace TriageConsole.Web.Features.Hunt;

/// <summary>The keys of the hunt.</summary>
internal static class HuntKeys
{
    public static IReadOnlyList<KeyHint> Hints { get; } =
    [
        new("j", "next process"),
        new("k", "previous process"),
        new("Enter", "open it, with its tree"),
        new("/", "search"),
        new("?", "show these keys"),
    ];

    public static IReadOnlyCollection<string> All { get; } = [.. Hints.Select(hint => hint.Key)];
}
