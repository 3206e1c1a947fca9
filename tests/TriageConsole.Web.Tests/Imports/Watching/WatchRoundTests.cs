using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Imports.Watching;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Imports.Watching;

/// <summary>When a file is taken, and when it is not.</summary>
public sealed class WatchRoundTests : IDisposable
{
    private readonly WatchBench _bench = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Look_FileThatStoodStill_IsTakenOnceAndStays()
    {
        var file = _bench.Write("a.ndjson", "one");
        await _bench.LookAsync();
        Assert.Empty(await _bench.ImportsAsync());
        Assert.Equal(1, _bench.State.Waiting);
        _bench.Store.Time.Advance(TimeSpan.FromSeconds(9.9));
        await _bench.LookAsync();
        Assert.Empty(await _bench.ImportsAsync());

        _bench.Store.Time.Advance(TimeSpan.FromSeconds(0.1));
        await _bench.LookAsync();
        await _bench.SettleAsync();

        var import = Assert.Single(await _bench.ImportsAsync());
        Assert.Equal(("drop/a.ndjson", ImportOrigin.Watch, (string?)null), (import.Name, import.Origin, import.RequestedBy));
        Assert.Equal("one", await File.ReadAllTextAsync(import.StoredPath, Cancel));
        Assert.True(_bench.Storage.Holds(import.StoredPath));
        Assert.Equal([import.Id], _bench.Jobs.Imports);
        Assert.True(File.Exists(file));
        Assert.Equal((0, 1L, "a.ndjson", false), (_bench.State.Waiting, _bench.State.Taken, _bench.State.LastTaken!.Path, _bench.State.LastTaken.AlreadyKnown));
        Assert.Empty(_bench.State.Faults);
    }

    [Fact]
    public async Task Look_FileThatGrows_WaitsUntilItStops()
    {
        var file = _bench.Write("a.ndjson", "one");
        await _bench.LookAsync();
        for (var i = 0; i < 3; i++)
        {
            _bench.Store.Time.Advance(TimeSpan.FromSeconds(9));
            await File.AppendAllTextAsync(file, $" more {i}", Cancel);
            await _bench.LookAsync();
            Assert.Empty(await _bench.ImportsAsync());
        }

        _bench.Store.Time.Advance(TimeSpan.FromSeconds(10));
        await _bench.LookAsync();

        Assert.Equal(["drop/a.ndjson: one more 0 more 1 more 2"], await _bench.TakenAsync());
    }

    [Fact]
    public async Task Look_SameSizeWrittenAnew_WaitsAnew()
    {
        var file = _bench.Write("a.ndjson", "one");
        await _bench.LookAsync();
        _bench.Store.Time.Advance(TimeSpan.FromSeconds(9));
        await File.WriteAllTextAsync(file, "two", Cancel);
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddSeconds(1));
        await _bench.LookAsync();
        _bench.Store.Time.Advance(TimeSpan.FromSeconds(9));
        await _bench.LookAsync();

        Assert.Empty(await _bench.ImportsAsync());
    }

    [Fact]
    public async Task Look_WriterHoldsIt_WaitsUntilItIsLetGo()
    {
        var file = _bench.Write("a.ndjson", "one");
        await using (new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.None))
        {
            await _bench.SettleAsync();
            Assert.Empty(await _bench.ImportsAsync());
            Assert.Equal(1, _bench.State.Waiting);
            Assert.Empty(_bench.State.Faults);
        }

        await _bench.LookAsync();

        Assert.Single(await _bench.ImportsAsync());
    }

    [Fact]
    public async Task Look_GrewAfterImport_TakesTheLongerOne()
    {
        var file = _bench.Write("a.ndjson", "one");
        await _bench.SettleAsync();
        await File.AppendAllTextAsync(file, " two", Cancel);
        await _bench.SettleAsync();

        Assert.Equal(["drop/a.ndjson: one", "drop/a.ndjson: one two"], await _bench.TakenAsync());
        Assert.Equal(1, _bench.State.Taken);
    }

    [Fact]
    public async Task Look_Rotated_TakesTheNewContentAndKnowsTheOld()
    {
        var file = _bench.Write("app.ndjson", "first day");
        await _bench.SettleAsync();
        File.Move(file, file + ".1");
        _bench.Write("app.ndjson", "second day");
        await _bench.SettleAsync();

        Assert.Equal(["drop/app.ndjson: first day", "drop/app.ndjson: second day"], await _bench.TakenAsync());
        Assert.Equal(0, _bench.State.Waiting);
    }

    [Fact]
    public async Task Look_RenamedWhileGrowing_TakesWhatBecameOfIt()
    {
        var file = _bench.Write("app.ndjson", "one");
        await _bench.SettleAsync();
        File.Move(file, file + ".1");
        await File.AppendAllTextAsync(file + ".1", " two", Cancel);
        await _bench.SettleAsync();

        Assert.Equal(["drop/app.ndjson: one", "drop/app.ndjson.1: one two"], await _bench.TakenAsync());
    }

    [Fact]
    public async Task Look_SameContentUnderAnotherName_IsKnownAndKeptOnce()
    {
        _bench.Write("a.ndjson", "one");
        await _bench.SettleAsync();
        _bench.Write("b.ndjson", "one");
        await _bench.SettleAsync();

        Assert.Single(await _bench.ImportsAsync());
        Assert.Single(Directory.GetFiles(_bench.Storage.Uploads));
        Assert.Equal(("b.ndjson", true, 2L), (_bench.State.LastTaken!.Path, _bench.State.LastTaken.AlreadyKnown, _bench.State.Taken));
    }

    [Fact]
    public async Task Look_SameContentAsAFailedImport_StartsAnew()
    {
        _bench.Write("a.ndjson", "one");
        await _bench.SettleAsync();
        await _bench.EndAllAsync(ImportState.Failed);
        _bench.Write("b.ndjson", "one");
        await _bench.SettleAsync();

        Assert.Equal(2, (await _bench.ImportsAsync()).Count);
    }

    [Fact]
    public async Task Look_AfterRestart_RemembersWhatWasTakenEvenIfTheImportWasDeleted()
    {
        _bench.Write("a.ndjson", "one");
        await _bench.SettleAsync();
        await using (var db = _bench.Store.CreateDbContext())
            await db.Imports.ExecuteDeleteAsync(Cancel);
        _bench.Start();
        await _bench.SettleAsync();

        Assert.Empty(await _bench.ImportsAsync());
        Assert.Equal((1L, 0), (_bench.State.Taken, _bench.State.Waiting));
    }

    [Fact]
    public async Task Look_ManyFiles_LeavesRoomForOthers()
    {
        for (var i = 0; i < WatchRound.MostQueued + 3; i++)
            _bench.Write($"{i}.ndjson", $"file {i}");
        await _bench.SettleAsync();
        Assert.Equal((WatchRound.MostQueued, 3), ((await _bench.ImportsAsync()).Count, _bench.State.Waiting));

        await _bench.EndAllAsync(ImportState.Completed);
        await _bench.LookAsync();

        Assert.Equal((WatchRound.MostQueued + 3, 0), ((await _bench.ImportsAsync()).Count, _bench.State.Waiting));
    }

    [Fact]
    public async Task Look_NamesAndPlaces_TakesOnlyWhatIsMeant()
    {
        using var bench = new WatchBench(pattern: "*.evtx; *.zip");
        bench.Write("a.evtx", "1");
        bench.Write("B.EVTX", "2");
        bench.Write("sub/deep/c.zip", "3");
        bench.Write("d.txt", "4");
        bench.Write(".e.evtx", "5");
        bench.Write(".git/f.evtx", "6");
        bench.Write("empty.evtx", "");
        await bench.SettleAsync();

        Assert.Equal(["drop/B.EVTX", "drop/a.evtx", "drop/sub/deep/c.zip"], (await bench.ImportsAsync()).Select(i => i.Name).Order(StringComparer.Ordinal));
        Assert.Equal(0, bench.State.Waiting);
    }

    [Fact]
    public async Task Look_LinksOutOfTheFolder_AreNotFollowed()
    {
        var outside = Directory.CreateDirectory(Path.Combine(_bench.Root, "outside")).FullName;
        await File.WriteAllTextAsync(Path.Combine(outside, "secret.evtx"), "secret", Cancel);
        File.CreateSymbolicLink(Path.Combine(_bench.Folder, "link.evtx"), Path.Combine(outside, "secret.evtx"));
        Directory.CreateSymbolicLink(Path.Combine(_bench.Folder, "below"), outside);
        Directory.CreateSymbolicLink(Path.Combine(_bench.Folder, "round"), _bench.Folder);
        _bench.Write("a.evtx", "one");
        await _bench.SettleAsync();

        Assert.Equal(["drop/a.evtx: one"], await _bench.TakenAsync());
    }

    [Fact]
    public async Task Look_FolderExchangedForALink_IsNotFollowedEither()
    {
        var outside = Directory.CreateDirectory(Path.Combine(_bench.Root, "outside")).FullName;
        await File.WriteAllTextAsync(Path.Combine(outside, "a.evtx"), "secret", Cancel);
        _bench.Write("sub/a.evtx", "harmless");
        var found = new FileInfo(Path.Combine(_bench.Folder, "sub", "a.evtx"));
        Directory.Delete(Path.Combine(_bench.Folder, "sub"), recursive: true);
        Directory.CreateSymbolicLink(Path.Combine(_bench.Folder, "sub"), outside);

        var opening = Assert.Throws<IOException>(() => WatchedFile.Open(_bench.Board.Folders[0], new("sub/a.evtx", 6, found.LastWriteTimeUtc.Ticks)));

        Assert.Contains("link", opening.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_FolderThatIsItselfALink_IsWatched()
    {
        var real = Directory.CreateDirectory(Path.Combine(_bench.Root, "real")).FullName;
        var link = Path.Combine(_bench.Root, "link");
        Directory.CreateSymbolicLink(link, real);
        await File.WriteAllTextAsync(Path.Combine(real, "a.evtx"), "one", Cancel);
        _bench.AlsoWatch(link);
        await _bench.SettleAsync();

        Assert.Equal(["link/a.evtx: one"], await _bench.TakenAsync());
    }

    [Fact]
    public async Task Look_FolderThatLeadsToTheStorageByNow_IsNotLookedAt()
    {
        await File.WriteAllTextAsync(Path.Combine(_bench.Storage.Uploads, "own.evtx"), "own", Cancel);
        Directory.Delete(_bench.Folder);
        Directory.CreateSymbolicLink(_bench.Folder, _bench.Storage.Uploads);
        await _bench.SettleAsync();

        Assert.Empty(await _bench.ImportsAsync());
        Assert.Contains("own files", Assert.Single(_bench.State.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Look_FolderIsAway_SaysSoGoesOnAndTriesAgain()
    {
        var second = Path.Combine(_bench.Root, "second");
        _bench.AlsoWatch(second);
        _bench.Write("a.evtx", "one");
        await _bench.SettleAsync();
        var away = _bench.Board.States[1];
        Assert.NotNull(away.LastLookUtc);
        Assert.StartsWith("It cannot be looked at", Assert.Single(away.Faults), StringComparison.Ordinal);
        Assert.Single(await _bench.ImportsAsync());

        Directory.CreateDirectory(second);
        await File.WriteAllTextAsync(Path.Combine(second, "b.evtx"), "two", Cancel);
        await _bench.SettleAsync();

        Assert.Empty(_bench.Board.States[1].Faults);
        Assert.Equal(2, (await _bench.ImportsAsync()).Count);
    }

    [Fact]
    public async Task Look_DatabaseIsAway_SaysSoAndTakesTheFileOnceItIsBack()
    {
        var contexts = new FailingContexts();
        using var bench = new WatchBench(contexts: contexts);
        contexts.Store = bench.Store;
        bench.Write("a.evtx", "one");
        await bench.SettleAsync();
        contexts.Fails = true;
        bench.Write("b.evtx", "two");
        await bench.SettleAsync();
        Assert.Contains("the database is away", Assert.Single(bench.State.Faults), StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(bench.Storage.Uploads));

        contexts.Fails = false;
        await bench.SettleAsync();

        Assert.Empty(bench.State.Faults);
        Assert.Equal(2, (await bench.ImportsAsync()).Count);
    }

    private sealed class FailingContexts : IDbContextFactory<TriageContext>
    {
        public AlertStore? Store { get; set; }

        public bool Fails { get; set; }

        public TriageContext CreateDbContext() => Fails ? throw new InvalidOperationException("the database is away") : Store!.CreateDbContext();
    }
}
