using TriageConsole.Web.Features.Imports.Watching;
using Xunit;

namespace TriageConsole.Web.Tests.Imports.Watching;

/// <summary>What becomes of a taken file that is to be moved.</summary>
public sealed class WatchMoveTests : IDisposable
{
    private readonly WatchBench _bench = new(WatchFolderOptions.Move);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Take_FilesOfTheSameName_AreMovedBesideEachOther()
    {
        foreach (var content in (string[])["one", "two", "three"])
        {
            _bench.Write("sub/a.evtx", content);
            await _bench.SettleAsync();
        }

        Assert.Equal(
            ["done/sub/a (2).evtx: two", "done/sub/a (3).evtx: three", "done/sub/a.evtx: one"],
            Files().Select(path => $"{path}: {File.ReadAllText(Path.Combine(_bench.Folder, path))}"));
        Assert.Equal(3, (await _bench.ImportsAsync()).Count);
        Assert.Equal((3L, 0), (_bench.State.Taken, _bench.State.Waiting));
        Assert.Empty(_bench.State.Faults);
    }

    [Fact]
    public async Task Take_NotStillYet_MovesNothing()
    {
        _bench.Write("a.evtx", "one");
        await _bench.LookAsync();

        Assert.Equal(["a.evtx"], Files());
    }

    [Fact]
    public async Task Take_SameContentAgain_IsMovedToo()
    {
        _bench.Write("a.evtx", "one");
        await _bench.SettleAsync();
        _bench.Write("a.evtx", "one");
        await _bench.SettleAsync();

        Assert.Equal(["done/a (2).evtx", "done/a.evtx"], Files());
        Assert.Single(await _bench.ImportsAsync());
    }

    [Fact]
    public async Task Take_GrownAfterItWasMoved_TakesTheLongerOneAndLeavesItThere()
    {
        _bench.Write("a.evtx", "one");
        await _bench.SettleAsync();
        await File.AppendAllTextAsync(Path.Combine(_bench.Folder, "done", "a.evtx"), " two", Cancel);
        _bench.Start();
        await _bench.SettleAsync();
        await _bench.SettleAsync();

        Assert.Equal(["drop/a.evtx: one", "drop/done/a.evtx: one two"], await _bench.TakenAsync());
        Assert.Equal(["done/a.evtx"], Files());
    }

    [Fact]
    public async Task Take_MovedLongAgo_IsNoLongerFollowed()
    {
        _bench.Write("a.evtx", "one");
        await _bench.SettleAsync();
        _bench.Store.Time.Advance(TimeSpan.FromDays(1.1));
        await File.AppendAllTextAsync(Path.Combine(_bench.Folder, "done", "a.evtx"), " two", Cancel);
        await _bench.SettleAsync();

        Assert.Single(await _bench.ImportsAsync());
    }

    [Fact]
    public async Task Take_CannotBeMoved_SaysSoAndMovesItLater()
    {
        // A file stands where the folder should be.
        var inTheWay = _bench.Write(".done-is-taken", "x");
        File.Move(inTheWay, Path.Combine(_bench.Folder, "done"));
        File.SetLastWriteTimeUtc(Path.Combine(_bench.Folder, "done"), DateTime.UtcNow.AddMinutes(-5));
        _bench.Write("a.evtx", "one");
        await _bench.SettleAsync();
        Assert.Contains(_bench.State.Faults, fault => fault.Contains("a.evtx was taken but cannot be moved", StringComparison.Ordinal));
        var before = (await _bench.ImportsAsync()).Count;
        await _bench.SettleAsync();
        Assert.Equal(before, (await _bench.ImportsAsync()).Count);

        File.Delete(Path.Combine(_bench.Folder, "done"));
        await _bench.LookAsync();

        Assert.Equal(["done/a.evtx"], Files());
        Assert.Empty(_bench.State.Faults);
        Assert.Equal(before, (await _bench.ImportsAsync()).Count);
    }

    [Fact]
    public async Task Take_DoneIsALinkOut_NothingIsMovedThroughIt()
    {
        var outside = Directory.CreateDirectory(Path.Combine(_bench.Root, "outside")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(_bench.Folder, "done"), outside);
        _bench.Write("a.evtx", "one");
        await _bench.SettleAsync();

        Assert.Empty(Directory.GetFiles(outside));
        Assert.True(File.Exists(Path.Combine(_bench.Folder, "a.evtx")));
        Assert.Contains("link", Assert.Single(_bench.State.Faults), StringComparison.Ordinal);
        Assert.Single(await _bench.ImportsAsync());
    }

    [Fact]
    public async Task Take_ElsewhereAsTheSettingsSay_IsMovedThere()
    {
        using var bench = new WatchBench(WatchFolderOptions.Move, movedTo: "../read");
        bench.Write("sub/a.evtx", "one");
        await bench.SettleAsync();

        Assert.True(File.Exists(Path.Combine(bench.Root, "read", "sub", "a.evtx")));
        Assert.Equal((1L, 0), (bench.State.Taken, bench.State.Waiting));
    }

    private List<string> Files() => [.. Directory.GetFiles(_bench.Folder, "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(_bench.Folder, path)).Order(StringComparer.Ordinal)];
}
