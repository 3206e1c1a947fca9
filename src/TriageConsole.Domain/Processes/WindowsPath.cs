namespace TriageConsole.Domain.Processes;

/// <summary>Pure helpers for Windows paths as text; never touches a file system, works alike on every platform.</summary>
public static class WindowsPath
{
    /// <summary>The part after the last back-slash or slash; the whole text where there is none.</summary>
    public static string FileName(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var cut = path.AsSpan().LastIndexOfAny('\\', '/');
        return cut < 0 ? path : path[(cut + 1)..];
    }

    /// <summary>The part before the last back-slash or slash; empty where there is none.</summary>
    public static string Directory(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var cut = path.AsSpan().LastIndexOfAny('\\', '/');
        return cut <= 0 ? string.Empty : path[..cut];
    }

    /// <summary>The extension with its dot, lower case; empty where there is none.</summary>
    public static string Extension(string path)
    {
        var name = FileName(path);
        var dot = name.LastIndexOf('.');
        return dot < 0 ? string.Empty : name[dot..].ToLowerInvariant();
    }
}
