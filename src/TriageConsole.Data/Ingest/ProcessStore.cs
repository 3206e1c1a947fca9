using TriageConsole.Data.Model;

namespace TriageConsole.Data.Ingest;

/// <summary>
/// The processes a session has in hand: an identity map over the table. Every row is one object; what changed is written
/// at the end of the batch. Emptied when it grows too large: the table decides.
/// </summary>
internal sealed class ProcessStore(SqlSession sql)
{
    private const int MaxHeld = 100_000;

    private static readonly string _select = $"SELECT {string.Join(", ", ProcessColumns.All.Select(c => $"\"{c.Name}\""))} FROM \"Processes\" WHERE ";

    private static readonly string _insert =
        $"INSERT INTO \"Processes\" ({string.Join(", ", ProcessColumns.All.Select(c => $"\"{c.Name}\""))}) VALUES ({string.Join(", ", ProcessColumns.All.Select((_, i) => $"@{i}"))})";

    private static readonly string _update =
        $"UPDATE \"Processes\" SET {string.Join(", ", ProcessColumns.All.Select((c, i) => $"\"{c.Name}\" = @{i}").Skip(1))} WHERE \"Id\" = @0";

    private readonly Dictionary<long, ProcessRow> _byId = [];
    private readonly Dictionary<(int Host, Guid Guid), ProcessRow?> _byGuid = [];
    private readonly Dictionary<(int Host, long ProcessId), List<ProcessRow>> _byProcessId = [];
    private readonly Dictionary<long, List<ProcessRow>> _children = [];
    private readonly SortedDictionary<long, ProcessRow> _added = [];
    private readonly SortedDictionary<long, ProcessRow> _changed = [];
    private readonly SortedSet<long> _removed = [];
    private readonly object?[] _values = new object?[ProcessColumns.All.Count];
    private long _last = sql.Number("SELECT MAX(\"Id\") FROM \"Processes\"") ?? 0;

    public ProcessRow Add(ProcessRow row)
    {
        row.Id = ++_last;
        _added.Add(row.Id, row);
        Hold(row);
        if (row.ProcessGuid is { } guid)
            _byGuid[(row.HostId, guid)] = row;
        if (row.ProcessId is { } pid)
            ByProcessId(row.HostId, pid).Add(row);
        if (row.ParentId is { } parent)
            Children(parent).Add(row);
        return row;
    }

    public void Changed(ProcessRow row)
    {
        if (!_added.ContainsKey(row.Id))
            _changed[row.Id] = row;
    }

    public ProcessRow? ById(long id) => _byId.TryGetValue(id, out var row) ? row : Load("\"Id\" = @0", id).FirstOrDefault();

    public ProcessRow? ByGuid(int host, Guid guid)
    {
        if (!_byGuid.TryGetValue((host, guid), out var row))
            _byGuid[(host, guid)] = row = Load("\"HostId\" = @0 AND \"ProcessGuid\" = @1", host, sql.Dialect.Value(guid)).FirstOrDefault();
        return row;
    }

    /// <summary>Every process and ghost that had this process id, in order of id.</summary>
    public List<ProcessRow> ByProcessId(int host, long processId)
    {
        if (!_byProcessId.TryGetValue((host, processId), out var rows))
            _byProcessId[(host, processId)] = rows = Merged(Load("\"HostId\" = @0 AND \"ProcessId\" = @1", host, processId), p => p.HostId == host && p.ProcessId == processId);
        return rows;
    }

    public List<ProcessRow> Children(long parent)
    {
        if (!_children.TryGetValue(parent, out var rows))
            _children[parent] = rows = Merged(_added.ContainsKey(parent) ? [] : Load("\"ParentId\" = @0", parent), p => p.ParentId == parent);
        return rows;
    }

    public void MoveTo(ProcessRow row, long? parent)
    {
        if (row.ParentId == parent)
            return;
        if (row.ParentId is { } old)
            Children(old).Remove(row);
        if (parent is { } now)
            _ = Children(now);
        row.ParentId = parent;
        if (parent is { } id && !_children[id].Contains(row))
            _children[id].Add(row);
        Changed(row);
    }

    public void SetGuid(ProcessRow row, Guid guid)
    {
        row.ProcessGuid = guid;
        _byGuid[(row.HostId, guid)] = row;
        Changed(row);
    }

    public void SetProcessId(ProcessRow row, long processId)
    {
        var rows = ByProcessId(row.HostId, processId);
        row.ProcessId = processId;
        if (!rows.Contains(row))
            rows.Add(row);
        Changed(row);
    }

    /// <summary>Takes away a ghost that nobody names any more.</summary>
    public void Remove(ProcessRow ghost)
    {
        if (!_added.Remove(ghost.Id))
            _removed.Add(ghost.Id);
        _changed.Remove(ghost.Id);
        _byId.Remove(ghost.Id);
        if (ghost.ProcessId is { } pid)
            ByProcessId(ghost.HostId, pid).Remove(ghost);
    }

    /// <summary>Writes the batch: parents that come after their children are set in a second step.</summary>
    public void Flush()
    {
        foreach (var row in _added.Values)
        {
            var late = row.ParentId is { } parent && parent > row.Id && _added.ContainsKey(parent);
            Write(_insert, row, late);
            if (late)
                _changed[row.Id] = row;
        }

        foreach (var row in _changed.Values)
            Write(_update, row, parentLater: false);
        foreach (var id in _removed)
            sql.Execute("DELETE FROM \"Processes\" WHERE \"Id\" = @0", id);
        _added.Clear();
        _changed.Clear();
        _removed.Clear();
        if (_byId.Count <= MaxHeld)
            return;
        _byId.Clear();
        _byGuid.Clear();
        _byProcessId.Clear();
        _children.Clear();
    }

    private void Write(string statement, ProcessRow row, bool parentLater)
    {
        for (var i = 0; i < _values.Length; i++)
            _values[i] = ProcessColumns.All[i].Get(row, sql.Dialect);
        if (parentLater)
            _values[ParentColumn] = null;
        sql.Execute(statement, _values);
    }

    private static int ParentColumn { get; } = ProcessColumns.All.Select((c, i) => (c.Name, i)).First(c => c.Name == nameof(ProcessRow.ParentId)).i;

    private List<ProcessRow> Merged(List<ProcessRow> stored, Func<ProcessRow, bool> belongs) =>
        [.. stored.Where(row => !_removed.Contains(row.Id)).Concat(_added.Values.Where(belongs)).Where(belongs).DistinctBy(row => row.Id)];

    private List<ProcessRow> Load(string where, params ReadOnlySpan<object?> values)
    {
        var rows = new List<ProcessRow>();
        using var reader = sql.Read(_select + where + " ORDER BY \"Id\"", values);
        while (reader.Read())
        {
            var id = reader.GetInt64(0);
            if (!_byId.TryGetValue(id, out var row))
            {
                row = new ProcessRow();
                for (var i = 0; i < ProcessColumns.All.Count; i++)
                {
                    if (!reader.IsDBNull(i))
                        ProcessColumns.All[i].Set(row, reader, i, sql.Dialect);
                }

                Hold(row);
            }

            rows.Add(row);
        }

        return rows;
    }

    private void Hold(ProcessRow row) => _byId[row.Id] = row;
}
