using TriageConsole.Domain.Events;

namespace TriageConsole.Data.Ingest;

/// <summary>The roll-up per host and UTC day of the hours with events, and of what the host's clock shows against others.</summary>
internal sealed class HostHours(SqlSession sql, long importId, DateTime? arrivedUtc)
{
    /// <summary>How what comes is put to what is there.</summary>
    internal const string OnConflict =
        """
        ON CONFLICT ("HostId", "Day", "ImportId") DO UPDATE SET "Hours" = "HostHours"."Hours" | excluded."Hours",
            "LeadMs" = CASE WHEN "HostHours"."LeadMs" IS NULL OR excluded."LeadMs" > "HostHours"."LeadMs" THEN excluded."LeadMs" ELSE "HostHours"."LeadMs" END,
            "OwnMinMs" = CASE WHEN "HostHours"."OwnMinMs" IS NULL OR excluded."OwnMinMs" < "HostHours"."OwnMinMs" THEN excluded."OwnMinMs" ELSE "HostHours"."OwnMinMs" END,
            "OwnMaxMs" = CASE WHEN "HostHours"."OwnMaxMs" IS NULL OR excluded."OwnMaxMs" > "HostHours"."OwnMaxMs" THEN excluded."OwnMaxMs" ELSE "HostHours"."OwnMaxMs" END
        """;

    private const string Store =
        $"""
        INSERT INTO "HostHours" ("HostId", "Day", "ImportId", "Hours", "LeadMs", "OwnMinMs", "OwnMaxMs") VALUES (@0, @1, @2, @3, @4, @5, @6)
        {OnConflict}
        """;

    private readonly Dictionary<(int Host, int Day), Entry> _days = [];
    private readonly long? _arrived = arrivedUtc?.Ticks;
    private (int Host, int Day) _lastKey;
    private Entry? _last;

    /// <summary>Keeps nothing: to measure what it costs.</summary>
    public bool IsOff { get; init; }

    public void Add(int host, TelemetryEvent e)
    {
        if (IsOff)
            return;
        var ticks = e.UtcTime.Ticks;
        var key = (host, (int)(ticks / TimeSpan.TicksPerDay));

        // Records of a host come in runs, or at least days do.
        if (_last is null || key != _lastKey)
        {
            if (!_days.TryGetValue(key, out _last))
                _days.Add(key, _last = new Entry());
            _lastKey = key;
        }

        _last.Hours |= 1 << (int)(ticks / TimeSpan.TicksPerHour % 24);
        if (e.TimeBasis > TimeBasis.LogUtc)
            return;
        if (_arrived is { } arrived && ticks - arrived > _last.Lead)
            _last.Lead = ticks - arrived;
        if (e.LoggedUtc is not { } logged)
            return;
        var own = ticks - logged.Ticks;
        if (own < _last.OwnMin)
            _last.OwnMin = own;
        if (own > _last.OwnMax)
            _last.OwnMax = own;
    }

    public void Flush()
    {
        foreach (var ((host, day), entry) in _days.OrderBy(pair => pair.Key))
        {
            sql.Queue(
                Store, host, sql.Dialect.Value(DateOnly.FromDayNumber(day)), importId, entry.Hours, Ms(entry.Lead, long.MinValue), Ms(entry.OwnMin, long.MaxValue), Ms(entry.OwnMax, long.MinValue));
        }

        _days.Clear();
        _last = null;
    }

    private static long? Ms(long ticks, long none) => ticks == none ? null : ticks / TimeSpan.TicksPerMillisecond;

    private sealed class Entry
    {
        public int Hours { get; set; }

        public long Lead { get; set; } = long.MinValue;

        public long OwnMin { get; set; } = long.MaxValue;

        public long OwnMax { get; set; } = long.MinValue;
    }
}
