using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace TriageConsole.Data.Ingest;

/// <summary>Interns texts: each distinct one is stored once. The cache is only a cache; the table decides.</summary>
internal sealed class TextStore(SqlSession sql)
{
    private const int MaxCached = 200_000;
    private const int LongestCached = 4_096;

    private readonly Dictionary<string, long> _ids = new(StringComparer.Ordinal);
    private long _last = sql.Number("SELECT MAX(\"Id\") FROM \"Texts\"") ?? 0;

    public long? IdOf(string? text) => text is null ? null : Id(text);

    public long Id(string text)
    {
        if (_ids.TryGetValue(text, out var known))
            return known;
        var stored = StorableText.Clean(text);
        var hash = unchecked((long)XxHash64.HashToUInt64(MemoryMarshal.AsBytes(stored.AsSpan())));
        var id = Find(stored, hash) ?? Insert(stored, hash);
        if (text.Length <= LongestCached)
        {
            if (_ids.Count >= MaxCached)
                _ids.Clear();
            _ids[text] = id;
        }

        return id;
    }

    /// <summary>The text of an id.</summary>
    public string Text(long id) => (string)sql.Scalar("SELECT \"Value\" FROM \"Texts\" WHERE \"Id\" = @0", id)!;

    private long? Find(string text, long hash)
    {
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
        sql.Execute("INSERT INTO \"Texts\" (\"Id\", \"Hash\", \"Value\") VALUES (@0, @1, @2)", ++_last, hash, text);
        return _last;
    }
}
