using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Imports.Intake;
using TriageConsole.Web.Hosting.Settings;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Imports.Watching;

/// <summary>
/// One look at every watched folder. A file that stood still long enough is copied into the console and queued; only then is
/// it moved or marked, so that a kill at any point costs at most a second copy of the same bytes, which is recognised.
/// </summary>
internal sealed partial class WatchRound(
    ImportDoor door, WatchBoard board, StorageFolder storage, IDbContextFactory<TriageContext> contexts, IOptions<WatchOptions> options, TimeProvider time,
    Notices notices, ILogger<WatchRound> logger)
{
    /// <summary>Imports of watched files that may wait at a time: a full share must not be copied whole before its first file is read.</summary>
    internal const int MostQueued = 50;

    // A writer that had the file open goes on writing to it after the move.
    private static readonly TimeSpan _followMoved = TimeSpan.FromDays(1);

    private readonly Dictionary<string, TakenFiles> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Folder, string Path), Seen> _seen = [];

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task RunAsync(CancellationToken cancel)
    {
        foreach (var folder in board.Folders)
        {
            try
            {
                await LookAsync(folder, cancel);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Whatever it is, the other folders are looked at, and this one again.
                if (e is not (IOException or UnauthorizedAccessException))
                    Log.Failed(logger, folder.Path, e);
                board.Set(folder, board[folder] with { LastLookUtc = Now, Faults = [$"It cannot be looked at: {e.Message}"] });
            }

            notices.Publish(Topic.WatchedFolders);
        }
    }

    private async Task LookAsync(WatchedFolder folder, CancellationToken cancel)
    {
        // Again at every look: links change while the console runs.
        if (WatchOptionsCheck.Overlaps(folder.Path, storage.Root))
            throw new IOException("It leads to the console's own files by now.");
        if (!_taken.TryGetValue(folder.Path, out var taken))
            _taken[folder.Path] = taken = await TakenFiles.ReadAsync(contexts, folder.Path, cancel);
        var walk = new FolderWalk(folder);
        walk.Run();
        List<string> faults = [.. walk.Faults];
        var open = walk.Files.Where(file => !IsTaken(taken.Find(file.Path), file)).ToList();
        if (folder.MovedTo is not null)
        {
            await MoveLateAsync(folder, taken, walk.Files.Where(file => IsTaken(taken.Find(file.Path), file)).ToList(), faults, cancel);
            open.AddRange(GrownAfterMove(folder, taken));
        }

        Forget(folder, open);
        var state = board[folder] with { LastLookUtc = Now, Waiting = open.Count, Taken = taken.Count, Faults = faults };
        board.Set(folder, state);
        var room = MostQueued - await QueuedAsync(cancel);
        foreach (var file in open)
        {
            if (!IsQuiet(folder, file) || room <= 0 || await TakeAsync(folder, taken, file, faults, cancel) is not { } started)
                continue;
            room--;
            state = state with { Waiting = state.Waiting - 1, Taken = taken.Count, LastTaken = started };
            board.Set(folder, state);
            notices.Publish(Topic.WatchedFolders);
        }
    }

    // A file that lies where another was moved to before is not that one.
    private static bool IsTaken(WatchedFileRow? row, FoundFile file) => row is not null && row.Length == file.Length && row.ModifiedTicks == file.ModifiedTicks;

    private async Task<TakenFile?> TakeAsync(WatchedFolder folder, TakenFiles taken, FoundFile file, List<string> faults, CancellationToken cancel)
    {
        try
        {
            await using var stream = WatchedFile.Open(folder, file);
            if (stream is null)
                return null;
            using var kept = await door.KeepAsync(stream, progress: null, cancel);
            if (kept.Length != file.Length || !WatchedFile.IsAsFound(folder, file))
                return null;
            var started = await door.QueueAsync(kept, $"{Path.GetFileName(folder.Path)}/{file.Path}", ImportOrigin.Watch, requestedBy: null, cancel);
            var wasMoved = taken.Find(file.Path) is { Moved: true };
            var movedTo = folder.MovedTo is null || wasMoved ? null : TryMove(folder, file, faults);
            await taken.SaveAsync(file, started.ImportId, Now, movedTo, movedTo is not null || wasMoved, cancel);
            _seen.Remove((folder.Path, file.Path));
            return new(file.Path, started.ImportId, started.AlreadyKnown);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            // Renamed or gone since it was found; the next look sees what is there.
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add($"{HostileText.Visible(file.Path)} cannot be taken: {e.Message}");
            return null;
        }
    }

    // Taken at an earlier look, but it could not be moved then.
    private async Task MoveLateAsync(WatchedFolder folder, TakenFiles taken, List<FoundFile> files, List<string> faults, CancellationToken cancel)
    {
        foreach (var file in files)
        {
            if (TryMove(folder, file, faults) is { } movedTo)
                await taken.SaveAsync(file, taken.Find(file.Path)!.ImportId, Now, movedTo, moved: true, cancel);
        }
    }

    private static string? TryMove(WatchedFolder folder, FoundFile file, List<string> faults)
    {
        try
        {
            return WatchedFile.IsAsFound(folder, file) ? WatchedFile.Move(folder, file) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            faults.Add($"{HostileText.Visible(file.Path)} was taken but cannot be moved: {e.Message}");
            return null;
        }
    }

    private List<FoundFile> GrownAfterMove(WatchedFolder folder, TakenFiles taken)
    {
        List<FoundFile> grown = [];
        foreach (var row in taken.MovedAfter(Now - _followMoved))
        {
            // Another volume may keep times more coarsely: the length alone tells.
            var file = new FileInfo(WatchedFile.Full(folder, row.Path));
            if (file.Exists && file.LinkTarget is null && file.Length > row.Length)
                grown.Add(new(row.Path, file.Length, file.LastWriteTimeUtc.Ticks));
        }

        return grown;
    }

    private bool IsQuiet(WatchedFolder folder, FoundFile file)
    {
        var key = (folder.Path, file.Path);
        if (!_seen.TryGetValue(key, out var seen) || seen.Length != file.Length || seen.ModifiedTicks != file.ModifiedTicks)
            _seen[key] = seen = new(file.Length, file.ModifiedTicks, time.GetTimestamp());
        return time.GetElapsedTime(seen.Since) >= TimeSpan.FromSeconds(options.Value.QuietSeconds);
    }

    private void Forget(WatchedFolder folder, List<FoundFile> open)
    {
        var still = open.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var key in _seen.Keys.Where(key => key.Folder == folder.Path && !still.Contains(key.Path)).ToList())
            _seen.Remove(key);
    }

    private async Task<int> QueuedAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Imports.CountAsync(
            i => i.Origin == ImportOrigin.Watch && (i.State == ImportState.Queued || i.State == ImportState.Reading || i.State == ImportState.Detecting), cancel);
    }

    private readonly record struct Seen(long Length, long ModifiedTicks, long Since);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The watched folder {Folder} could not be looked at; trying again.")]
        public static partial void Failed(ILogger logger, string folder, Exception exception);
    }
}
