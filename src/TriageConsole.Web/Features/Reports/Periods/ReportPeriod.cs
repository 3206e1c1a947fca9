using System.Globalization;

namespace TriageConsole.Web.Features.Reports.Periods;

/// <summary>Whole days in a zone, first and last included.</summary>
/// <param name="From">First day.</param>
/// <param name="Until">Last day.</param>
/// <param name="Zone">The zone that the days are of.</param>
public sealed record ReportPeriod(DateOnly From, DateOnly Until, TimeZoneInfo Zone)
{
    /// <summary>More is no report any more; a year and a day for who looks back from the same date.</summary>
    public const int MostDays = 366;

    public int Days => Until.DayNumber - From.DayNumber + 1;

    /// <summary>The moment the first day begins.</summary>
    public DateTime FromUtc => ZoneDays.StartUtc(From, Zone);

    /// <summary>The moment after the last day.</summary>
    public DateTime EndUtc => ZoneDays.StartUtc(Until.AddDays(1), Zone);

    /// <summary>The UTC days that any part of the period falls on: roll-ups are kept by those.</summary>
    public (DateOnly From, DateOnly Until) UtcDays => (DateOnly.FromDateTime(FromUtc), DateOnly.FromDateTime(EndUtc.AddTicks(-1)));

    public IEnumerable<DateOnly> EachDay => Enumerable.Range(0, Days).Select(From.AddDays);

    /// <summary>The day of a moment, in the zone.</summary>
    public DateOnly DayOf(DateTime utc) => ZoneDays.DayOf(utc, Zone);

    /// <summary>"2026-11-01 to 2026-11-30, Europe/Berlin".</summary>
    public override string ToString() => $"{Words(From, Until)}, {Zone.Id}";

    public static string Words(DateOnly from, DateOnly until) => from == until
        ? from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{from:yyyy-MM-dd} to {until:yyyy-MM-dd}");
}
