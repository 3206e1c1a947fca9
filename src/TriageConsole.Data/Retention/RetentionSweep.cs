using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Ingest;

namespace TriageConsole.Data.Retention;

/// <summary>
/// Removes telemetry older than a moment. Alerts and their evidence stay, and so does what still stands above younger
/// processes. Each part is a transaction; a killed sweep goes on at the next.
/// </summary>
public sealed class RetentionSweep(TriageDatabase database)
{
    // What an alert may rest on was written at most so long before it.
    private static readonly TimeSpan _writesBefore = TimeSpan.FromDays(1);

    // An approved use that names a script's hash lives at most a year, and so does what tells the hash.
    private static readonly TimeSpan _hashesKept = TimeSpan.FromDays(366);

    private static readonly TimeSpan _sameWrite = TimeSpan.FromSeconds(5);

    /// <param name="before">UTC; what began before it goes.</param>
    public async Task<RemovedRows> RunAsync(DateTime before, CancellationToken cancel)
    {
        await using var session = await RemovalSession.OpenAsync(database, cancel);
        var sql = session.Sql;
        var dialect = sql.Dialect;
        session.KeepEvidence(touchedOnly: false);
        session.KeepAbove($"c.\"StartUtc\" >= {dialect.Literal(before)}");
        sql.Begin();
        sql.Execute($"UPDATE \"FileWrites\" SET \"ProcessId\" = NULL WHERE \"UtcTime\" < @0 AND \"ProcessId\" IS NOT NULL AND \"ProcessId\" NOT IN (SELECT id FROM kept) AND {TellsHash(dialect, before)}", dialect.Value(before));
        sql.Commit();
        var removed = session.Remove(
            "SELECT p.\"Id\" FROM \"Processes\" AS p WHERE p.\"StartUtc\" < @0 AND p.\"Id\" NOT IN (SELECT id FROM kept)",
            dialect.Value(before), cancel);
        sql.Begin();
        sql.Execute($"DELETE FROM \"FileWrites\" WHERE \"UtcTime\" < @0 AND (\"ProcessId\" IS NULL OR \"ProcessId\" NOT IN (SELECT id FROM kept)) AND {NoAlertAfter(dialect, "FileWrites")} AND NOT ({TellsHash(dialect, before)})", dialect.Value(before));
        sql.Execute($"DELETE FROM \"ScriptBlocks\" WHERE \"UtcTime\" < @0 AND {NoAlertAfter(dialect, "ScriptBlocks")}", dialect.Value(before));
        sql.Execute("DELETE FROM \"PendingEnds\" WHERE \"UtcTime\" < @0", dialect.Value(before));
        sql.Execute("DELETE FROM \"PendingAccesses\" WHERE \"UtcTime\" < @0", dialect.Value(before));
        sql.Execute("DELETE FROM \"PendingFacts\" WHERE \"UtcTime\" < @0", dialect.Value(before));

        // What came of each day stays counted, so that coverage can be told over years; hours and record numbers go.
        sql.Execute("DELETE FROM \"HostHours\" WHERE \"Day\" < @0", dialect.Value(DateOnly.FromDateTime(before)));
        sql.Execute("DELETE FROM \"RecordRanges\" WHERE \"ToTicks\" < @0", before.Ticks);
        sql.Commit();
        await using (var db = database.CreateDbContext())
            OrphanSweep.Run(sql, db.Model);
        return removed;
    }

    // What a file is as far as anybody knows: a script that is run every night was written long ago.
    private static string TellsHash(SqlDialect dialect, DateTime before) =>
        $"""
        "FileWrites"."Hash" IS NOT NULL AND "FileWrites"."UtcTime" >= {dialect.Literal(before > DateTime.MinValue + _hashesKept ? before - _hashesKept : DateTime.MinValue)}
            AND NOT EXISTS (SELECT 1 FROM "FileWrites" AS w WHERE w."HostId" = "FileWrites"."HostId" AND w."TargetKeyId" = "FileWrites"."TargetKeyId"
                AND w."UtcTime" > {dialect.Later("\"FileWrites\".\"UtcTime\"", _sameWrite)})
        """;

    private static string NoAlertAfter(SqlDialect dialect, string table) =>
        $"""
        NOT EXISTS (SELECT 1 FROM "Alerts" AS a WHERE a."HostId" = "{table}"."HostId"
            AND a."LastUtc" >= "{table}"."UtcTime" AND a."FirstUtc" <= {dialect.Later($"\"{table}\".\"UtcTime\"", _writesBefore)})
        """;

    /// <summary>The moment before which a share of the stored processes began; null where there are none.</summary>
    /// <param name="share">0–1.</param>
    public async Task<DateTime?> MomentOfAsync(double share, CancellationToken cancel)
    {
        await using var db = database.CreateDbContext();
        var dated = db.Processes.Where(p => p.StartUtc != null);
        var count = await dated.CountAsync(cancel);
        if (count == 0)
            return null;
        var at = (int)Math.Clamp(Math.Ceiling(count * share), 0, count - 1);
        return await dated.OrderBy(p => p.StartUtc).Select(p => p.StartUtc).Skip(at).FirstOrDefaultAsync(cancel);
    }

    /// <summary>Bytes that the database uses, free pages not counted.</summary>
    public async Task<long> UsedBytesAsync(CancellationToken cancel)
    {
        await using var sql = await SqlSession.OpenAsync(SqlDialect.Of(database), database.ConnectionString, cancel);
        return sql.Number(sql.Dialect.UsedBytesSql) ?? 0;
    }

    /// <summary>
    /// Gives free pages back to the file system (SQLite), or to the tables for use again (PostgreSQL). Returns the bytes
    /// by which the files on disk shrank.
    /// </summary>
    public async Task<long> FreeSpaceAsync(CancellationToken cancel)
    {
        await database.WriteGate.WaitAsync(cancel);
        try
        {
            await using var sql = await SqlSession.OpenAsync(SqlDialect.Of(database), database.ConnectionString, cancel);
            var before = sql.Number(sql.Dialect.FileBytesSql) ?? 0;
            foreach (var statement in sql.Dialect.FreeSpaceSql)
            {
                // Statements that work row by row only work while their rows are read.
                using var reader = sql.Read(statement);
                while (reader.Read())
                {
                }
            }

            return Math.Max(0, before - (sql.Number(sql.Dialect.FileBytesSql) ?? 0));
        }
        finally
        {
            database.WriteGate.Release();
        }
    }
}
