using Microsoft.EntityFrameworkCore;

namespace TriageConsole.Data.Retention;

/// <summary>
/// Deletes an import with all that came only from it. A process that another import saw too stays, without this import's
/// records; so does the evidence of an alert that a person had anything to do with. Running it again goes on where it stopped.
/// </summary>
public sealed class ImportRemoval(TriageDatabase database)
{
    /// <summary>What is counted by import while it is read, and goes with it.</summary>
    internal static IReadOnlyList<string> RollUps { get; } = ["HostDays", "HostHours", "RecordRanges", "ProxyDays"];

    /// <summary>Takes away processes, records and counts; the import's own rows stay until <see cref="ForgetAsync"/>.</summary>
    public async Task<RemovedRows> RemoveAsync(long importId, CancellationToken cancel)
    {
        await using var session = await RemovalSession.OpenAsync(database, cancel);
        session.KeepEvidence(touchedOnly: true);
        var removed = session.Remove(
            """
            SELECT DISTINCT w."ProcessId" FROM "Witnesses" AS w JOIN "ImportFiles" AS f ON f."Id" = w."ImportFileId"
            WHERE f."ImportId" = @0 AND w."ProcessId" NOT IN (SELECT id FROM kept) AND NOT EXISTS (
                SELECT 1 FROM "Witnesses" AS o JOIN "ImportFiles" AS g ON g."Id" = o."ImportFileId" WHERE o."ProcessId" = w."ProcessId" AND g."ImportId" <> @0)
            """,
            importId, cancel);
        var sql = session.Sql;
        sql.Begin();

        // What is shared with another import loses this one's records, and no longer says that it was seen by their kind.
        sql.Execute("DELETE FROM doomed");
        sql.Execute(
            """
            INSERT INTO doomed SELECT DISTINCT w."ProcessId" FROM "Witnesses" AS w JOIN "ImportFiles" AS f ON f."Id" = w."ImportFileId"
            WHERE f."ImportId" = @0 AND w."ProcessId" NOT IN (SELECT id FROM kept)
            """,
            importId);
        var records = sql.Execute(
            """
            DELETE FROM "Witnesses" WHERE "ProcessId" IN (SELECT id FROM doomed) AND "ImportFileId" IN (SELECT "Id" FROM "ImportFiles" WHERE "ImportId" = @0)
            """,
            importId);
        sql.Execute(
            """
            UPDATE "Processes" SET "Witnesses" = (SELECT SUM(DISTINCT w."Kind") FROM "Witnesses" AS w WHERE w."ProcessId" = "Processes"."Id")
            WHERE "Id" IN (SELECT id FROM doomed) AND EXISTS (SELECT 1 FROM "Witnesses" AS w WHERE w."ProcessId" = "Processes"."Id")
            """);
        RecordShares.Forget(sql, importId);
        foreach (var rollUp in RollUps)
            sql.Execute($"DELETE FROM \"{rollUp}\" WHERE \"ImportId\" = @0", importId);
        sql.Commit();
        await using (var db = database.CreateDbContext())
            OrphanSweep.Run(sql, db.Model);
        return removed with { Records = removed.Records + records };
    }

    /// <summary>
    /// Takes away the import's own rows. Files whose records are the evidence of a decided alert stay, and the import with
    /// them: returns false then.
    /// </summary>
    public async Task<bool> ForgetAsync(long importId, CancellationToken cancel)
    {
        await using var db = database.CreateDbContext();
        await db.ImportFiles.Where(f => f.ImportId == importId && !db.Witnesses.Any(w => w.ImportFileId == f.Id)).ExecuteDeleteAsync(cancel);
        if (await db.ImportFiles.AnyAsync(f => f.ImportId == importId, cancel))
            return false;
        await db.Imports.Where(i => i.Id == importId).ExecuteDeleteAsync(cancel);
        await using var session = await RemovalSession.OpenAsync(database, cancel);
        OrphanSweep.Hosts(session.Sql, db.Model);
        return true;
    }
}
