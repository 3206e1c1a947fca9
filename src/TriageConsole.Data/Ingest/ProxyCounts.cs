using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;

namespace TriageConsole.Data.Ingest;

/// <summary>
/// The roll-up of starts of script hosts and utilities, kept while importing. Counted once a process, on the day it started, in
/// the batch that makes it so; found by comparing each row with what was stored.
/// </summary>
internal sealed class ProxyCounts(SqlSession sql, TextStore texts, IReadOnlySet<string> names, long importId)
{
    private readonly Dictionary<(int Host, DateOnly Day, long Image), long> _counts = [];
    private readonly Dictionary<long, bool> _isProxy = [];

    public void Move(ProcessRow row, ProcessRow? before)
    {
        if (names.Count == 0)
            return;
        Add(before, -1);
        Add(row, 1);
    }

    public void Flush()
    {
        foreach (var ((host, day, image), count) in _counts.Where(pair => pair.Value != 0).OrderBy(pair => pair.Key))
        {
            sql.Queue(
                "INSERT INTO \"ProxyDays\" (\"HostId\", \"Day\", \"ImageNameId\", \"ImportId\", \"Count\") VALUES (@0, @1, @2, @3, @4) ON CONFLICT (\"HostId\", \"Day\", \"ImageNameId\", \"ImportId\") DO UPDATE SET \"Count\" = \"ProxyDays\".\"Count\" + excluded.\"Count\"",
                host, sql.Dialect.Value(day), image, importId, count);
        }

        _counts.Clear();

        // Another import can have taken the text of an id away by the next batch.
        _isProxy.Clear();
    }

    private void Add(ProcessRow? row, int by)
    {
        if (row is not { Witnesses: not WitnessKind.None, StartUtc: { } start } || !IsProxy(row.ImageNameId))
            return;
        var day = DateOnly.FromDateTime(start);
        Count((ProxyDayRow.AllHosts, day, row.ImageNameId), by);
        Count((row.HostId, day, row.ImageNameId), by);
    }

    private void Count((int Host, DateOnly Day, long Image) key, int by) => _counts[key] = _counts.GetValueOrDefault(key) + by;

    private bool IsProxy(long image) => _isProxy.TryGetValue(image, out var known) ? known : _isProxy[image] = names.Contains(texts.Text(image));
}
