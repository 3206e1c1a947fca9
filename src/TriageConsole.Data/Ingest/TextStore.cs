namespace TriageConsole.Data.Ingest;

/// <summary>Interns texts: each distinct one is stored once. The cache is only a cache; the table decides.</summary>
internal sealed class TextStore(SqlSession sql, OutlineKeeper known)
{
    private const int MaxCached = 30_000;
    private const int LongestCached = 4_096;

    private readonly Dictionary<string, long> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<long, string> _texts = [];
    private long _last;

    public void Begin() => _last = sql.LastId("Texts");

    public long? IdOf(string? text) => text is null ? null : Id(text);

    public long Id(string text)
    {
        if (_ids.TryGetValue(text, out var known))
            return known;
        var stored = StorableText.Clean(text);
        if (!ReferenceEquals(stored, text) && _ids.TryGetValue(stored, out known))
            return _ids[text] = known;
        var hash = TextHash.Of(stored);
        var id = Find(stored, hash) ?? Insert(stored, hash);
        _ids[stored] = id;
        if (!ReferenceEquals(stored, text))
            _ids[text] = id;
        _texts[id] = stored;
        return id;
    }

    /// <summary>The text of an id.</summary>
    public string Text(long id)
    {
        if (!_texts.TryGetValue(id, out var text))
            _texts[id] = text = (string)sql.Scalar("SELECT \"Value\" FROM \"Texts\" WHERE \"Id\" = @0", id)!;
        return text;
    }

    /// <summary>Until the batch ends the cache is the only one to know what is queued; then it may shrink.</summary>
    public void End()
    {
        if (_ids.Count > MaxCached || _texts.Count > MaxCached)
        {
            _ids.Clear();
            _texts.Clear();
            return;
        }

        foreach (var (id, text) in _texts)
        {
            if (text.Length > LongestCached)
            {
                _texts.Remove(id);
                _ids.Remove(text);
            }
        }
    }

    private long? Find(string text, long hash)
    {
        if (known.Outline?.MayHaveText(hash) == false)
            return null;
        using var reader = sql.Read("SELECT \"Id\", \"Value\" FROM \"Texts\" WHERE \"Hash\" = @0 ORDER BY \"Id\"", hash);
        while (reader.Read())
        {
            if (string.Equals(reader.GetString(1), text, StringComparison.Ordinal))
                return reader.GetInt64(0);
        }

        return null;
    }

    private long Insert(string text, long hash)
    {
        known.Outline?.NoteText(hash);
        sql.Queue("INSERT INTO \"Texts\" (\"Id\", \"Hash\", \"Value\") VALUES (@0, @1, @2)", [++_last, hash, text]);
        return _last;
    }
}
