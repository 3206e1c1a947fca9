using TriageConsole.Data.Ingest;
using TriageConsole.Data.Model;

namespace TriageConsole.Data.Retention;

/// <summary>
/// Takes processes out of the store, in the place of a bulk writer. Whoever uses it names in the temporary table
/// <c>kept</c> what must stay and in <c>doomed</c> what goes; a doomed process with a child that stays becomes its ghost.
/// </summary>
internal sealed class RemovalSession : IAsyncDisposable
{
    /// <summary>Rows of a transaction: a removal must not hold the store for minutes.</summary>
    public const int AtOnce = 20_000;

    // Alerts that a person had anything to do with.
    private const string Touched =
        """
        SELECT a."Id" FROM "Alerts" AS a WHERE a."Status" NOT IN (0, 1) OR a."Assignee" IS NOT NULL OR a."CaseId" IS NOT NULL OR a."NeedsTuning"
            OR EXISTS (SELECT 1 FROM "AlertHistory" AS h WHERE h."AlertId" = a."Id" AND h."UserName" IS NOT NULL)
            OR EXISTS (SELECT 1 FROM "Escalations" AS e WHERE e."AlertId" = a."Id")
        """;

    private readonly TriageDatabase _database;

    private RemovalSession(TriageDatabase database, SqlSession sql)
    {
        _database = database;
        Sql = sql;
    }

    public SqlSession Sql { get; }

    /// <summary>Waits until no import writes.</summary>
    public static async Task<RemovalSession> OpenAsync(TriageDatabase database, CancellationToken cancel)
    {
        await database.WriteGate.WaitAsync(cancel);
        try
        {
            // What it takes away may become something else: a process a ghost.
            database.Known.Forget();
            var session = new RemovalSession(database, await SqlSession.OpenAsync(SqlDialect.Of(database), database.ConnectionString, cancel));
            foreach (var table in (string[])["kept", "doomed", "ghosted"])
                session.Sql.Execute($"CREATE TEMPORARY TABLE {table} (id BIGINT PRIMARY KEY)");
            return session;
        }
        catch
        {
            database.WriteGate.Release();
            throw;
        }
    }

    /// <summary>
    /// Keeps the evidence of alerts: their processes, all above them, and all below the chain itself (below its context lies
    /// the whole session).
    /// </summary>
    /// <param name="touchedOnly">Only of alerts that a person had anything to do with.</param>
    public void KeepEvidence(bool touchedOnly)
    {
        var which = touchedOnly ? $"WHERE p.\"AlertId\" IN ({Touched})" : string.Empty;
        Sql.Execute("DELETE FROM kept");
        Sql.Execute($"""
            INSERT INTO kept
            WITH RECURSIVE members(id) AS (SELECT DISTINCT p."ProcessId" FROM "AlertProcesses" AS p {which}),
                above(id) AS (SELECT id FROM members UNION SELECT c."ParentId" FROM "Processes" AS c JOIN above ON c."Id" = above.id WHERE c."ParentId" IS NOT NULL),
                below(id) AS ({Chain(which)} UNION SELECT c."Id" FROM "Processes" AS c JOIN below ON c."ParentId" = below.id)
            SELECT id FROM above UNION SELECT id FROM below
            """);
    }

    private static string Chain(string which) =>
        $"SELECT DISTINCT p.\"ProcessId\" FROM \"AlertProcesses\" AS p {(which.Length == 0 ? "WHERE" : which + " AND")} p.\"Role\" <> {(int)Domain.Detection.ChainRole.Context}";

    /// <summary>Keeps what stands above processes that are not doomed by age: the running session, the services.</summary>
    public void KeepAbove(string alive)
    {
        Sql.Execute($"""
            INSERT INTO kept
            WITH RECURSIVE above(id) AS (
                SELECT DISTINCT c."ParentId" FROM "Processes" AS c WHERE c."ParentId" IS NOT NULL AND {alive}
                UNION SELECT c."ParentId" FROM "Processes" AS c JOIN above ON c."Id" = above.id WHERE c."ParentId" IS NOT NULL)
            SELECT id FROM above WHERE id NOT IN (SELECT id FROM kept)
            """);
    }

    /// <summary>Removes what <paramref name="doom"/> selects, part by part, each in a transaction.</summary>
    /// <param name="doom">A SELECT of process ids that runs out as rows go; <c>@0</c> is <paramref name="value"/>.</param>
    /// <param name="value">Its parameter.</param>
    /// <param name="cancel">Cancels between parts.</param>
    public RemovedRows Remove(string doom, object value, CancellationToken cancel)
    {
        var total = RemovedRows.None;
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            Sql.Begin();
            Sql.Execute("DELETE FROM doomed");
            var some = Sql.Execute($"INSERT INTO doomed {doom} LIMIT {AtOnce}", value);
            if (some > 0)
                total += RemoveDoomed();
            Sql.Commit();
            if (some == 0)
                return total;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Sql.DisposeAsync();
        }
        finally
        {
            _database.WriteGate.Release();
        }
    }

    private RemovedRows RemoveDoomed()
    {
        // An alert goes with its proxy; one that loses another member is judged again by whoever asked for the removal.
        const string goes = "SELECT \"Id\" FROM \"Alerts\" WHERE \"ProxyProcessId\" IN (SELECT id FROM doomed)";
        foreach (var table in (string[])["AlertFindings", "AlertProcesses", "AlertHistory"])
            Sql.Execute($"DELETE FROM \"{table}\" WHERE \"AlertId\" IN ({goes})");
        var alerts = Sql.Execute("DELETE FROM \"Alerts\" WHERE \"ProxyProcessId\" IN (SELECT id FROM doomed)");
        Sql.Execute("DELETE FROM \"AlertFindings\" WHERE \"ProcessId\" IN (SELECT id FROM doomed)");
        Sql.Execute("DELETE FROM \"AlertProcesses\" WHERE \"ProcessId\" IN (SELECT id FROM doomed)");
        var records = Sql.Execute("DELETE FROM \"Witnesses\" WHERE \"ProcessId\" IN (SELECT id FROM doomed)");
        Sql.Execute("DELETE FROM \"Modules\" WHERE \"ProcessId\" IN (SELECT id FROM doomed)");
        Sql.Execute("DELETE FROM \"FileWrites\" WHERE \"ProcessId\" IN (SELECT id FROM doomed)");
        MakeGhosts();
        Sql.Execute("UPDATE \"Processes\" SET \"ParentId\" = NULL WHERE \"ParentId\" IN (SELECT id FROM doomed)");
        var processes = Sql.Execute("DELETE FROM \"Processes\" WHERE \"Id\" IN (SELECT id FROM doomed)");
        processes += RemoveLonelyGhosts();
        return new(processes, records, alerts);
    }

    // What is left of a recorded process whose record is gone: what its children say of it.
    private void MakeGhosts()
    {
        Sql.Execute("DELETE FROM ghosted");
        Sql.Execute(
            """
            INSERT INTO ghosted SELECT DISTINCT c."ParentId" FROM "Processes" AS c
            WHERE c."ParentId" IN (SELECT id FROM doomed) AND c."Id" NOT IN (SELECT id FROM doomed)
            """);
        Sql.Execute("DELETE FROM doomed WHERE id IN (SELECT id FROM ghosted)");
        var day = Sql.Dialect.DaysSince1970("\"StartUtc\"");
        Sql.Execute($"""
            UPDATE "Processes" SET "GhostDay" = CASE WHEN "ProcessGuid" IS NULL AND "StartUtc" IS NOT NULL THEN {day} ELSE "GhostDay" END,
                "StartUtc" = NULL, "EndUtc" = NULL, "Witnesses" = 0, "TimeBasis" = {(int)Domain.Events.TimeBasis.Uncertain},
                "CommandLineId" = (SELECT c."ParentCommandLineId" FROM "Processes" AS c WHERE c."ParentId" = "Processes"."Id"
                    AND c."ParentCommandLineId" IS NOT NULL AND c."Id" NOT IN (SELECT id FROM doomed) ORDER BY c."Id" LIMIT 1),
                "CurrentDirectoryId" = NULL, "UserId" = NULL, "LogonId" = NULL, "IntegrityLevelId" = NULL, "OriginalFileNameId" = NULL,
                "CompanyId" = NULL, "ProductId" = NULL, "DescriptionId" = NULL, "FileVersionId" = NULL, "FileHashId" = NULL, "SignatureId" = NULL,
                "SignatureSource" = NULL, "ConflictingSignatureId" = NULL, "ParentId" = NULL, "ParentEdge" = 0, "Corroboration" = 0, "ParentProcessGuid" = NULL,
                "ParentProcessId" = NULL, "ParentImageId" = NULL, "ParentCommandLineId" = NULL, "ContradictionId" = NULL
            WHERE "Id" IN (SELECT id FROM ghosted)
            """);
        Sql.Execute($"UPDATE \"Processes\" SET \"ParentEdge\" = {(int)Domain.Processes.ParentEdgeKind.Ghost} WHERE \"ParentId\" IN (SELECT id FROM ghosted)");
    }

    // A ghost stands for what its children said; with the last of them it has nothing to stand for.
    private int RemoveLonelyGhosts() => Sql.Execute(
        """
        DELETE FROM "Processes" WHERE "Witnesses" = 0 AND "StartUtc" IS NULL
            AND NOT EXISTS (SELECT 1 FROM "Processes" AS c WHERE c."ParentId" = "Processes"."Id")
            AND NOT EXISTS (SELECT 1 FROM "AlertProcesses" AS a WHERE a."ProcessId" = "Processes"."Id")
            AND NOT EXISTS (SELECT 1 FROM "AlertFindings" AS f WHERE f."ProcessId" = "Processes"."Id")
            AND NOT EXISTS (SELECT 1 FROM "Modules" AS m WHERE m."ProcessId" = "Processes"."Id")
            AND NOT EXISTS (SELECT 1 FROM "FileWrites" AS w WHERE w."ProcessId" = "Processes"."Id")
        """);
}
