namespace TriageConsole.Data.Ingest;

/// <summary>
/// Computers. A short name and a fully qualified one with the same first label are one computer, in whichever order they
/// come; two different fully qualified names are two.
/// </summary>
internal sealed class HostStore(SqlSession sql, long importId)
{
    private const int MaxCached = 50_000;

    private readonly Dictionary<string, int> _ids = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<int, (DateTime First, DateTime Last)> _seen = [];
    private int _last;
    private bool? _inventsHosts;

    public void Begin()
    {
        _last = (int)sql.LastId("Hosts");
        if (_ids.Count > MaxCached)
            _ids.Clear();
    }

    public int Id(string name)
    {
        if (_ids.TryGetValue(name, out var known))
            return known;
        var shown = StorableText.Clean(name);
        var key = shown.ToLowerInvariant();
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        var label = dot > 0 ? key[..dot] : key;
        var id = Exact(key) ?? (dot > 0 ? Completed(shown, key, label) : Qualified(label)) ?? Insert(shown, key, label);
        MakeReal(id);
        _ids[name] = id;
        return id;
    }

    public void Seen(int id, DateTime utc)
    {
        _seen[id] = _seen.TryGetValue(id, out var span)
            ? (utc < span.First ? utc : span.First, utc > span.Last ? utc : span.Last)
            : (utc, utc);
    }

    /// <summary>Writes when each host was seen.</summary>
    public void Flush(Func<DateTime, object> textTime)
    {
        foreach (var (id, (first, last)) in _seen.OrderBy(pair => pair.Key))
        {
            sql.Queue("UPDATE \"Hosts\" SET \"FirstSeenUtc\" = @1 WHERE \"Id\" = @0 AND \"FirstSeenUtc\" > @1", id, textTime(first));
            sql.Queue("UPDATE \"Hosts\" SET \"LastSeenUtc\" = @1 WHERE \"Id\" = @0 AND \"LastSeenUtc\" < @1", id, textTime(last));
        }

        _seen.Clear();
    }

    // A computer that an exercise invented, and that there is after all: from now on it counts.
    private void MakeReal(int id)
    {
        _inventsHosts ??= sql.Number("SELECT \"ExerciseId\" FROM \"Imports\" WHERE \"Id\" = @0", importId) is not null;
        if (!_inventsHosts.Value)
            sql.Execute("UPDATE \"Hosts\" SET \"ExerciseId\" = NULL WHERE \"Id\" = @0 AND \"ExerciseId\" IS NOT NULL", id);
    }

    private int? Exact(string key) => (int?)sql.Number("SELECT \"Id\" FROM \"Hosts\" WHERE \"NameKey\" = @0", key);

    // The short name came first: it is this computer, and now its whole name is known.
    private int? Completed(string name, string key, string label)
    {
        var id = Exact(label);
        if (id is not null)
            sql.Execute("UPDATE \"Hosts\" SET \"Name\" = @1, \"NameKey\" = @2 WHERE \"Id\" = @0", id, name, key);
        return id;
    }

    // Of several computers with this short name the first known is taken: the answer must not change with time.
    private int? Qualified(string label) => (int?)sql.Number("SELECT MIN(\"Id\") FROM \"Hosts\" WHERE \"LabelKey\" = @0", label);

    private int Insert(string name, string key, string label)
    {
        sql.Execute(
            "INSERT INTO \"Hosts\" (\"Id\", \"Name\", \"NameKey\", \"LabelKey\", \"FirstSeenUtc\", \"LastSeenUtc\") VALUES (@0, @1, @2, @3, @4, @5)",
            ++_last, name, key, label, ModelTime.Of(sql.Dialect, DateTime.MaxValue.AddYears(-1)), ModelTime.Of(sql.Dialect, DateTime.UnixEpoch));
        return _last;
    }
}

/// <summary>Times of rows that do not come by the million are stored by the model as text on SQLite.</summary>
internal static class ModelTime
{
    public static object Of(SqlDialect dialect, DateTime utc) => dialect.Value(Guid.Empty) is Guid
        ? DateTime.SpecifyKind(utc, DateTimeKind.Utc)
        : DateTime.SpecifyKind(utc, DateTimeKind.Unspecified);
}
