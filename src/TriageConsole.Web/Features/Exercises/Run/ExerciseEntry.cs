using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Ingest;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Exercises.Plan;
using TriageConsole.Web.Features.Imports.Pipeline;
using TriageConsole.Web.Features.SelfTest;
using TriageConsole.Web.Hosting.Settings;

namespace TriageConsole.Web.Features.Exercises.Run;

/// <summary>
/// Brings one scenario into the queue the way of everything else: telemetry on the disk, an import of it, detection. Run again
/// after a kill it goes on where the rows say.
/// </summary>
public sealed class ExerciseEntry(
    TriageDatabase database, IDbContextFactory<TriageContext> contexts, ImportRunner runner, ExercisePlanner planner, StorageFolder storage, TimeProvider time)
{
    private const string Collector = "sysmon-forwarder";

    // Its last record ends the process two minutes after the start, and must not be of the future.
    private static readonly TimeSpan _ago = TimeSpan.FromSeconds(150);

    public async Task EnterAsync(long itemId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var item = await db.ExerciseItems.SingleAsync(row => row.Id == itemId, cancel);
        if (item.State is not (ExerciseItemState.Waiting or ExerciseItemState.Entering))
            return;
        if (planner.ScenarioOf(item) is not { } scenario)
        {
            await FailAsync(itemId, "This program's library no longer has the scenario.", cancel);
            return;
        }

        if (item.ImportId is null && !await QueueAsync(db, item, cancel))
        {
            await FailAsync(itemId, "A computer of this name came up meanwhile.", cancel);
            return;
        }

        var import = await db.Imports.AsNoTracking().SingleAsync(row => row.Id == item.ImportId, cancel);
        if (import.State is ImportState.Queued or ImportState.Reading)
            await WriteAsync(import, item, scenario);
        await runner.RunAsync(import.Id, cancel);
        await CollectAsync(itemId, cancel);
    }

    /// <summary>Writes down that it can't be brought in.</summary>
    public async Task FailAsync(long itemId, string why, CancellationToken cancel)
    {
        var words = StorableText.Clean(why);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.ExerciseItems.Where(row => row.Id == itemId).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, ExerciseItemState.Failed).SetProperty(row => row.Error, words), cancel);
    }

    private async Task<bool> QueueAsync(TriageContext db, ExerciseItemRow item, CancellationToken cancel)
    {
        // Called as what comes over HTTP is: the alert names the file that its records came in.
        var like = await db.Imports.Counted().Where(row => row.Origin == ImportOrigin.Intake).OrderByDescending(row => row.Id).Select(row => row.Name).FirstOrDefaultAsync(cancel);
        var import = new ImportRow
        {
            Name = like ?? Collector,
            Origin = ImportOrigin.Exercise,
            StoredPath = Path.Combine(storage.Uploads, string.Create(CultureInfo.InvariantCulture, $"{Guid.NewGuid():N}.part")),
            CreatedUtc = time.GetUtcNow().UtcDateTime,
            ExerciseId = item.ExerciseId,
        };
        return await InventedHosts.AddAsync(database, db, item, import, cancel);
    }

    // The same bytes every time, so that an import that was killed goes on after its last batch.
    private async Task WriteAsync(ImportRow import, ExerciseItemRow item, SelfTestScenario scenario)
    {
        Directory.CreateDirectory(storage.Uploads);
        var draws = new Draws(item.Seed);
        var place = new ScenarioPlace(
            item.Host, item.Account, import.CreatedUtc - _ago, string.Create(CultureInfo.InvariantCulture, $"{draws.Below(int.MaxValue):x8}"), (uint)(2_000 + (draws.Below(2_000) * 4)));
        long bytes;
        await using (var file = new BufferedStream(File.Create(import.StoredPath), 64 * 1024))
        {
            using var telemetry = new SelfTestTelemetry(file, 40_000 + draws.Below(900_000));
            telemetry.WriteAt(place, scenario, OrdinarySession.Of(item.Seed));
            bytes = file.Length;
        }

        await using var db = await contexts.CreateDbContextAsync();
        await db.Imports.Where(row => row.Id == import.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.TotalBytes, bytes));
    }

    private async Task CollectAsync(long itemId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var item = await db.ExerciseItems.SingleAsync(row => row.Id == itemId, cancel);
        var alerts = await db.Alerts.AsNoTracking().Where(alert => alert.ExerciseId == item.ExerciseId && alert.FirstImportId == item.ImportId)
            .OrderByDescending(alert => alert.Level).ThenByDescending(alert => alert.Score).ThenBy(alert => alert.Id).ToListAsync(cancel);
        var known = await db.ExerciseAlerts.Where(row => row.ItemId == itemId).Select(row => row.AlertId).ToListAsync(cancel);
        db.ExerciseAlerts.AddRange(alerts.Where(alert => !known.Contains(alert.PublicId)).Select(alert => new ExerciseAlertRow { AlertId = alert.PublicId, ItemId = itemId }));
        var alert = alerts.Find(one => one.Status != AlertStatus.Covered);
        item.State = alert is null ? ExerciseItemState.NotRaised : ExerciseItemState.Raised;
        if (alert is not null)
        {
            (item.AlertId, item.RaisedUtc, item.Level, item.Score) = (alert.PublicId, alert.CreatedUtc, alert.Level, alert.Score);
            item.Explanation = string.Join('\n', VerdictDetail.FromJson(alert.DetailJson).Ledger.Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Contribution:+0;-0;0} {line.Title}")));
        }
        else
        {
            item.Error = alerts.Count == 0 ? "Detection raised nothing." : "An approved use covers it.";
        }

        await db.SaveChangesAsync(cancel);
    }
}
