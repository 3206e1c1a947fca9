using TriageConsole.Domain.Events;

namespace TriageConsole.Data.Ingest;

/// <summary>The roll-up per host, UTC day and component, kept while importing.</summary>
internal sealed class DayCounts(SqlSession sql, long importId)
{
    private readonly Dictionary<(int Host, DateOnly Day, DataComponent Component), long> _counts = [];

    /// <summary>Keeps nothing: to measure what it costs.</summary>
    public bool IsOff { get; init; }

    public void Add(int host, DateTime utc, DataComponent component, int by = 1)
    {
        if (IsOff)
            return;
        var key = (host, DateOnly.FromDateTime(utc), component);
        _counts[key] = _counts.GetValueOrDefault(key) + by;
    }

    public void Flush()
    {
        foreach (var ((host, day, component), count) in _counts.Where(pair => pair.Value != 0).OrderBy(pair => pair.Key))
        {
            sql.Queue(
                "INSERT INTO \"HostDays\" (\"HostId\", \"Day\", \"Component\", \"ImportId\", \"Count\") VALUES (@0, @1, @2, @3, @4) ON CONFLICT (\"HostId\", \"Day\", \"Component\", \"ImportId\") DO UPDATE SET \"Count\" = \"HostDays\".\"Count\" + excluded.\"Count\"",
                host, sql.Dialect.Value(day), (int)component, importId, count);
        }

        _counts.Clear();
    }
}
