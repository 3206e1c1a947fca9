using TriageConsole.Domain.Events;

namespace TriageConsole.Data.Ingest.Counting;

/// <summary>
/// Counts records for coverage, each once: those that another copy of the same log brought before are known by their record
/// number, or by what they say where the layout carries none.
/// </summary>
internal sealed class CountedRecords(IngestStores stores)
{
    // What the open batch has in hand.
    private readonly Dictionary<RecordPart, Held> _held = [];

    /// <summary>Defender's row numbers, which have no event id beside them, come again and again: they tell nothing.</summary>
    public void Count(int host, TelemetryEvent e, DataComponent component)
    {
        var (part, member) = e.Origin is { RecordId: { } number and >= 0, EventId: not 0 } ? RecordSet.OfNumber(number) : RecordSet.OfHash(RecordWords.Hash(e));
        var key = new RecordPart(host, stores.Texts.Id(e.Origin.Channel), component, DateOnly.FromDateTime(e.UtcTime), part);
        if (!_held.TryGetValue(key, out var held))
            _held.Add(key, held = Load(key));
        if (RecordSet.Holds(held.Own, part, member))
            return;
        held.Own = RecordSet.With(held.Own, part, member);
        held.IsChanged = true;
        if (held.Others is { } others && RecordSet.Holds(others, part, member))
            return;
        held.Counted++;
        stores.Days.Add(host, e.UtcTime, component);
    }

    /// <summary>Queues what changed and forgets the batch.</summary>
    public void Flush()
    {
        foreach (var (key, held) in _held)
        {
            if (!held.IsChanged)
                continue;
            stores.Keeper.Outline?.NoteCounted(key);
            Write(stores.Sql, key, stores.ImportId, held.Own, held.Counted);
        }

        _held.Clear();
    }

    /// <summary>Queues one row.</summary>
    public static void Write(SqlSession sql, in RecordPart key, long importId, byte[] members, int counted) => sql.Queue(
        "INSERT INTO \"CountedRecords\" (\"HostId\", \"ChannelId\", \"Component\", \"Day\", \"Part\", \"ImportId\", \"Members\", \"Counted\") VALUES (@0, @1, @2, @3, @4, @5, @6, @7) ON CONFLICT (\"HostId\", \"ChannelId\", \"Component\", \"Day\", \"Part\", \"ImportId\") DO UPDATE SET \"Members\" = excluded.\"Members\", \"Counted\" = excluded.\"Counted\"",
        key.Host, key.Channel, (int)key.Component, sql.Dialect.Value(key.Day), key.Part, importId, members, counted);

    private Held Load(in RecordPart key)
    {
        var held = new Held { Own = RecordSet.Empty(key.Part) };
        if (stores.Keeper.Outline?.MayHaveCounted(key) == false)
            return held;
        using var reader = stores.Sql.Read(
            "SELECT \"ImportId\", \"Members\", \"Counted\" FROM \"CountedRecords\" WHERE \"HostId\" = @0 AND \"ChannelId\" = @1 AND \"Component\" = @2 AND \"Day\" = @3 AND \"Part\" = @4",
            key.Host, key.Channel, (int)key.Component, stores.Sql.Dialect.Value(key.Day), key.Part);
        while (reader.Read())
        {
            var members = reader.GetFieldValue<byte[]>(1);
            if (reader.GetInt64(0) == stores.ImportId)
                (held.Own, held.Counted) = (members, reader.GetInt32(2));
            else
                held.Others = held.Others is { } others ? RecordSet.Union(others, members, key.Part) : members;
        }

        return held;
    }

    private sealed class Held
    {
        public required byte[] Own { get; set; }

        /// <summary>What other imports hold; null where none does.</summary>
        public byte[]? Others { get; set; }

        public int Counted { get; set; }

        public bool IsChanged { get; set; }
    }
}
