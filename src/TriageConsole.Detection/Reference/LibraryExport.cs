namespace TriageConsole.Detection.Reference;

/// <summary>An export of a system library that runs what it is given.</summary>
public sealed record LibraryExport
{
    /// <summary>File name of the library.</summary>
    public required string Library { get; init; }

    /// <summary>Names of the exports, lower case, without the A or W at the end; ordinals as <c>#44</c>.</summary>
    public required IReadOnlyList<string> Exports { get; init; }

    /// <summary>Whether any use by rundll32 with a target is telling.</summary>
    public bool Always { get; init; }

    /// <summary>Whether it is telling even with nothing given.</summary>
    public bool NeedsNoTarget { get; init; }

    /// <summary>ATT&amp;CK id.</summary>
    public required string Technique { get; init; }

    /// <summary>Whether the export's name, with or without A or W, is one of these.</summary>
    public bool Matches(string export)
    {
        foreach (var name in Exports)
        {
            if (export.Equals(name, StringComparison.OrdinalIgnoreCase)
                || (export.Length == name.Length + 1 && export.StartsWith(name, StringComparison.OrdinalIgnoreCase) && export[^1] is 'a' or 'w'))
                return true;
        }

        return false;
    }
}
