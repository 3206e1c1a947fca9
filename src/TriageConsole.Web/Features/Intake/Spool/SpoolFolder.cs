using TriageConsole.Web.Hosting.Settings;

namespace TriageConsole.Web.Features.Intake.Spool;

/// <summary>Where spool files lie.</summary>
internal sealed class SpoolFolder(StorageFolder storage)
{
    public string Path { get; } = System.IO.Path.Combine(storage.Root, "spool");

    /// <summary>All files whose name says that they are spool files.</summary>
    public IEnumerable<(string Path, SpoolName Name)> Files() => Directory.Exists(Path)
        ? Directory.EnumerateFiles(Path, "*" + SpoolName.Extension).Select(file => (file, SpoolName.Parse(file))).Where(file => file.Item2 is not null).Select(file => (file.file, file.Item2!.Value))
        : [];

    /// <summary>Makes the folder; on Unix only its owner may look in.</summary>
    public void Create()
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(Path);
        else
            Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
