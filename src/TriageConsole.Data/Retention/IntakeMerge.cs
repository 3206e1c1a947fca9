using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Ingest;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Retention;

/// <summary>
/// Makes one import of what one token handed in on one day: an import every few seconds is right while it runs, and a burden
/// ever after. Nothing that an import brought is lost: files keep their ids, on which the records rest, and everything that
/// names an import names the one that is left. Only imports that ended without a fault, and whose bytes are gone, so that
/// none of them can be run again.
/// </summary>
public sealed class IntakeMerge(TriageDatabase database)
{
    private const string Mergeable = """ "Origin" = 3 AND "State" = 3 AND "Warnings" = 0 AND "StoredPath" = '' """;

    /// <summary>Returns how many imports became part of another.</summary>
    /// <param name="before">UTC; only what ended before it.</param>
    public async Task<int> RunAsync(DateTime before, CancellationToken cancel)
    {
        List<(long Id, string Name, DateTime CreatedUtc)> rows;
        await using (var db = database.CreateDbContext())
        {
            var found = await db.Imports
                .Where(i => i.Origin == ImportOrigin.Intake && i.State == ImportState.Completed && i.Warnings == 0 && i.StoredPath == "" && i.FinishedUtc < before)
                .Select(i => new { i.Id, i.Name, i.CreatedUtc }).ToListAsync(cancel);
            rows = [.. found.Select(i => (i.Id, i.Name, i.CreatedUtc))];
        }

        var merged = 0;
        foreach (var day in rows.GroupBy(row => (row.Name, row.CreatedUtc.Date)).Where(group => group.Count() > 1))
        {
            var ids = day.Select(row => row.Id).Order().ToList();
            merged += await MergeAsync(ids[..^1], ids[^1], cancel);
        }

        return merged;
    }

    // A day at a time, each a transaction: a kill loses none, and nobody waits long for the store.
    private async Task<int> MergeAsync(List<long> parts, long into, CancellationToken cancel)
    {
        await database.WriteGate.WaitAsync(cancel);
        try
        {
            await using var sql = await SqlSession.OpenAsync(SqlDialect.Of(database), database.ConnectionString, cancel);
            sql.Execute("CREATE TEMPORARY TABLE parts (id BIGINT PRIMARY KEY)");
            sql.Begin();

            // Asked again: a person may have deleted one meanwhile.
            if (sql.Number($"SELECT COUNT(*) FROM \"Imports\" WHERE \"Id\" = @0 AND {Mergeable}", into) != 1)
                return 0;
            foreach (var part in parts)
                sql.Execute($"INSERT INTO parts SELECT \"Id\" FROM \"Imports\" WHERE \"Id\" = @0 AND {Mergeable}", part);
            foreach (var (table, column) in ((string, string)[])[("ImportFiles", "ImportId"), ("ImportDiagnostics", "ImportId"), ("Alerts", "FirstImportId"), ("Processes", "FirstImportId")])
                sql.Execute($"UPDATE \"{table}\" SET \"{column}\" = @0 WHERE \"{column}\" IN (SELECT id FROM parts)", into);
            sql.Execute(
                """
                INSERT INTO "HostDays" ("HostId", "Day", "Component", "ImportId", "Count")
                SELECT "HostId", "Day", "Component", CAST(@0 AS BIGINT), CAST(SUM("Count") AS BIGINT) FROM "HostDays" WHERE "ImportId" IN (SELECT id FROM parts)
                GROUP BY "HostId", "Day", "Component"
                ON CONFLICT ("HostId", "Day", "Component", "ImportId") DO UPDATE SET "Count" = "HostDays"."Count" + excluded."Count"
                """,
                into);
            sql.Execute("DELETE FROM \"HostDays\" WHERE \"ImportId\" IN (SELECT id FROM parts)");
            RecordShares.Merge(sql, into);
            HealthMerge.Hours(sql, into);
            HealthMerge.Records(sql, into);
            sql.Execute(
                """
                INSERT INTO "ProxyDays" ("HostId", "Day", "ImageNameId", "ImportId", "Count")
                SELECT "HostId", "Day", "ImageNameId", CAST(@0 AS BIGINT), CAST(SUM("Count") AS BIGINT) FROM "ProxyDays" WHERE "ImportId" IN (SELECT id FROM parts)
                GROUP BY "HostId", "Day", "ImageNameId"
                ON CONFLICT ("HostId", "Day", "ImageNameId", "ImportId") DO UPDATE SET "Count" = "ProxyDays"."Count" + excluded."Count"
                """,
                into);
            sql.Execute("DELETE FROM \"ProxyDays\" WHERE \"ImportId\" IN (SELECT id FROM parts)");
            sql.Execute(
                """
                INSERT INTO "ImportHosts" ("ImportId", "HostId", "FromTicks")
                SELECT CAST(@0 AS BIGINT), "HostId", MIN("FromTicks") FROM "ImportHosts" WHERE "ImportId" IN (SELECT id FROM parts) GROUP BY "HostId"
                ON CONFLICT DO NOTHING
                """,
                into);
            sql.Execute("DELETE FROM \"ImportHosts\" WHERE \"ImportId\" IN (SELECT id FROM parts)");
            foreach (var sum in (string[])["TotalBytes", "ReadBytes", "Records", "Events", "Processes", "AlertsRaised", "AlertsCovered"])
                sql.Execute($"UPDATE \"Imports\" SET \"{sum}\" = \"{sum}\" + (SELECT COALESCE(SUM(p.\"{sum}\"), 0) FROM \"Imports\" AS p WHERE p.\"Id\" IN (SELECT id FROM parts)) WHERE \"Id\" = @0", into);
            sql.Execute("UPDATE \"Imports\" SET \"StartedUtc\" = (SELECT MIN(p.\"StartedUtc\") FROM \"Imports\" AS p WHERE p.\"Id\" = @0 OR p.\"Id\" IN (SELECT id FROM parts)) WHERE \"Id\" = @0", into);
            var merged = sql.Execute("DELETE FROM \"Imports\" WHERE \"Id\" IN (SELECT id FROM parts)");

            // Spool files from which nothing is left that points to them; one stays, so that the import still names its format.
            sql.Execute(
                """
                DELETE FROM "ImportFiles" WHERE "ImportId" = @0 AND "State" = 1 AND "Id" <> (SELECT MAX(f."Id") FROM "ImportFiles" AS f WHERE f."ImportId" = @0)
                    AND NOT EXISTS (SELECT 1 FROM "Witnesses" AS w WHERE w."ImportFileId" = "ImportFiles"."Id")
                    AND NOT EXISTS (SELECT 1 FROM "ImportDiagnostics" AS d WHERE d."ImportFileId" = "ImportFiles"."Id")
                """,
                into);
            sql.Commit();
            return merged;
        }
        finally
        {
            database.WriteGate.Release();
        }
    }
}
