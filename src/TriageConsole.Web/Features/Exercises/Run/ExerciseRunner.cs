using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Data.Retention;
using TriageConsole.Domain.Exercises;
using TriageConsole.Web.Features.Exercises.Results;
using TriageConsole.Web.Hosting.Settings;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Exercises.Run;

/// <summary>
/// The way of an exercise: its scenarios enter as they are due; it ends by its time, by its lead or when everything is decided;
/// its results are frozen; all else is taken away. Each call does what is left to do.
/// </summary>
public sealed partial class ExerciseRunner(
    IDbContextFactory<TriageContext> contexts, ExerciseEntry entry, ExerciseRemoval removal, StorageFolder storage, TimeProvider time, Notices notices,
    ILogger<ExerciseRunner> logger) : IDisposable
{
    /// <summary>How long an exercise of which everything is decided goes on, so that who decided last reads what it was.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>Does what is due of the exercise that has not ended; nothing where there is none.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            if (await db.Exercises.AsNoTracking().FirstOrDefaultAsync(row => row.Slot != null, cancel) is not { } exercise)
                return;
            try
            {
                if (exercise.State == ExerciseState.Running)
                    await EnterDueAsync(exercise.Id, cancel);
                if (exercise.State == ExerciseState.Running && !await EndAsync(exercise.Id, cancel))
                {
                    await db.Exercises.Where(row => row.Id == exercise.Id && row.Error != null).ExecuteUpdateAsync(set => set.SetProperty(row => row.Error, (string?)null), cancel);
                    return;
                }

                await ClearAsync(exercise.Id, cancel);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(logger, exercise.Id, e);
                var words = StorableText.Clean($"{e.GetType().Name}: {e.Message} It is tried again.");
                await db.Exercises.Where(row => row.Id == exercise.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Error, words), CancellationToken.None);
                notices.Publish(Topic.Exercises);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task EnterDueAsync(long id, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        List<long> due;
        await using (var db = await contexts.CreateDbContextAsync(cancel))
        {
            due = await db.ExerciseItems.Where(item => item.ExerciseId == id
                    && (item.State == ExerciseItemState.Entering || (item.State == ExerciseItemState.Waiting && item.ArrivesUtc <= now)))
                .OrderByDescending(item => item.State).ThenBy(item => item.Position).Select(item => item.Id).ToListAsync(cancel);
        }

        foreach (var item in due)
        {
            await using (var db = await contexts.CreateDbContextAsync(cancel))
            {
                // Whoever ends it early does not wait for what would only be taken away again.
                if (await db.Exercises.AnyAsync(row => row.Id == id && row.EndRequestedBy != null, cancel))
                    return;
            }

            try
            {
                await entry.EnterAsync(item, cancel);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.NotEntered(logger, item, e);
                await entry.FailAsync(item, $"{e.GetType().Name}: {e.Message}", cancel);
            }

            notices.Publish(Topic.Exercises);
        }
    }

    /// <summary>Freezes the results where it is time to; false while it is not.</summary>
    private async Task<bool> EndAsync(long id, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var exercise = await db.Exercises.Include(row => row.Items).SingleAsync(row => row.Id == id, cancel);
        var results = await ExerciseMeasures.ReadAsync(db, exercise, cancel);
        var why = Ends(exercise, results, now);
        if (why == ExerciseEnd.None)
            return false;
        foreach (var item in exercise.Items)
            results[item.Id].WriteTo(item);
        await KeepLinksAsync(db, exercise, cancel);
        (exercise.State, exercise.End, exercise.EndedUtc, exercise.Error) = (ExerciseState.Clearing, why, now, null);
        await db.SaveChangesAsync(cancel);
        notices.Publish(Topic.Exercises);
        return true;
    }

    private static ExerciseEnd Ends(ExerciseRow exercise, IReadOnlyDictionary<long, ItemResult> results, DateTime utcNow)
    {
        if (exercise.EndRequestedBy is not null)
            return ExerciseEnd.Lead;
        if (utcNow >= exercise.DueUtc)
            return ExerciseEnd.Time;
        if (exercise.Items.Any(item => item.State is ExerciseItemState.Waiting or ExerciseItemState.Entering))
            return ExerciseEnd.None;
        var raised = exercise.Items.Where(item => item.State == ExerciseItemState.Raised).Select(item => results[item.Id]).ToList();
        return raised.All(result => result.Decision != ExerciseDecision.None && utcNow - result.DecidedUtc >= Rest) ? ExerciseEnd.Decided : ExerciseEnd.None;
    }

    // Alerts that came up since a scenario entered: raised by hand, or by being judged again.
    private static async Task KeepLinksAsync(TriageContext db, ExerciseRow exercise, CancellationToken cancel)
    {
        var items = exercise.Items.Where(item => item.ImportId is not null).ToDictionary(item => item.ImportId!.Value, item => item.Id);
        var alerts = await db.Alerts.Where(alert => alert.ExerciseId == exercise.Id && !db.ExerciseAlerts.Any(known => known.AlertId == alert.PublicId))
            .Select(alert => new { alert.PublicId, alert.FirstImportId }).ToListAsync(cancel);
        db.ExerciseAlerts.AddRange(alerts.Where(alert => items.ContainsKey(alert.FirstImportId))
            .Select(alert => new ExerciseAlertRow { AlertId = alert.PublicId, ItemId = items[alert.FirstImportId] }));
    }

    private async Task ClearAsync(long id, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        foreach (var path in await db.Imports.Where(import => import.ExerciseId == id && import.StoredPath != "").Select(import => import.StoredPath).ToListAsync(cancel))
        {
            if (storage.Holds(path))
                File.Delete(path);
        }

        await removal.RemoveAsync(id, cancel);
        await db.ExerciseItems.Where(item => item.ExerciseId == id).ExecuteUpdateAsync(set => set.SetProperty(item => item.ImportId, (long?)null), cancel);
        await db.Exercises.Where(row => row.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, ExerciseState.Ended).SetProperty(row => row.Slot, (int?)null).SetProperty(row => row.Error, (string?)null), cancel);
        foreach (var topic in (Topic[])[Topic.Exercises, Topic.Alerts, Topic.Cases, Topic.Baseline, Topic.Notifications, Topic.Imports, Topic.Decisions])
            notices.Publish(topic);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Exercise {ExerciseId} could not go on; it is tried again.")]
        public static partial void Failed(ILogger logger, long exerciseId, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Scenario {ItemId} of an exercise could not be brought in.")]
        public static partial void NotEntered(ILogger logger, long itemId, Exception exception);
    }
}
