namespace TriageConsole.Domain.Processes;

/// <summary>Which files matter to the analytic, by name.</summary>
public static class ModuleRules
{
    private static readonly HashSet<string> _programs = new(StringComparer.OrdinalIgnoreCase) { ".exe", ".com", ".scr", ".pif" };

    private static readonly HashSet<string> _runnable = new(StringComparer.OrdinalIgnoreCase)
    {
        ".exe", ".dll", ".com", ".scr", ".pif", ".cpl", ".ocx", ".sys", ".msi", ".msp", ".mst", ".msc", ".application", ".appx", ".msix",
        ".vbs", ".vbe", ".js", ".jse", ".wsf", ".wsh", ".wsc", ".sct", ".xsl", ".hta", ".chm", ".inf", ".ps1", ".psm1", ".psd1",
        ".bat", ".cmd", ".lnk", ".url", ".csproj", ".vbproj", ".proj", ".targets", ".rsp", ".xml", ".jar", ".py", ".iso", ".img", ".vhd", ".vhdx",
    };

    /// <summary>Whether a file is a program by its extension.</summary>
    public static bool IsProgram(string path) => _programs.Contains(WindowsPath.Extension(path));

    /// <summary>Whether a file could be run, loaded or handed to a script host, by its extension. An alternate data stream counts by its own name.</summary>
    public static bool CanRun(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var extension = WindowsPath.Extension(path);
        var stream = extension.IndexOf(':', StringComparison.Ordinal);
        return _runnable.Contains(stream < 0 ? extension : extension[..stream]);
    }

    /// <summary>Whether a module is a .NET native image: compiled on the machine, never signed, 90 % of all unsigned loads.</summary>
    public static bool IsNativeImage(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.EndsWith(".ni.dll", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".ni.exe", StringComparison.OrdinalIgnoreCase)
            || path.Contains(@"\assembly\NativeImages_", StringComparison.OrdinalIgnoreCase);
    }
}
