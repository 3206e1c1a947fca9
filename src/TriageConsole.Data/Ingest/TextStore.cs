namespace TriageConsole.Data.Ingest;

/// <summary>Interns texts: each distinct one is stored once. The cache is only a cache; the table decides.</summary>
internal sealed class TextStore(SqlSession sql, OutlineKeeper known)
{
    private const int MaxCached = 30_000;
    private const int LongestCached = 4_096;
    private const string One = "SELECT \"Id\", \"Value\" FROM \"Texts\" WHERE \"Hash\" = @0 ORDER BY \"Id\"";

    // Of every part, where nothing says in which it can be: of the first, of the second …
    private static readonly string Every =
        $"WITH RECURSIVE filed(hash) AS (SELECT @0 UNION ALL SELECT hash + {TextHash.PerPart} FROM filed WHERE hash < @1) "
        + "SELECT t.\"Id\", t.\"Value\" FROM filed CROSS JOIN \"Texts\" AS t WHERE t.\"Hash\" = filed.hash ORDER BY t.\"Id\"";

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

    // The newest first: what was said lately is said again.
    private long? Find(string text, long hash)
    {
        if (known.Outline is not { } outline)
            return Ask(Every, text, TextHash.InPart(0, hash), TextHash.InPart(IdParts.Of(_last), hash));
        if (!outline.MayHaveText(hash))
            return null;
        for (var part = IdParts.Of(_last); part >= 0; part--)
        {
            if (outline.MayHaveText(part, hash) && Ask(One, text, TextHash.InPart(part, hash)) is { } id)
                return id;
        }

        return null;
    }

    private long? Ask(string question, string text, params ReadOnlySpan<object?> hashes)
    {
        using var reader = sql.Read(question, hashes);
        while (reader.Read())
        {
            if (string.Equals(reader.GetString(1), text, StringComparison.Ordinal))
                return reader.GetInt64(0);
        }

        return null;
    }

    private long Insert(string text, long hash)
    {
        var part = IdParts.Of(++_last);
        known.Outline?.NoteText(part, hash);
        sql.Queue("INSERT INTO \"Texts\" (\"Id\", \"Hash\", \"Value\") VALUES (@0, @1, @2)", (ReadOnlySpan<SqlValue>)[_last, TextHash.InPart(part, hash), text]);
        return _last;
    }
}
