namespace TriageConsole.Telemetry.Containers;

/// <summary>A file to read and the name by which its records are known.</summary>
/// <param name="Name">The path as given; for a folder argument that argument, <c>/</c>, and the path below it with forward slashes.</param>
/// <param name="FilePath">Where it lies.</param>
public sealed record PathSource(string Name, string FilePath)
{
    /// <summary>
    /// The files of one argument: itself, or everything below a folder in ordinal order of their names. A folder that can't be
    /// listed stands among them under its own name, so that opening it says why. Links to folders are not followed.
    /// </summary>
    public static IEnumerable<PathSource> Of(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Directory.Exists(path))
            return [new(path, path)];
        var root = path.TrimEnd('/', Path.DirectorySeparatorChar);
        var found = new List<PathSource>();
        var folders = new Stack<PathSource>([new(root, path)]);
        while (folders.TryPop(out var folder))
        {
            try
            {
                foreach (var entry in new DirectoryInfo(folder.FilePath).EnumerateFileSystemInfos())
                {
                    var source = new PathSource($"{folder.Name}/{entry.Name}", entry.FullName);
                    if (entry is FileInfo)
                        found.Add(source);
                    else if (!entry.Attributes.HasFlag(FileAttributes.ReparsePoint))
                        folders.Push(source);
                }
            }
            catch (Exception e) when (e is UnauthorizedAccessException or IOException)
            {
                found.Add(folder);
            }
        }

        return found.OrderBy(static source => source.Name, StringComparer.Ordinal);
    }
}
