using TriageConsole.Web.Features.Imports.Watching;
using TriageConsole.Web.Hosting.Settings;
using Xunit;

namespace TriageConsole.Web.Tests.Imports.Watching;

public sealed class WatchOptionsCheckTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("triage-watch-settings-").FullName;

    private StorageFolder Storage => new(Path.Combine(_root, "data"));

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Validate_NoFolders_IsFine() => Assert.Empty(Faults(new()));

    [Fact]
    public void Validate_UsableFoldersEvenIfAway_AreFine() => Assert.Empty(Faults(new()
    {
        Folders =
        [
            new() { Path = Path.Combine(_root, "a"), AfterImport = "mark", Pattern = "*.evtx;*.zip" },
            new() { Path = Path.Combine(_root, "b"), AfterImport = "MOVE" },
            new() { Path = Path.Combine(_root, "c"), AfterImport = "Move", MovedTo = Path.Combine(_root, "read") },
            new() { Path = Path.Combine(_root, "data2") },
        ],
        IntervalSeconds = 0.1,
        QuietSeconds = 0,
    }));

    [Fact]
    public void Validate_EverythingWrong_IsToldAtOnceWithItsKey()
    {
        var faults = Faults(new()
        {
            IntervalSeconds = double.NaN,
            QuietSeconds = -1,
            Folders = [new() { Path = "relative", AfterImport = "Delete", MovedTo = "x", Pattern = "../*" }, new() { Path = "" }],
        });

        string[] keys =
        [
            "Watch:IntervalSeconds", "Watch:QuietSeconds", "Watch:Folders:0:AfterImport", "Watch:Folders:0:MovedTo", "Watch:Folders:0:Pattern", "Watch:Folders:0:Path",
            "Watch:Folders:1:Path",
        ];
        Assert.Equal(keys, faults.Select(fault => fault.Split(' ')[0]));
    }

    [Theory]
    [InlineData("data")]
    [InlineData("data/uploads")]
    [InlineData("data/sub/..")]
    [InlineData("")]
    [InlineData("link-to-data")]
    public void Validate_FolderThatOverlapsTheStorage_IsRefused(string path)
    {
        Storage.Create();
        Directory.CreateSymbolicLink(Path.Combine(_root, "link-to-data"), Storage.Root);

        Assert.Contains("Storage:Folder", Assert.Single(Faults(new() { Folders = [new() { Path = Path.Combine(_root, path) }] })), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a", "a/")]
    [InlineData("a", "a/b")]
    [InlineData("a/b", "a")]
    public void Validate_FoldersThatOverlap_AreRefused(string one, string other)
    {
        var fault = Assert.Single(Faults(new() { Folders = [new() { Path = Path.Combine(_root, one) }, new() { Path = Path.Combine(_root, other) }] }));

        Assert.StartsWith("Watch:Folders:1:Path", fault, StringComparison.Ordinal);
        Assert.Contains("Watch:Folders:0:Path", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".", "itself")]
    [InlineData("../data/x", "Storage:Folder")]
    [InlineData("../first/read", "Watch:Folders:0:Path")]
    public void Validate_MovedToABadPlace_IsRefused(string movedTo, string says)
    {
        var fault = Assert.Single(Faults(new()
        {
            Folders = [new() { Path = Path.Combine(_root, "first") }, new() { Path = Path.Combine(_root, "second"), AfterImport = "Move", MovedTo = movedTo }],
        }));

        Assert.StartsWith("Watch:Folders:1:MovedTo", fault, StringComparison.Ordinal);
        Assert.Contains(says, fault, StringComparison.Ordinal);
    }

    private IReadOnlyList<string> Faults(WatchOptions options) => [.. new WatchOptionsCheck(Storage).Validate(null, options).Failures ?? []];
}
