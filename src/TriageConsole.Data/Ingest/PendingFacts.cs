using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Ingest;

/// <summary>Ends and openings that came before the start of their process; applied when it arrives.</summary>
internal sealed class PendingFacts(IngestStores stores)
{
    private long _lastEnd;
    private long _lastOpening;

    private SqlSession Sql => stores.Sql;

    private StoreOutline? Outline => stores.Keeper.Outline;

    public void Begin()
    {
        _lastEnd = Sql.LastId("PendingEnds");
        _lastOpening = Sql.LastId("PendingAccesses");
    }

    public void AddEnd(int host, Guid? guid, long? pid, long imageName, DateTime utc)
    {
        var time = Sql.Dialect.Value(utc);
        var mayBeKnown = guid is { } g0 ? Outline?.MayHaveEnd(host, g0) != false : pid is not { } p0 || Outline?.MayHaveEnd(host, p0) != false;
        Outline?.NoteEnd(host, guid, pid);
        var known = !mayBeKnown ? null : guid is { } id
            ? Sql.Number("SELECT \"Id\" FROM \"PendingEnds\" WHERE \"HostId\" = @0 AND \"ProcessGuid\" = @1", host, Sql.Dialect.Value(id))
            : Sql.Number("SELECT \"Id\" FROM \"PendingEnds\" WHERE \"HostId\" = @0 AND \"ProcessId\" = @1 AND \"UtcTime\" = @2 AND \"ProcessGuid\" IS NULL", host, pid, time);
        if (known is { } row)
        {
            // Two records of one end: the earlier one stands.
            Sql.Execute("UPDATE \"PendingEnds\" SET \"UtcTime\" = @1 WHERE \"Id\" = @0 AND \"UtcTime\" > @1", row, time);
            return;
        }

        // The image's name may still be queued.
        Sql.Drain();
        Sql.Execute(
            "INSERT INTO \"PendingEnds\" (\"Id\", \"HostId\", \"ProcessGuid\", \"ProcessId\", \"ImageNameId\", \"UtcTime\") VALUES (@0, @1, @2, @3, @4, @5)",
            ++_lastEnd, host, guid is { } g ? Sql.Dialect.Value(g) : null, pid, imageName, time);
    }

    public void AddOpening(int host, Guid target, Guid source, DateTime utc)
    {
        Outline?.NoteOpening(host, target);
        var (targetValue, sourceValue, time) = (Sql.Dialect.Value(target), Sql.Dialect.Value(source), Sql.Dialect.Value(utc));
        if (Sql.Execute(
            "INSERT INTO \"PendingAccesses\" (\"Id\", \"HostId\", \"TargetGuid\", \"SourceGuid\", \"UtcTime\") VALUES (@0, @1, @2, @3, @4) ON CONFLICT DO NOTHING",
            _lastOpening + 1, host, targetValue, sourceValue, time) == 1)
        {
            _lastOpening++;
        }
        else
        {
            Sql.Execute(
                "UPDATE \"PendingAccesses\" SET \"UtcTime\" = @3 WHERE \"HostId\" = @0 AND \"TargetGuid\" = @1 AND \"SourceGuid\" = @2 AND \"UtcTime\" > @3",
                host, targetValue, sourceValue, time);
        }
    }

    /// <summary>What was said of a process before it arrived.</summary>
    public void Apply(ProcessRow row)
    {
        if (row.ProcessGuid is null && EndedAs(row) is { } known && stores.Processes.ByGuid(row.HostId, known) is null)
            stores.Processes.SetGuid(row, known);
        foreach (var (id, utc) in Ends(row))
        {
            EndAt(row, utc);
            Sql.Execute("DELETE FROM \"PendingEnds\" WHERE \"Id\" = @0", id);
        }

        if (row is { ProcessGuid: { } guid, ParentProcessGuid: { } parent, StartUtc: not null })
            TakeOpening(row, guid, parent);
        stores.ByStart.Apply(row);
    }

    /// <summary>
    /// A process ended. Of several ends after one start the first is its own: a later one, told by process id, waits for a
    /// process that used the id afterwards. Returns whether anything changed.
    /// </summary>
    public bool EndAt(ProcessRow row, DateTime utc)
    {
        if (row.EndUtc is { } held && held <= utc)
            return false;
        if (row is { EndUtc: { } later, ProcessId: { } pid } && later > utc + TwinRules.Sound)
            AddEnd(row.HostId, null, pid, row.ImageNameId, later);
        row.EndUtc = utc;
        stores.Processes.Changed(row);
        return true;
    }

    /// <summary>
    /// A process arrives with the id of an earlier one that was thought to have ended after this one began: the end, told
    /// by process id, was this one's.
    /// </summary>
    public void Displace(ProcessRow row)
    {
        if (row is not { ProcessId: { } pid, StartUtc: { } start })
            return;
        if (Outline?.MayHaveEnded(row.HostId, start) == false)
            return;
        foreach (var earlier in stores.Processes.StartedBy(row.HostId, pid, start))
        {
            if (earlier.Id == row.Id || earlier.StartUtc >= start || earlier.ImageNameId != row.ImageNameId || earlier.EndUtc is not { } end || end < start)
                continue;
            earlier.EndUtc = null;
            stores.Processes.Changed(earlier);
            EndAt(row, end);
        }
    }

    // A 4688 carries no GUID, but the end that waits for its process may.
    private Guid? EndedAs(ProcessRow row)
    {
        if (row is not { ProcessId: { } pid, StartUtc: { } start, TimeBasis: not TimeBasis.Uncertain } || Outline?.MayHaveEnd(row.HostId, pid) == false)
            return null;
        using var reader = Sql.Read(
            "SELECT \"ProcessGuid\" FROM \"PendingEnds\" WHERE \"HostId\" = @0 AND \"ProcessId\" = @1 AND \"UtcTime\" >= @2 AND \"ImageNameId\" = @3 AND \"ProcessGuid\" IS NOT NULL ORDER BY \"UtcTime\", \"Id\" LIMIT 64",
            row.HostId, pid, Sql.Dialect.Value(start - TwinRules.Sound), row.ImageNameId);
        while (reader.Read())
        {
            if (SysmonGuid.Fits(Sql.Dialect.Guid(reader, 0), start))
                return Sql.Dialect.Guid(reader, 0);
        }

        return null;
    }

    private List<(long Id, DateTime Utc)> Ends(ProcessRow row)
    {
        var ends = new List<(long, DateTime)>();
        if (row.ProcessGuid is { } guid && Outline?.MayHaveEnd(row.HostId, guid) != false)
        {
            using var reader = Sql.Read("SELECT \"Id\", \"UtcTime\" FROM \"PendingEnds\" WHERE \"HostId\" = @0 AND \"ProcessGuid\" = @1", row.HostId, Sql.Dialect.Value(guid));
            while (reader.Read())
                ends.Add((reader.GetInt64(0), Sql.Dialect.Time(reader, 1)));
        }

        if (row is not { ProcessId: { } pid, StartUtc: { } start } || Outline?.MayHaveEnd(row.HostId, pid) == false)
            return ends;

        // Told by process id: the first one after the start, with every other record of that same end.
        using var byId = Sql.Read(
            "SELECT \"Id\", \"UtcTime\" FROM \"PendingEnds\" WHERE \"HostId\" = @0 AND \"ProcessId\" = @1 AND \"UtcTime\" >= @2 AND \"ImageNameId\" = @3 AND \"ProcessGuid\" IS NULL ORDER BY \"UtcTime\", \"Id\" LIMIT 8",
            row.HostId, pid, Sql.Dialect.Value(start), row.ImageNameId);
        DateTime? first = ends.Count > 0 ? ends[0].Item2 : row.EndUtc;
        while (byId.Read())
        {
            var utc = Sql.Dialect.Time(byId, 1);
            first ??= utc;
            if (utc <= first + TwinRules.Sound)
                ends.Add((byId.GetInt64(0), utc));
        }

        return ends;
    }

    private void TakeOpening(ProcessRow row, Guid guid, Guid parent)
    {
        if (Outline?.MayHaveOpening(row.HostId, guid) == false)
            return;
        DateTime? utc = null;
        using (var reader = Sql.Read(
            "SELECT \"UtcTime\" FROM \"PendingAccesses\" WHERE \"HostId\" = @0 AND \"TargetGuid\" = @1 AND \"SourceGuid\" = @2",
            row.HostId, Sql.Dialect.Value(guid), Sql.Dialect.Value(parent)))
        {
            if (reader.Read())
                utc = Sql.Dialect.Time(reader, 0);
        }

        if (utc is { } opened)
            FactIngest.Corroborate(stores, row, opened);
        Sql.Execute("DELETE FROM \"PendingAccesses\" WHERE \"HostId\" = @0 AND \"TargetGuid\" = @1", row.HostId, Sql.Dialect.Value(guid));
    }
}
