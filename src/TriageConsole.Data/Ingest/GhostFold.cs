namespace TriageConsole.Data.Ingest;

/// <summary>
/// A ghost turned out to be a process that is stored already: what refers to the ghost moves to the process. Children and
/// the row itself were moved in memory; this is the rest.
/// </summary>
internal static class GhostFold
{
    private static readonly string[] _facts =
    [
        "DELETE FROM \"Modules\" WHERE \"ProcessId\" = @0 AND EXISTS (SELECT 1 FROM \"Modules\" AS kept WHERE kept.\"ProcessId\" = @1 AND kept.\"ImageLoadedId\" = \"Modules\".\"ImageLoadedId\" AND kept.\"SignatureId\" = \"Modules\".\"SignatureId\")",
        "UPDATE \"Modules\" SET \"ProcessId\" = @1 WHERE \"ProcessId\" = @0",
        "UPDATE \"FileWrites\" SET \"ProcessId\" = @1 WHERE \"ProcessId\" = @0",
        "UPDATE \"AlertFindings\" SET \"ProcessId\" = @1 WHERE \"ProcessId\" = @0",
        "DELETE FROM \"AlertProcesses\" WHERE \"ProcessId\" = @0 AND EXISTS (SELECT 1 FROM \"AlertProcesses\" AS kept WHERE kept.\"ProcessId\" = @1 AND kept.\"AlertId\" = \"AlertProcesses\".\"AlertId\")",
        "UPDATE \"AlertProcesses\" SET \"ProcessId\" = @1 WHERE \"ProcessId\" = @0",
    ];

    public static void Move(SqlSession sql, long ghost, long process)
    {
        foreach (var statement in _facts)
            sql.Execute(statement, ghost, process);
        MoveAlert(sql, ghost, process);
    }

    // One alert a process. Where both have one, the one that a person decided is kept, with the history of both.
    private static void MoveAlert(SqlSession sql, long ghost, long process)
    {
        if (Alert(sql, ghost) is not { } ofGhost)
            return;
        if (Alert(sql, process) is { } ofProcess)
        {
            var isOpen = sql.Number("SELECT COUNT(*) FROM \"Alerts\" WHERE \"Id\" = @0 AND \"Status\" = 0", ofProcess) == 1;
            var (kept, dropped) = isOpen ? (ofGhost, ofProcess) : (ofProcess, ofGhost);
            sql.Execute("UPDATE \"AlertHistory\" SET \"AlertId\" = @1 WHERE \"AlertId\" = @0", dropped, kept);
            sql.Execute("UPDATE \"Escalations\" SET \"AlertId\" = @1 WHERE \"AlertId\" = @0", dropped, kept);
            sql.Execute("DELETE FROM \"AlertFindings\" WHERE \"AlertId\" = @0", dropped);
            sql.Execute("DELETE FROM \"AlertProcesses\" WHERE \"AlertId\" = @0", dropped);
            sql.Execute("DELETE FROM \"Alerts\" WHERE \"Id\" = @0", dropped);
            ofGhost = kept;
        }

        sql.Execute("UPDATE \"Alerts\" SET \"ProxyProcessId\" = @1 WHERE \"Id\" = @0", ofGhost, process);
    }

    private static long? Alert(SqlSession sql, long process) => sql.Number("SELECT \"Id\" FROM \"Alerts\" WHERE \"ProxyProcessId\" = @0", process);
}
