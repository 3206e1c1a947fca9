namespace TriageConsole.Testing;

/// <summary>The checkout that the tests run from.</summary>
public static class Checkout
{
    /// <summary>The folder that holds <c>TriageConsole.sln</c>.</summary>
    public static string Root { get; } = Find();

    /// <summary>A path below the root.</summary>
    public static string PathOf(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TriageConsole.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("The tests run from a build inside the checkout; TriageConsole.sln was not found above " + AppContext.BaseDirectory);
    }
}
