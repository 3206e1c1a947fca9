using TriageConsole.Data.Model;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Judging;

/// <summary>The file names that alerts are counted by: which script host ran which script. Lower-case, since file names are.</summary>
public static class CountedNames
{
    /// <summary>The script host or utility; null where it is not known.</summary>
    public static string? ProxyOf(ProcessFacts? proxy) => proxy is null ? null : Name(proxy.Image);

    /// <summary>The first script, stylesheet or scriptlet of a chain that has a file name; null where none has.</summary>
    public static string? ScriptOf(ChainVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return verdict.Payloads.Where(payload => payload.Kind is PayloadKind.Script or PayloadKind.Stylesheet or PayloadKind.Scriptlet or PayloadKind.Package)
            .Select(payload => Name(payload.Text)).FirstOrDefault(name => name is not null);
    }

    private static string? Name(string text)
    {
        // What stands behind a URL's path is no part of the name, and differs each time.
        var end = text.AsSpan().IndexOfAny('?', '#');
        var name = WindowsPath.FileName(end < 0 ? text : text[..end]).Trim().ToLowerInvariant();
        if (name.Length == 0)
            return null;
        return StorableText.Clean(name.Length <= AlertRow.LongestName ? name : name[..AlertRow.LongestName]);
    }
}
