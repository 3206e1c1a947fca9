using TriageConsole.Detection.Text;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Baseline;

/// <summary>The steps by which a pattern is widened and narrowed again: each covers all that the one before it covers.</summary>
public static class PatternLadder
{
    private const int MostSteps = 16;

    /// <summary>The next wider pattern; null where there is none that still says anything.</summary>
    /// <param name="field">What the pattern is about.</param>
    /// <param name="pattern">The pattern as it stands.</param>
    public static string? Wider(UseField field, string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        var steps = Steps(field, pattern.Trim());
        return steps.Count > 1 ? steps[1] : null;
    }

    /// <summary>The next narrower pattern on the way back to the narrowest; null where it is as narrow.</summary>
    /// <param name="field">What the pattern is about.</param>
    /// <param name="pattern">The pattern as it stands.</param>
    /// <param name="narrowest">Where the way began.</param>
    public static string? Narrower(UseField field, string pattern, string narrowest)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ArgumentNullException.ThrowIfNull(narrowest);
        pattern = pattern.Trim();
        narrowest = narrowest.Trim();
        if (narrowest.Length == 0 || pattern.Equals(narrowest, StringComparison.OrdinalIgnoreCase))
            return null;
        var steps = Steps(field, narrowest);
        var at = steps.FindIndex(step => step.Equals(pattern, StringComparison.OrdinalIgnoreCase));
        return at > 0 ? steps[at - 1] : narrowest;
    }

    /// <summary>The pattern and all that are wider, one step each.</summary>
    private static List<string> Steps(UseField field, string pattern)
    {
        var steps = new List<string> { pattern };
        while (steps.Count < MostSteps && Step(field, steps[^1]) is { } wider && Solid(wider) && new Glob(wider) is var glob && glob.IsMatch(steps[^1])
            && !steps.Contains(wider, StringComparer.OrdinalIgnoreCase))
            steps.Add(wider);
        return steps;
    }

    private static bool Solid(string pattern) => pattern.Trim('*', '?', '\\', '.', ' ').Length > 0;

    private static string? Step(UseField field, string pattern)
    {
        var holes = PatternHoles.Make(pattern);
        if (holes != pattern)
            return holes;
        return field switch
        {
            UseField.ParentImage or UseField.ProxyImage or UseField.Script or UseField.ChildImage => Path(pattern),
            UseField.User => pattern.IndexOf('\\', StringComparison.Ordinal) is var cut and > 0 && !pattern.EndsWith(@"\*", StringComparison.Ordinal) ? pattern[..(cut + 1)] + '*' : null,
            UseField.Host => pattern.TrimEnd('*').TrimEnd("0123456789".ToCharArray()) is { Length: >= 2 } name && name + '*' != pattern ? name + '*' : null,
            UseField.Arguments or UseField.ParentCommandLine => LastWord(pattern),
            _ => null,
        };
    }

    // c:\apps\tool\run.vbs → c:\apps\tool\*.vbs → c:\apps\tool\* → c:\apps\* ; a name under the drive itself is never given up.
    private static string? Path(string pattern)
    {
        var name = WindowsPath.FileName(pattern);
        var folder = pattern[..(pattern.Length - name.Length)];
        if (folder.Length == 0)
            return null;
        if (name != "*")
        {
            var extension = WindowsPath.Extension(name);
            return name.StartsWith("*.", StringComparison.Ordinal) || extension.Length == 0 ? folder + '*' : folder + '*' + extension;
        }

        var above = folder.TrimEnd('\\');
        var cut = above.LastIndexOf('\\');
        return cut > 2 ? above[..(cut + 1)] + '*' : null;
    }

    private static string? LastWord(string pattern)
    {
        var words = pattern.TrimEnd('*').TrimEnd();
        var cut = words.LastIndexOf(' ');
        return cut > 0 ? words[..cut] + " *" : null;
    }
}
