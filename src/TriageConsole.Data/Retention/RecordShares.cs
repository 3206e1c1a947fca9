using TriageConsole.Data.Ingest;
using TriageConsole.Data.Ingest.Counting;
using TriageConsole.Domain.Events;

namespace TriageConsole.Data.Retention;

/// <summary>Which records an import was the first to bring, when it goes or becomes part of another.</summary>
internal static class RecordShares
{
    private const string Columns = "c.\"HostId\", c.\"ChannelId\", c.\"Component\", c.\"Day\", c.\"Part\", c.\"ImportId\", c.\"Members\", c.\"Counted\"";

    private readonly record struct Share(RecordPart Key, long Import, byte[] Members, int Counted);

    /// <summary>What the import counted and another holds too is counted by that one from now on.</summary>
    public static void Forget(SqlSession sql, long importId)
    {
        var shared = Read(
            sql,
            $"""
            SELECT {Columns} FROM "CountedRecords" AS c JOIN "CountedRecords" AS x ON x."HostId" = c."HostId" AND x."ChannelId" = c."ChannelId"
                AND x."Component" = c."Component" AND x."Day" = c."Day" AND x."Part" = c."Part"
            WHERE x."ImportId" = @0 ORDER BY c."ImportId"
            """,
            importId);
        foreach (var part in shared.GroupBy(share => share.Key))
        {
            var others = part.Where(share => share.Import != importId).ToList();
            if (others.Count == 0)
                continue;
            var (key, heir) = (part.Key, others[0]);
            var kept = others.Aggregate(RecordSet.Empty(key.Part), (all, share) => RecordSet.Union(all, share.Members, key.Part));
            var missing = RecordSet.Count(kept, key.Part) - others.Sum(share => share.Counted);
            if (missing <= 0)
                continue;
            CountedRecords.Write(sql, key, heir.Import, heir.Members, heir.Counted + missing);
            sql.Queue(
                "INSERT INTO \"HostDays\" (\"HostId\", \"Day\", \"Component\", \"ImportId\", \"Count\") VALUES (@0, @1, @2, @3, @4) ON CONFLICT (\"HostId\", \"Day\", \"Component\", \"ImportId\") DO UPDATE SET \"Count\" = \"HostDays\".\"Count\" + excluded.\"Count\"",
                key.Host, sql.Dialect.Value(key.Day), (int)key.Component, heir.Import, (long)missing);
        }

        sql.Drain();
        sql.Execute("DELETE FROM \"CountedRecords\" WHERE \"ImportId\" = @0", importId);
    }

    /// <summary>The imports of the temporary table <c>parts</c> become part of another.</summary>
    public static void Merge(SqlSession sql, long into)
    {
        var rows = Read(sql, $"SELECT {Columns} FROM \"CountedRecords\" AS c WHERE c.\"ImportId\" = @0 OR c.\"ImportId\" IN (SELECT id FROM parts) ORDER BY c.\"ImportId\"", into);
        foreach (var part in rows.GroupBy(share => share.Key))
        {
            var members = part.Aggregate(RecordSet.Empty(part.Key.Part), (all, share) => RecordSet.Union(all, share.Members, part.Key.Part));
            CountedRecords.Write(sql, part.Key, into, members, part.Sum(share => share.Counted));
        }

        sql.Drain();
        sql.Execute("DELETE FROM \"CountedRecords\" WHERE \"ImportId\" IN (SELECT id FROM parts)");
    }

    private static List<Share> Read(SqlSession sql, string statement, long importId)
    {
        var rows = new List<Share>();
        using var reader = sql.Read(statement, importId);
        while (reader.Read())
        {
            var key = new RecordPart(reader.GetInt32(0), reader.GetInt64(1), (DataComponent)reader.GetInt32(2), reader.GetFieldValue<DateOnly>(3), reader.GetInt64(4));
            rows.Add(new(key, reader.GetInt64(5), reader.GetFieldValue<byte[]>(6), reader.GetInt32(7)));
        }

        return rows;
    }
}
