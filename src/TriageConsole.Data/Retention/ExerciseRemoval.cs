using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Retention;

/// <summary>
/// Takes away all that an exercise put into the console but its results: what people made of its alerts, the alerts, their
/// telemetry, the invented computers. Killed anywhere and run again, it goes on.
/// </summary>
public sealed class ExerciseRemoval(TriageDatabase database)
{
    private static readonly BulkState[] _working = [BulkState.Queued, BulkState.Running, BulkState.UndoQueued, BulkState.Undoing];

    public async Task RemoveAsync(long exerciseId, CancellationToken cancel)
    {
        await using (var db = database.CreateDbContext())
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            await RemoveDecisionsAsync(db, exerciseId, cancel);
            await RemoveCasesAsync(db, exerciseId, cancel);
            await db.Alerts.Where(alert => alert.ExerciseId == exerciseId).ExecuteDeleteAsync(cancel);
            await RemoveUsesAsync(db, exerciseId, cancel);
            await transaction.CommitAsync(cancel);
        }

        await RemoveTelemetryAsync(exerciseId, cancel);
    }

    private static async Task RemoveDecisionsAsync(TriageContext db, long exerciseId, CancellationToken cancel)
    {
        var alerts = db.Alerts.Where(alert => alert.ExerciseId == exerciseId);
        var ids = alerts.Select(alert => alert.PublicId);
        await db.Deliveries.Where(delivery => delivery.Escalation!.Alert!.ExerciseId == exerciseId).ExecuteDeleteAsync(cancel);
        await db.Escalations.Where(escalation => escalation.Alert!.ExerciseId == exerciseId).ExecuteDeleteAsync(cancel);
        await db.Notifications.Where(notification => notification.AlertId != null && ids.Contains(notification.AlertId.Value)).ExecuteDeleteAsync(cancel);
        await db.AlertHistory.Where(line => line.Alert!.ExerciseId == exerciseId).ExecuteDeleteAsync(cancel);

        // A run that is at work finds an alert gone and says so; to take its items from under it would confuse its counts.
        var items = db.BulkRunItems.Where(item => ids.Contains(item.AlertId) && !_working.Contains(item.Run!.State));
        var runs = await items.Select(item => item.RunId).Distinct().ToListAsync(cancel);
        await items.ExecuteDeleteAsync(cancel);
        foreach (var some in runs.Chunk(500))
        {
            await db.BulkRuns.Where(run => some.Contains(run.Id) && !run.Items.Any()).ExecuteDeleteAsync(cancel);
            await db.BulkRuns.Where(run => some.Contains(run.Id)).ExecuteUpdateAsync(
                set => set.SetProperty(run => run.Total, run => run.Items.Count)
                    .SetProperty(run => run.Done, run => run.Items.Count(item => item.State == BulkItemState.Done || item.State == BulkItemState.Undone || item.State == BulkItemState.UndoLeft))
                    .SetProperty(run => run.LeftAlone, run => run.Items.Count(item => item.State == BulkItemState.Left))
                    .SetProperty(run => run.Undone, run => run.Items.Count(item => item.State == BulkItemState.Undone))
                    .SetProperty(run => run.UndoLeft, run => run.Items.Count(item => item.State == BulkItemState.UndoLeft)),
                cancel);
        }
    }

    // A case that something real came into is real from then on.
    private static async Task RemoveCasesAsync(TriageContext db, long exerciseId, CancellationToken cancel)
    {
        await db.Alerts.Where(alert => alert.ExerciseId == exerciseId && alert.CaseId != null)
            .ExecuteUpdateAsync(set => set.SetProperty(alert => alert.CaseId, (long?)null), cancel);
        var mine = db.Cases.Where(one => one.ExerciseId == exerciseId);
        await mine.Where(one => one.Alerts.Any() || one.Escalations.Any() || db.Cases.Any(other => other.MergedIntoId == one.Id && other.ExerciseId != exerciseId))
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.ExerciseId, (long?)null), cancel);
        var gone = await mine.Select(one => one.Id).ToListAsync(cancel);
        await db.Notifications.Where(notification => notification.CaseId != null && gone.Contains(notification.CaseId.Value)).ExecuteDeleteAsync(cancel);
        await db.Cases.Where(one => gone.Contains(one.Id)).ExecuteUpdateAsync(set => set.SetProperty(one => one.MergedIntoId, (long?)null), cancel);
        await db.Cases.Where(one => gone.Contains(one.Id)).ExecuteDeleteAsync(cancel);
    }

    // A proposal that a real alert waits for stays a proposal.
    private static async Task RemoveUsesAsync(TriageContext db, long exerciseId, CancellationToken cancel)
    {
        var mine = db.ApprovedUses.Where(use => use.ExerciseId == exerciseId);
        await mine.Where(use => db.Alerts.Any(alert => alert.ApprovedUseId == use.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(use => use.ExerciseId, (long?)null).SetProperty(use => use.FromAlertId, (long?)null), cancel);
        await mine.ExecuteDeleteAsync(cancel);
    }

    // All imports at once: what is left over is looked for in all of the store. What something real rests on stays, without the
    // records of the exercise.
    private async Task RemoveTelemetryAsync(long exerciseId, CancellationToken cancel)
    {
        const string files = "SELECT f.\"Id\" FROM \"ImportFiles\" AS f JOIN \"Imports\" AS i ON i.\"Id\" = f.\"ImportId\" WHERE i.\"ExerciseId\" = @0";
        List<long> imports;
        await using (var read = database.CreateDbContext())
            imports = await read.Imports.Where(import => import.ExerciseId == exerciseId).OrderBy(import => import.Id).Select(import => import.Id).ToListAsync(cancel);
        await using var session = await RemovalSession.OpenAsync(database, cancel);
        session.Remove(
            $"""
            SELECT DISTINCT w."ProcessId" FROM "Witnesses" AS w WHERE w."ImportFileId" IN ({files})
                AND NOT EXISTS (SELECT 1 FROM "AlertProcesses" AS a WHERE a."ProcessId" = w."ProcessId")
                AND NOT EXISTS (SELECT 1 FROM "Witnesses" AS o WHERE o."ProcessId" = w."ProcessId" AND o."ImportFileId" NOT IN ({files}))
            """,
            exerciseId, cancel);
        var sql = session.Sql;
        sql.Begin();
        sql.Execute("DELETE FROM doomed");
        sql.Execute($"INSERT INTO doomed SELECT DISTINCT w.\"ProcessId\" FROM \"Witnesses\" AS w WHERE w.\"ImportFileId\" IN ({files})", exerciseId);
        sql.Execute($"DELETE FROM \"Witnesses\" WHERE \"ImportFileId\" IN ({files})", exerciseId);
        sql.Execute(
            """
            UPDATE "Processes" SET "Witnesses" = (SELECT SUM(DISTINCT w."Kind") FROM "Witnesses" AS w WHERE w."ProcessId" = "Processes"."Id")
            WHERE "Id" IN (SELECT id FROM doomed) AND EXISTS (SELECT 1 FROM "Witnesses" AS w WHERE w."ProcessId" = "Processes"."Id")
            """);
        foreach (var import in imports)
            RecordShares.Forget(sql, import);
        foreach (var rollUp in ImportRemoval.RollUps)
            sql.Execute($"DELETE FROM \"{rollUp}\" WHERE \"ImportId\" IN (SELECT i.\"Id\" FROM \"Imports\" AS i WHERE i.\"ExerciseId\" = @0)", exerciseId);
        sql.Commit();
        await using var db = database.CreateDbContext();
        RemoveHosts(session, db.Model, exerciseId);
        await db.Imports.Where(import => import.ExerciseId == exerciseId).ExecuteDeleteAsync(cancel);
        OrphanSweep.RunWhole(sql, db.Model);
    }

    // Whoever keeps something of a computer is asked of the model, so that a table that is new is never forgotten.
    private static void RemoveHosts(RemovalSession session, IModel model, long exerciseId)
    {
        var keepers = model.FindEntityType(typeof(HostRow))!.GetReferencingForeignKeys()
            .Where(key => key.DeclaringEntityType.ClrType != typeof(AlertRow) && key.DeclaringEntityType.ClrType != typeof(ProcessRow))
            .Select(key => (Table: key.DeclaringEntityType.GetTableName()!, Column: key.Properties.Single().GetColumnName()))
            .Distinct().Order().ToList();
        var sql = session.Sql;
        sql.Begin();
        sql.Execute("DELETE FROM doomed");
        sql.Execute(
            """
            INSERT INTO doomed SELECT h."Id" FROM "Hosts" AS h WHERE h."ExerciseId" = @0
                AND NOT EXISTS (SELECT 1 FROM "Processes" AS p WHERE p."HostId" = h."Id") AND NOT EXISTS (SELECT 1 FROM "Alerts" AS a WHERE a."HostId" = h."Id")
            """,
            exerciseId);
        foreach (var (table, column) in keepers)
            sql.Execute($"DELETE FROM \"{table}\" WHERE \"{column}\" IN (SELECT id FROM doomed)");
        sql.Execute("DELETE FROM \"Hosts\" WHERE \"Id\" IN (SELECT id FROM doomed)");

        // Something real was told of it: there is such a computer.
        sql.Execute("UPDATE \"Hosts\" SET \"ExerciseId\" = NULL WHERE \"ExerciseId\" = @0", exerciseId);
        sql.Commit();
    }
}
