using TriageConsole.Data.Model;

namespace TriageConsole.Data.Ingest;

/// <summary>
/// Which hosts a batch speaks of, and the earliest start of a process of each whose chains may read otherwise now. What
/// started long before that is not judged again: without it every import would judge all of history.
/// </summary>
internal sealed class TouchedHosts
{
    // The end of a process only tells whether it can have caused a broker's child, within minutes of its start.
    private static readonly TimeSpan _endMatters = TimeSpan.FromMinutes(15);

    private static readonly ProcessColumn[] _compared = [.. ProcessColumns.All.Where(column => column.Name != nameof(ProcessRow.EndUtc))];

    private readonly SortedDictionary<int, long> _from = [];
    private readonly Dictionary<int, DateTime> _told = [];

    /// <summary>By host.</summary>
    public IReadOnlyDictionary<int, long> All => _from;

    public void Clear()
    {
        _from.Clear();
        _told.Clear();
    }

    /// <summary>An event of the host, at this time.</summary>
    public void Told(int host, DateTime utc)
    {
        _from.TryAdd(host, ImportHostRow.Nothing);
        if (!_told.TryGetValue(host, out var first) || utc < first)
            _told[host] = utc;
    }

    /// <summary>Chains of processes that started from here on may read otherwise.</summary>
    public void From(int host, DateTime utc)
    {
        if (!_from.TryGetValue(host, out var from) || utc.Ticks < from)
            _from[host] = utc.Ticks;
    }

    /// <summary>The same of what was done by a process.</summary>
    public void From(SqlSession sql, ProcessRow row)
    {
        if (row.StartUtc is { } start)
            From(row.HostId, start);
        else
            From(row.HostId, FirstChild(sql, row.Id) ?? _told.GetValueOrDefault(row.HostId));
    }

    /// <summary>After the rows of a batch are written: those that are new or not what they were.</summary>
    public void FromRows(SqlSession sql, ProcessStore processes)
    {
        foreach (var row in processes.Touched)
        {
            if (!processes.Before.TryGetValue(row.Id, out var before) || Matters(before, row))
                From(sql, row);
        }
    }

    private static bool Matters(ProcessRow before, ProcessRow after)
    {
        if (before.EndUtc != after.EndUtc && (after.StartUtc is not { } start || Lesser(before.EndUtc, after.EndUtc) < start + _endMatters))
            return true;
        return !Array.TrueForAll(_compared, column => column.Get(before) == column.Get(after));
    }

    private static DateTime Lesser(DateTime? a, DateTime? b) => a < b || b is null ? a ?? DateTime.MaxValue : b.Value;

    private static DateTime? FirstChild(SqlSession sql, long id)
    {
        using var reader = sql.Read("SELECT MIN(\"StartUtc\") FROM \"Processes\" WHERE \"ParentId\" = @0", id);
        return reader.Read() && !reader.IsDBNull(0) ? sql.Dialect.Time(reader, 0) : null;
    }
}
