using TriageConsole.Data.Model;

namespace TriageConsole.Data.Ingest;

/// <summary>
/// Who had a process id, as the table has it. Each part of the ids that may know is asked (<see cref="ProcessIdParts"/>), and the answers are joined to what
/// one question would have given: in order, and no more than it may give.
/// </summary>
internal sealed class StoredByProcessId(SqlSession sql, OutlineKeeper known, StoredByProcessId.Reading rows, Func<ProcessRow, DateTime> stored)
{
    private const int Latest = 8;
    private const int Most = 64;

    private readonly ProcessIdParts _parts = new(sql.Dialect, known);
    private readonly string _startedBy = ProcessIdParts.Question(sql.Dialect, $"\"StartUtc\" <= @3 ORDER BY \"StartUtc\" DESC, \"Id\" LIMIT {Latest}");
    private readonly string _startedIn = ProcessIdParts.Question(sql.Dialect, $"\"StartUtc\" >= @3 AND \"StartUtc\" <= @4 ORDER BY \"StartUtc\", \"Id\" LIMIT {Most}");
    private readonly string _ghosts = ProcessIdParts.Question(sql.Dialect, $"\"StartUtc\" IS NULL ORDER BY \"Id\" DESC LIMIT {Most}");

    /// <summary>Reads the rows that a statement finds.</summary>
    internal delegate List<ProcessRow> Reading(string statement, params ReadOnlySpan<object?> values);

    /// <param name="last">The highest id that is stored.</param>
    public void Begin(long last) => _parts.Begin(last);

    /// <summary>The last few that started up to a moment, the latest first.</summary>
    public List<ProcessRow> StartedBy(int host, long processId, DateTime until)
    {
        var found = new List<ProcessRow>();
        foreach (var (part, latest) in _parts.Started(host, processId, DateTime.MinValue, until))
        {
            // What is left can't be among them.
            if (found.Count == Latest && latest < stored(found[^1]))
                break;
            Join(found, rows(_startedBy, host, processId, part, sql.Dialect.Value(until)), Latest, (a, b) => stored(b).CompareTo(stored(a)) is not 0 and var order ? order : a.Id.CompareTo(b.Id));
        }

        return found;
    }

    /// <summary>Those that started in a span of time, the earliest first.</summary>
    public List<ProcessRow> StartedIn(int host, long processId, DateTime from, DateTime until)
    {
        var found = new List<ProcessRow>();
        foreach (var (part, _) in _parts.Started(host, processId, from, until))
        {
            Join(
                found, rows(_startedIn, host, processId, part, sql.Dialect.Value(from), sql.Dialect.Value(until)), Most,
                (a, b) => stored(a).CompareTo(stored(b)) is not 0 and var order ? order : a.Id.CompareTo(b.Id));
        }

        return found;
    }

    /// <summary>Those whose start is not known, the newest rows first.</summary>
    public List<ProcessRow> Ghosts(int host, long processId)
    {
        var found = new List<ProcessRow>();
        foreach (var (part, _) in _parts.All(host, processId))
            Join(found, rows(_ghosts, host, processId, part), Most, static (a, b) => b.Id.CompareTo(a.Id));
        return found;
    }

    private static void Join(List<ProcessRow> found, List<ProcessRow> more, int most, Comparison<ProcessRow> order)
    {
        var isFirst = found.Count == 0;
        found.AddRange(more);
        if (isFirst || more.Count == 0)
            return;
        found.Sort(order);
        if (found.Count > most)
            found.RemoveRange(most, found.Count - most);
    }
}
