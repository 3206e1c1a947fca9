using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Data.Ingest;

/// <summary>
/// The processes that a batch has in hand: an identity map over the table. Every row is one object; what changed is
/// written at the end of the batch, and then all is forgotten, so that nothing depends on what a resumed import lacks.
/// </summary>
internal sealed class ProcessStore(SqlSession sql, OutlineKeeper known)
{
    private readonly Dictionary<long, ProcessRow> _byId = [];
    private readonly Dictionary<(int Host, Guid Guid), ProcessRow?> _byGuid = [];
    private readonly Dictionary<(int Host, long ProcessId), List<ProcessRow>> _newOfProcessId = [];
    private readonly Dictionary<long, List<ProcessRow>> _newChildren = [];
    private readonly Dictionary<long, ProcessRow> _loaded = [];
    // Ids grow: adding is appending.
    private readonly SortedList<long, ProcessRow> _added = [];
    private readonly SortedDictionary<long, ProcessRow> _changed = [];
    private readonly SortedDictionary<long, long> _folded = [];
    private readonly SortedSet<long> _removed = [];
    private readonly HashSet<long> _gone = [];
    private StoredByProcessId? _storedByProcessId;
    private readonly SqlValue[] _values = new SqlValue[ProcessColumns.All.Count];
    private long _before;
    private long _last;

    /// <summary>Ghosts that turned out to be another row, and that row.</summary>
    public IReadOnlyDictionary<long, long> Folded => _folded;

    /// <summary>Rows of this batch as they were stored before it; new ones are not in it.</summary>
    public IReadOnlyDictionary<long, ProcessRow> Before => _loaded;

    public IEnumerable<ProcessRow> Touched => _added.Values.Concat(_changed.Values);

    public void Begin()
    {
        _last = _before = sql.LastId("Processes");
        OfProcessId.Begin(_before);
    }

    public ProcessRow Add(ProcessRow row)
    {
        row.Id = ++_last;
        _added.Add(row.Id, row);
        _byId[row.Id] = row;
        if (row.ProcessGuid is { } guid)
            _byGuid[(row.HostId, guid)] = row;
        if (row.ProcessId is { } pid)
            List(_newOfProcessId, (row.HostId, pid)).Add(row);
        known.Outline?.Note(row);
        return row;
    }

    public void Changed(ProcessRow row)
    {
        if (row.Id == 0 || _gone.Contains(row.Id))
            return;
        known.Outline?.NoteTimes(row);
        if (!IsNew(row))
            _changed[row.Id] = row;
    }

    public bool IsNew(ProcessRow row) => row.Id > _before;

    /// <summary>Whether a row is new in this batch, or changed and, compared with what was stored, moved.</summary>
    public bool HasMoved(long id, Func<ProcessRow, ProcessRow, bool> moved) =>
        _added.ContainsKey(id) || (_changed.TryGetValue(id, out var row) && _loaded.TryGetValue(id, out var before) && moved(row, before));

    public ProcessRow? ById(long id) => _byId.TryGetValue(id, out var row) ? row : Load("\"Id\" = @0", id).FirstOrDefault();

    public ProcessRow? ByGuid(int host, Guid guid)
    {
        if (!_byGuid.TryGetValue((host, guid), out var row) && known.Outline?.MayHold(host, guid) != false)
            _byGuid[(host, guid)] = row = Load("\"HostId\" = @0 AND \"ProcessGuid\" = @1", host, sql.Dialect.Value(guid)).FirstOrDefault();
        return row;
    }

    /// <summary>The last few processes that had this id up to a moment, and all that did in this batch.</summary>
    public IReadOnlyList<ProcessRow> StartedBy(int host, long processId, DateTime until)
    {
        var isAsked = known.Outline?.MayHaveStarted(host, processId) != false;
        return isAsked || IsInHand(host, processId) ? StartedBy(host, processId, until, isAsked) : [];
    }

    /// <summary>Processes that had this id and started in a span of time.</summary>
    public IReadOnlyList<ProcessRow> StartedIn(int host, long processId, DateTime from, DateTime until)
    {
        var isAsked = known.Outline?.MayHaveStarted(host, processId, from, until) != false;
        return isAsked || IsInHand(host, processId) ? StartedIn(host, processId, from, until, isAsked) : [];
    }

    public IReadOnlyList<ProcessRow> GhostsOf(int host, long processId)
    {
        var isAsked = known.Outline?.MayHaveGhost(host, processId) != false;
        return isAsked || IsInHand(host, processId) ? WithNew(isAsked ? OfProcessId.Ghosts(host, processId) : [], host, processId, row => row.StartUtc is null) : [];
    }

    /// <summary>Children that started at or after a moment; all where it is null.</summary>
    public IReadOnlyList<ProcessRow> Children(ProcessRow parent, DateTime? from) =>
        IsNew(parent) && !_newChildren.ContainsKey(parent.Id) ? [] : AnyChildren(parent, from);

    // Apart from the questions above, most of which are answered without them: what follows costs an object or two a time.
    private List<ProcessRow> StartedBy(int host, long processId, DateTime until, bool isAsked) =>
        WithNew(isAsked ? OfProcessId.StartedBy(host, processId, until) : [], host, processId, row => row.StartUtc <= until);

    private List<ProcessRow> StartedIn(int host, long processId, DateTime from, DateTime until, bool isAsked) =>
        WithNew(isAsked ? OfProcessId.StartedIn(host, processId, from, until) : [], host, processId, row => row.StartUtc >= from && row.StartUtc <= until);

    private StoredByProcessId OfProcessId => _storedByProcessId ??= new(sql, known, Rows, Stored);

    // As the table has it, whatever the row in hand has become.
    private DateTime Stored(ProcessRow row) => (_loaded.GetValueOrDefault(row.Id) ?? row).StartUtc ?? DateTime.MinValue;

    private List<ProcessRow> AnyChildren(ProcessRow parent, DateTime? from)
    {
        var stored = IsNew(parent) ? [] : from is { } start
            ? Load("\"ParentId\" = @0 AND \"StartUtc\" >= @1 ORDER BY \"StartUtc\", \"Id\"", parent.Id, sql.Dialect.Value(start))
            : Load("\"ParentId\" = @0 ORDER BY \"StartUtc\", \"Id\"", parent.Id);
        return [.. stored.Concat(_newChildren.GetValueOrDefault(parent.Id) ?? [])
            .Where(row => row.ParentId == parent.Id && !_gone.Contains(row.Id) && (from is null || row.StartUtc >= from)).DistinctBy(row => row.Id)];
    }

    private bool IsInHand(int host, long processId) => _newOfProcessId.ContainsKey((host, processId));

    public void MoveTo(ProcessRow row, long? parent)
    {
        row.ParentId = parent;
        if (parent is { } id)
            List(_newChildren, id).Add(row);
        Changed(row);
    }

    public void SetGuid(ProcessRow row, Guid guid)
    {
        row.ProcessGuid = guid;
        known.Outline?.Note(row);
        _byGuid[(row.HostId, guid)] = row;
        Changed(row);
    }

    /// <summary>A row that was found by GUID learns its process id, or a ghost its start: it has to be found by them.</summary>
    public void Index(ProcessRow row)
    {
        if (row.ProcessId is { } pid && List(_newOfProcessId, (row.HostId, pid)) is var rows && !rows.Contains(row))
            rows.Add(row);
    }

    /// <summary>Takes away a ghost that nobody names any more, or that turned out to be another row; that row takes its place.</summary>
    public void Remove(ProcessRow ghost, ProcessRow survivor)
    {
        _gone.Add(ghost.Id);
        _changed.Remove(ghost.Id);
        if (!_added.Remove(ghost.Id))
            _removed.Add(ghost.Id);
        _folded[ghost.Id] = survivor.Id;
        if (ghost.ProcessId is { } pid)
            _newOfProcessId.GetValueOrDefault((ghost.HostId, pid))?.Remove(ghost);
    }

    /// <summary>The id that a fact of this row is stored under.</summary>
    public long FinalId(ProcessRow row) => FinalId(row.Id);

    /// <summary>The same for an id.</summary>
    public long FinalId(long id)
    {
        while (_folded.TryGetValue(id, out var survivor))
            id = survivor;
        return id;
    }

    /// <summary>Queues the rows of the batch: parents that come after their children are set in a second step.</summary>
    public void Flush()
    {
        // The GUID of a folded ghost passes to another row: it has to be given up before it is taken.
        foreach (var id in _removed)
            sql.Queue("UPDATE \"Processes\" SET \"ProcessGuid\" = NULL WHERE \"Id\" = @0", id);
        var late = new List<ProcessRow>();
        foreach (var row in _added.Values)
        {
            var parentLater = row.ParentId is { } parent && parent > row.Id && _added.ContainsKey(parent);
            Queue(ProcessColumns.Insert, row, parentLater);
            if (parentLater)
                late.Add(row);
        }

        foreach (var row in Touched)
            known.Outline?.Note(row);
        foreach (var row in late.Concat(_changed.Values))
            Queue(ProcessColumns.Update, row, parentLater: false);
    }

    /// <summary>Queues the removals, after everything that referred to the rows was moved, and forgets the batch.</summary>
    public void End()
    {
        foreach (var id in _removed)
            sql.Queue("DELETE FROM \"Processes\" WHERE \"Id\" = @0", id);
        _byId.Clear();
        _byGuid.Clear();
        _newOfProcessId.Clear();
        _newChildren.Clear();
        _loaded.Clear();
        _added.Clear();
        _changed.Clear();
        _folded.Clear();
        _removed.Clear();
        _gone.Clear();
    }

    private static List<ProcessRow> List<TKey>(Dictionary<TKey, List<ProcessRow>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
            lists.Add(key, list = []);
        return list;
    }

    private List<ProcessRow> WithNew(List<ProcessRow> stored, int host, long processId, Func<ProcessRow, bool> fits)
    {
        if (stored.Count > 0)
            stored.RemoveAll(row => _gone.Contains(row.Id) || !fits(row));
        if (_newOfProcessId.TryGetValue((host, processId), out var added))
        {
            foreach (var row in added)
            {
                if (fits(row) && !_gone.Contains(row.Id) && !stored.Contains(row))
                    stored.Add(row);
            }
        }

        return stored;
    }

    private void Queue(string statement, ProcessRow row, bool parentLater)
    {
        for (var i = 0; i < _values.Length; i++)
            _values[i] = ProcessColumns.All[i].Get(row);
        if (parentLater)
            _values[ProcessColumns.Parent] = default;
        sql.Queue(statement, _values.AsSpan());
    }

    private List<ProcessRow> Load(string where, params ReadOnlySpan<object?> values) => Rows(ProcessColumns.Select(where), values);

    private List<ProcessRow> Rows(string statement, params ReadOnlySpan<object?> values)
    {
        var rows = new List<ProcessRow>();
        using var reader = sql.Read(statement, values);
        while (reader.Read())
        {
            var id = reader.GetInt64(0);
            if (!_byId.TryGetValue(id, out var row))
            {
                row = ProcessColumns.Read(reader, sql.Dialect);
                _byId.Add(id, row);
                _loaded.Add(id, ProcessColumns.Read(reader, sql.Dialect));
            }

            rows.Add(row);
        }

        return rows;
    }
}
