using System.Runtime.InteropServices;
using TriageConsole.Domain.Events;

namespace TriageConsole.Data.Ingest;

/// <summary>The roll-up per host, UTC day and component, kept while importing.</summary>
internal sealed class DayCounts(SqlSession sql, long importId)
{
    private const int DayBits = 24;
    private const int ComponentBits = 8;

    // Host, day and component in one number, in that order: they are counted several times a process.
    private readonly Dictionary<long, long> _counts = [];

    /// <summary>Keeps nothing: to measure what it costs.</summary>
    public bool IsOff { get; init; }

    public void Add(int host, DateTime utc, DataComponent component, int by = 1)
    {
        if (IsOff)
            return;
        var key = (((long)host << DayBits) | (utc.Ticks / TimeSpan.TicksPerDay)) << ComponentBits | (byte)component;
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, key, out _) += by;
    }

    public void Flush()
    {
        foreach (var (key, count) in _counts.Where(pair => pair.Value != 0).OrderBy(pair => pair.Key))
        {
            var day = DateOnly.FromDayNumber((int)(key >> ComponentBits) & ((1 << DayBits) - 1));
            sql.Queue(
                "INSERT INTO \"HostDays\" (\"HostId\", \"Day\", \"Component\", \"ImportId\", \"Count\") VALUES (@0, @1, @2, @3, @4) ON CONFLICT (\"HostId\", \"Day\", \"Component\", \"ImportId\") DO UPDATE SET \"Count\" = \"HostDays\".\"Count\" + excluded.\"Count\"",
                (int)(key >> (DayBits + ComponentBits)), sql.Dialect.Value(day), (int)(byte)key, importId, count);
        }

        _counts.Clear();
    }
}
