using System.IO.Enumeration;

namespace TriageConsole.Web.Features.Imports.Watching;

/// <summary>A watched folder as it was understood.</summary>
/// <param name="Path">Full path without an end separator.</param>
/// <param name="MovedTo">Full path of where taken files go; null where they stay.</param>
/// <param name="Patterns">Patterns of names; none: all.</param>
internal sealed record WatchedFolder(string Path, string? MovedTo, IReadOnlyList<string> Patterns)
{
    private const string Done = "done";

    public static StringComparison Comparison { get; } = OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    /// <summary>What a valid setting means.</summary>
    public static WatchedFolder Of(WatchFolderOptions options)
    {
        var path = Full(options.Path);
        var moves = string.Equals(options.AfterImport, WatchFolderOptions.Move, StringComparison.OrdinalIgnoreCase);
        var to = string.IsNullOrWhiteSpace(options.MovedTo) ? Done : options.MovedTo;
        return new(
            path,
            moves ? Full(System.IO.Path.Combine(path, to)) : null,
            options.Pattern.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    /// <summary>Whether a name is one to take. Names that start with a dot are what copying programs write to until they are done.</summary>
    public bool Wants(string name) => !name.StartsWith('.')
        && (Patterns.Count == 0 || Patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name)));

    /// <summary>Whether a path is a folder or lies below it.</summary>
    public static bool IsIn(string path, string folder) => path.Equals(folder, Comparison)
        || path.StartsWith(folder.EndsWith(System.IO.Path.DirectorySeparatorChar) ? folder : folder + System.IO.Path.DirectorySeparatorChar, Comparison);

    private static string Full(string path) => System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));
}
