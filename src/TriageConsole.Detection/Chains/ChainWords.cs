using System.Globalization;
using TriageConsole.Detection.Processes;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Chains;

/// <summary>A chain in words: one line of names, and one sentence.</summary>
internal static class ChainWords
{
    /// <summary><c>explorer → wscript → powershell → update.exe</c>; signed hosts and shells without their extension.</summary>
    public static string Line(ChainFacts chain)
    {
        var names = new List<string>();
        var parent = chain.Proxy.Parent is { } known ? known.FileName : chain.Proxy.ParentName;
        if (parent.Length > 0)
            names.Add(Short(parent));
        names.Add(Short(chain.Proxy.FileName));

        // The way to the deepest process that counts; brothers are counted, not named.
        var core = chain.Core.Where(member => member.Role != ChainRole.Proxy).Select(member => member.Process).ToHashSet();
        var at = chain.Proxy;
        while (true)
        {
            var next = at.Children.Where(core.Contains).ToList();
            if (next.Count == 0)
                break;
            at = next.FirstOrDefault(child => child.Children.Any(core.Contains)) ?? next[0];
            names.Add(next.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"{Short(at.FileName)} (+{next.Count - 1})") : Short(at.FileName));
            if (names.Count >= 12)
                break;
        }

        return string.Join(" → ", names);
    }

    /// <summary>The strongest finding's sentence, and on which account it ran.</summary>
    public static string Summary(ChainFacts chain, Finding strongest)
    {
        var title = strongest.Title.Length > 240 ? strongest.Title[..240] : strongest.Title;
        return chain.Proxy.Facts.User is { Length: > 0 } user ? $"{title} (as {user})" : title;
    }

    private static string Short(string name) => name.EndsWith(".exe", StringComparison.Ordinal) ? name[..^4] : name.Length == 0 ? "?" : name;
}
