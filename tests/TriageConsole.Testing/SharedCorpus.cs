namespace TriageConsole.Testing;

/// <summary>The recordings that stand beside the project for its developers and CI, not for users.</summary>
public static class SharedCorpus
{
    /// <summary>Said by every test that skips because the recordings are absent.</summary>
    public const string Absent = "The shared corpus is not beside this checkout.";

    /// <summary>The corpus folder; null where it is absent.</summary>
    public static string? Root { get; } = Find();

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "TriageConsole.sln")))
                continue;
            var corpus = Path.Combine(folder.FullName, "..", "shared", "corpus");
            return Directory.Exists(corpus) ? Path.GetFullPath(corpus) : null;
        }

        return null;
    }
}
