namespace TriageConsole.Web.Features.Imports.Watching;

/// <summary>Where a path leads once every link in it is followed.</summary>
internal static class RealPath
{
    private const int MostLinks = 40;

    /// <exception cref="IOException">It cannot be told.</exception>
    public static string Of(string path)
    {
        var left = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        for (var links = 0; links <= MostLinks; links++)
        {
            if (Follow(left) is not { } next)
                return left;
            left = next;
        }

        throw new IOException("It leads through too many links.");
    }

    /// <summary>The path of the file that is open, where the system tells; what stood at its path may have been exchanged.</summary>
    public static string? OfOpen(FileStream file)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var handle = file.SafeFileHandle.DangerousGetHandle();
        return new FileInfo(FormattableString.Invariant($"/proc/self/fd/{handle}")).LinkTarget;
    }

    // The path with its first link replaced; null where it holds none.
    private static string? Follow(string path)
    {
        var root = Path.GetPathRoot(path)!;
        var parts = path[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        var walked = root;
        for (var i = 0; i < parts.Length; i++)
        {
            var next = Path.Combine(walked, parts[i]);
            FileSystemInfo info = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
            if (info.LinkTarget is { } target)
                return Path.GetFullPath(Path.Combine([walked, target, .. parts[(i + 1)..]]));
            walked = next;
        }

        return null;
    }
}
