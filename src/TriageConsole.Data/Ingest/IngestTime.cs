using TriageConsole.Domain.Events;

namespace TriageConsole.Data.Ingest;

/// <summary>
/// Times as both databases keep them: whole microseconds (PostgreSQL has no finer ones, and an identity must be the same
/// on both), and within years that leave room to reckon a day around them.
/// </summary>
internal static class IngestTime
{
    private static readonly DateTime _first = new(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime _last = new(9000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static TelemetryEvent Storable(TelemetryEvent e)
    {
        var time = Storable(e.UtcTime);
        e = e switch
        {
            ImageLoadedEvent { ProcessStartUtc: { } start } loaded => loaded with { ProcessStartUtc = Storable(start) },
            FileCreatedEvent { ProcessStartUtc: { } start } created => created with { ProcessStartUtc = Storable(start) },
            _ => e,
        };
        return time == e.UtcTime && e.UtcTime.Kind == DateTimeKind.Utc ? e : e with { UtcTime = time };
    }

    public static DateTime Storable(DateTime utc)
    {
        var time = utc < _first ? _first : utc > _last ? _last : utc;
        return new DateTime(time.Ticks - (time.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
    }
}
