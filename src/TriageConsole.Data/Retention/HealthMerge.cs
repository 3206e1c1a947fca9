using TriageConsole.Data.Ingest;

namespace TriageConsole.Data.Retention;

/// <summary>Makes one import's roll-ups of hours and record numbers of those of several: of the imports in the temporary table <c>parts</c>.</summary>
internal static class HealthMerge
{
    // Neither database knows the same word for it: the bits of several rows, one by one.
    private static readonly string _anyHour = string.Join(" | ", Enumerable.Range(0, 24).Select(hour => FormattableString.Invariant($"MAX(\"Hours\" & {1 << hour})")));

    public static void Hours(SqlSession sql, long into)
    {
        sql.Execute(
            $"""
            INSERT INTO "HostHours" ("HostId", "Day", "ImportId", "Hours", "LeadMs", "OwnMinMs", "OwnMaxMs")
            SELECT "HostId", "Day", CAST(@0 AS BIGINT), {_anyHour}, MAX("LeadMs"), MIN("OwnMinMs"), MAX("OwnMaxMs") FROM "HostHours" WHERE "ImportId" IN (SELECT id FROM parts)
            GROUP BY "HostId", "Day"
            {HostHours.OnConflict}
            """,
            into);
        sql.Execute("DELETE FROM \"HostHours\" WHERE \"ImportId\" IN (SELECT id FROM parts)");
    }

    public static void Records(SqlSession sql, long into)
    {
        var logs = new Dictionary<(int Host, long Channel), List<RecordRun>>();
        using (var reader = sql.Read(
            """
            SELECT "HostId", "ChannelId", "First", "Last", "FromTicks", "ToTicks", "Gaps", "Missing", "Before", "After" FROM "RecordRanges"
            WHERE "ImportId" = @0 OR "ImportId" IN (SELECT id FROM parts) ORDER BY "HostId", "ChannelId", "First", "Last"
            """,
            into))
        {
            while (reader.Read())
            {
                var key = (reader.GetInt32(0), reader.GetInt64(1));
                if (!logs.TryGetValue(key, out var runs))
                    logs.Add(key, runs = []);
                runs.Add(new()
                {
                    First = reader.GetInt64(2),
                    Last = reader.GetInt64(3),
                    FromTicks = reader.GetInt64(4),
                    ToTicks = reader.GetInt64(5),
                    Gaps = reader.GetInt32(6),
                    Missing = reader.GetInt64(7),
                    Before = reader.GetInt64(8),
                    After = reader.GetInt64(9),
                });
            }
        }

        sql.Execute("DELETE FROM \"RecordRanges\" WHERE \"ImportId\" = @0 OR \"ImportId\" IN (SELECT id FROM parts)", into);
        foreach (var ((host, channel), runs) in logs)
        {
            foreach (var run in RecordRuns.Join(runs))
                sql.Queue(RecordRanges.Store, host, channel, run.First, into, run.Last, run.FromTicks, run.ToTicks, run.Gaps, run.Missing, 0L, 0L, 0L, 0L, run.Before, run.After);
        }

        sql.Drain();
    }
}
