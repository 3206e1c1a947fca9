using TriageConsole.Data.Model;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Ingest;

/// <summary>Ends and openings that came before the start of their process; applied when it arrives.</summary>
internal sealed class PendingFacts(IngestStores stores)
{
    private readonly HashSet<(int, Guid, Guid)> _openings = [];
    private long _lastEnd = stores.Sql.Number("SELECT MAX(\"Id\") FROM \"PendingEnds\"") ?? 0;
    private long _lastOpening = stores.Sql.Number("SELECT MAX(\"Id\") FROM \"PendingAccesses\"") ?? 0;

    public void AddEnd(int host, Guid? guid, long? pid, string image, DateTime utc)
    {
        var sql = stores.Sql;
        var name = stores.Texts.Id(WindowsPath.FileName(image).ToLowerInvariant());
        var known = guid is { } id
            ? sql.Number("SELECT \"Id\" FROM \"PendingEnds\" WHERE \"HostId\" = @0 AND \"ProcessGuid\" = @1", host, sql.Dialect.Value(id))
            : sql.Number("SELECT \"Id\" FROM \"PendingEnds\" WHERE \"HostId\" = @0 AND \"ProcessId\" = @1 AND \"UtcTime\" = @2", host, pid, sql.Dialect.Value(utc));
        if (known is not null)
            return;
        sql.Execute(
            "INSERT INTO \"PendingEnds\" (\"Id\", \"HostId\", \"ProcessGuid\", \"ProcessId\", \"ImageNameId\", \"UtcTime\") VALUES (@0, @1, @2, @3, @4, @5)",
            ++_lastEnd, host, guid is { } g ? sql.Dialect.Value(g) : null, pid, name, sql.Dialect.Value(utc));
    }

    public void AddOpening(int host, Guid target, Guid source, DateTime utc)
    {
        if (!_openings.Add((host, target, source)))
            return;
        if (_openings.Count > 100_000)
            _openings.Clear();
        var sql = stores.Sql;
        if (sql.Execute(
            "INSERT INTO \"PendingAccesses\" (\"Id\", \"HostId\", \"TargetGuid\", \"SourceGuid\", \"UtcTime\") VALUES (@0, @1, @2, @3, @4) ON CONFLICT DO NOTHING",
            _lastOpening + 1, host, sql.Dialect.Value(target), sql.Dialect.Value(source), sql.Dialect.Value(utc)) == 1)
        {
            _lastOpening++;
        }
    }

    /// <summary>What was said of a process before it arrived.</summary>
    public void Apply(ProcessRow row)
    {
        if (row.EndUtc is null && TakeEnd(row) is { } end)
        {
            row.EndUtc = end;
            stores.Processes.Changed(row);
        }

        if (row is { ProcessGuid: { } guid, ParentProcessGuid: { } parent })
            TakeOpening(row, guid, parent);
    }

    private DateTime? TakeEnd(ProcessRow row)
    {
        var sql = stores.Sql;
        long id;
        DateTime utc;
        using (var reader = row.ProcessGuid is { } guid
            ? sql.Read("SELECT \"Id\", \"UtcTime\" FROM \"PendingEnds\" WHERE \"HostId\" = @0 AND \"ProcessGuid\" = @1", row.HostId, sql.Dialect.Value(guid))
            : sql.Read(
                "SELECT \"Id\", \"UtcTime\" FROM \"PendingEnds\" WHERE \"HostId\" = @0 AND \"ProcessId\" = @1 AND \"UtcTime\" >= @2 AND \"ImageNameId\" = @3 ORDER BY \"UtcTime\" LIMIT 1",
                row.HostId, row.ProcessId, sql.Dialect.Value(row.StartUtc!.Value), row.ImageNameId))
        {
            if (!reader.Read())
                return null;
            id = reader.GetInt64(0);
            utc = sql.Dialect.Time(reader, 1);
        }

        sql.Execute("DELETE FROM \"PendingEnds\" WHERE \"Id\" = @0", id);
        return utc;
    }

    private void TakeOpening(ProcessRow row, Guid guid, Guid parent)
    {
        var sql = stores.Sql;
        DateTime utc;
        using (var reader = sql.Read(
            "SELECT \"UtcTime\" FROM \"PendingAccesses\" WHERE \"HostId\" = @0 AND \"TargetGuid\" = @1 AND \"SourceGuid\" = @2",
            row.HostId, sql.Dialect.Value(guid), sql.Dialect.Value(parent)))
        {
            if (!reader.Read())
                return;
            utc = sql.Dialect.Time(reader, 0);
        }

        FactIngest.Corroborate(stores, row, utc);
        sql.Execute("DELETE FROM \"PendingAccesses\" WHERE \"HostId\" = @0 AND \"TargetGuid\" = @1", row.HostId, sql.Dialect.Value(guid));
    }
}
