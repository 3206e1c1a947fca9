namespace TriageConsole.Telemetry.Containers;

/// <summary>A file to read and the name by which its records are known.</summary>
/// <param name="Name">The path as given; for a folder argument that argument, <c>/</c>, and the path below it with forward slashes.</param>
/// <param name="FilePath">Where it lies.</param>
public sealed record PathSource(string Name, string FilePath)
{
    /// <summary>The files of one argument: itself, or everything below a folder in ordinal order of their names.</summary>
    /// <exception cref="IOException">A folder cannot be listed.</exception>
    public static IEnumerable<PathSource> Of(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Directory.Exists(path))
            return [new(path, path)];
        var root = path.TrimEnd('/', Path.DirectorySeparatorChar);
        return Directory.EnumerateFiles(path, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = 0 })
            .Select(file => new PathSource(
                $"{(root.Length == 0 ? path : root)}/{Path.GetRelativePath(path, file).Replace(Path.DirectorySeparatorChar, '/')}", file))
            .OrderBy(source => source.Name, StringComparer.Ordinal);
    }
}
