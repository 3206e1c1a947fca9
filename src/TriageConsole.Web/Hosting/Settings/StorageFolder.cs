namespace TriageConsole.Web.Hosting.Settings;

/// <summary>The folder a running console writes to: database, uploads, keys.</summary>
/// <param name="Root">Full path.</param>
public sealed record StorageFolder(string Root)
{
    private const string Checkout = "TriageConsole.sln";

    /// <summary>Files dropped by people, kept until their import is deleted.</summary>
    public string Uploads => Path.Combine(Root, "uploads");

    /// <summary>Keys that sign cookies and protect secrets. Whoever reads them can forge a sign-in.</summary>
    public string Keys => Path.Combine(Root, "keys");

    /// <summary>Relative paths start at the program's folder, never at the shell's current one: a restart from elsewhere must find the same data.</summary>
    public static StorageFolder Of(StorageOptions options) => string.IsNullOrWhiteSpace(options.Folder)
        ? new(Path.Combine(CheckoutRoot() ?? AppContext.BaseDirectory, "data"))
        : new(Path.GetFullPath(options.Folder, AppContext.BaseDirectory));

    /// <summary>Whether a file lies in here, so that it is the console's own to remove.</summary>
    public bool Holds(string path) =>
        path.Length > 0 && Path.GetFullPath(path).StartsWith(Path.GetFullPath(Root).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>Makes the folders; on Unix only their owner may look in.</summary>
    public void Create()
    {
        foreach (var folder in new[] { Root, Uploads, Keys })
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(folder);
            else
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    // A build output is deleted without a thought; what people decided must not lie in it.
    private static string? CheckoutRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Checkout)))
                return folder.FullName;
        }

        return null;
    }
}
