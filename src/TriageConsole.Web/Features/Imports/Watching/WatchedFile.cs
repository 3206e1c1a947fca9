namespace TriageConsole.Web.Features.Imports.Watching;

/// <summary>Opens, checks and moves single files of a watched folder.</summary>
internal static class WatchedFile
{
    private const int MostNames = 10_000;
    private const int ReadBytes = 128 * 1024;

    // EWOULDBLOCK of the lock that a writer of this kind holds, and Windows' sharing violation.
    private static readonly int[] _busy = [11, 35, unchecked((int)0x80070020), unchecked((int)0x80070021)];

    public static string Full(WatchedFolder folder, string path) => Path.GetFullPath(Path.Combine(folder.Path, path));

    /// <summary>Whether it is as it was found.</summary>
    public static bool IsAsFound(WatchedFolder folder, FoundFile file)
    {
        var now = new FileInfo(Full(folder, file.Path));
        return now.Exists && now.Length == file.Length && now.LastWriteTimeUtc.Ticks == file.ModifiedTicks;
    }

    /// <summary>Opens it for reading; null while somebody writes to it, where the system tells.</summary>
    /// <exception cref="IOException">It cannot be read, or lies elsewhere.</exception>
    public static FileStream? Open(WatchedFolder folder, FoundFile file)
    {
        var path = Full(folder, file.Path);
        var real = Path.GetFullPath(Path.Combine(RealPath.Of(folder.Path), file.Path));
        if (RealPath.Of(path) != real)
            throw new IOException("It is a link, or lies behind one; links are not followed.");
        try
        {
            // Shut at once: while it is read its writer must be able to go on.
            new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read).Dispose();
        }
        catch (IOException e) when (_busy.Contains(e.HResult))
        {
            return null;
        }

        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, ReadBytes, FileOptions.Asynchronous | FileOptions.SequentialScan);
        if (RealPath.OfOpen(stream) is not { } opened || opened == real)
            return stream;
        stream.Dispose();
        throw new IOException("It was exchanged for another while it was opened.");
    }

    /// <summary>Moves a taken file out of the way, beside others of its name; returns where it lies now, from the folder.</summary>
    /// <exception cref="IOException">It stays where it was.</exception>
    public static string Move(WatchedFolder folder, FoundFile file)
    {
        var to = Path.GetFullPath(Path.Combine(folder.MovedTo!, Path.GetDirectoryName(file.Path) ?? string.Empty));
        Directory.CreateDirectory(to);
        var expected = WatchedFolder.IsIn(to, folder.Path) ? Path.Combine(RealPath.Of(folder.Path), Path.GetRelativePath(folder.Path, to)) : to;
        if (WatchedFolder.IsIn(to, folder.Path) && RealPath.Of(to) != expected)
            throw new IOException($"{to} is a link, or lies behind one; nothing is moved through it.");
        var (name, extension) = (Path.GetFileNameWithoutExtension(file.Path), Path.GetExtension(file.Path));
        for (var i = 1; i <= MostNames; i++)
        {
            var target = Path.Combine(to, i == 1 ? name + extension : FormattableString.Invariant($"{name} ({i}){extension}"));
            if (Path.Exists(target))
                continue;
            try
            {
                File.Move(Full(folder, file.Path), target, overwrite: false);
                return Path.GetRelativePath(folder.Path, target).Replace('\\', '/');
            }
            catch (IOException) when (Path.Exists(target) && File.Exists(Full(folder, file.Path)))
            {
                // Somebody else took the name meanwhile.
            }
        }

        throw new IOException($"{to} holds too many files of that name.");
    }
}
