namespace TriageConsole.Web.Features.Coverage.Period;

/// <summary>Days of a time zone as UTC moments. A day is as long as the clocks of the zone make it: 23, 24 or 25 hours.</summary>
public static class ZoneDays
{
    /// <summary>The moment at which a day begins.</summary>
    public static DateTime StartUtc(DateOnly day, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var midnight = day.ToDateTime(TimeOnly.MinValue);

        // Clocks that skip midnight: the day begins at the moment of the jump, which the time before it tells.
        if (zone.IsInvalidTime(midnight))
            return Utc(midnight - zone.GetUtcOffset(midnight.AddHours(-3)));

        // Clocks that strike midnight twice: the day begins with the first.
        return Utc(midnight - (zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight)));
    }

    /// <summary>The moment at which a day ends and the next one begins.</summary>
    public static DateTime EndUtc(DateOnly day, TimeZoneInfo zone) => StartUtc(day.AddDays(1), zone);

    /// <summary>The day of a moment.</summary>
    public static DateOnly DayOf(DateTime utc, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(Utc(utc), zone));

    private static DateTime Utc(DateTime time) => DateTime.SpecifyKind(time, DateTimeKind.Utc);
}
