using TriageConsole.Telemetry.Containers;
using Xunit;

namespace TriageConsole.Telemetry.Tests.Containers;

public sealed class PathSourceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("paths-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Of_File_IsNamedAsGiven()
    {
        var file = Path.Combine(_folder.FullName, "a.json");
        File.WriteAllText(file, "{}");

        Assert.Equal([new PathSource(file, file)], PathSource.Of(file));
    }

    [Fact]
    public void Of_MissingPath_IsThePathItself() => Assert.Equal([new PathSource("no/such", "no/such")], PathSource.Of("no/such"));

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public void Of_Folder_ListsAllBelowInOrdinalOrder(string slash)
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "b", "deep"));
        foreach (var name in (string[])["b/deep/z.json", "b/a.json", "B.json", "a.json", ".hidden"])
            File.WriteAllText(Path.Combine(_folder.FullName, name), "{}");

        var names = PathSource.Of(_folder.FullName + slash).Select(static source => source.Name);

        Assert.Equal(((string[])[".hidden", "B.json", "a.json", "b/a.json", "b/deep/z.json"]).Select(name => $"{_folder.FullName}/{name}"), names);
    }

    [Fact]
    public void Of_FolderThatLinksToItself_Ends()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "a.json"), "{}");
        Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "loop"), _folder.FullName);

        Assert.Single(PathSource.Of(_folder.FullName));
    }
}
