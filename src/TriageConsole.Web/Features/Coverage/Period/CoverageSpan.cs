using System.Globalization;
using TriageConsole.Web.Features.Filters;

namespace TriageConsole.Web.Features.Coverage.Period;

/// <summary>The period of a filter on the calendar of whoever looks.</summary>
public sealed record CoverageSpan
{
    private CoverageSpan(TimeZoneInfo zone, DateOnly? from, DateOnly? until)
    {
        (Zone, From, Until) = (zone, from, until);
        FromUtc = from is { } first ? ZoneDays.StartUtc(first, zone) : null;
        UntilUtc = until is { } last ? ZoneDays.EndUtc(last, zone) : null;
    }

    public TimeZoneInfo Zone { get; }

    /// <summary>First day; null for no beginning.</summary>
    public DateOnly? From { get; }

    /// <summary>Last day; null for no end.</summary>
    public DateOnly? Until { get; }

    /// <summary>The moment it begins.</summary>
    public DateTime? FromUtc { get; }

    /// <summary>The first moment behind it.</summary>
    public DateTime? UntilUtc { get; }

    /// <summary>The moment that days are counted back from: the last telemetry. Null without any.</summary>
    public DateTime? MomentUtc { get; private init; }

    /// <summary>The days before it, as many as it has; null where it is not compared or has no beginning.</summary>
    public CoverageSpan? Before { get; private init; }

    /// <summary>It begins after now: nothing can be in it but what a wrong clock put there.</summary>
    public bool IsFuture { get; private init; }

    /// <summary>The roll-ups' days, which are UTC days, that have a part in it.</summary>
    public (DateOnly? From, DateOnly? Until) UtcDays =>
        (FromUtc is { } from ? DateOnly.FromDateTime(from) : null, UntilUtc is { } until ? DateOnly.FromDateTime(until.AddTicks(-1)) : null);

    /// <summary>Its moments, as the filters of other pages name them; null for all time.</summary>
    public TimeRange? Range => FromUtc is null && UntilUtc is null ? null : new(FromUtc, UntilUtc);

    /// <param name="filter">What was asked.</param>
    /// <param name="momentUtc">The last telemetry; null without any.</param>
    /// <param name="nowUtc">Now.</param>
    /// <param name="zone">The viewer's time zone.</param>
    public static CoverageSpan Of(CoverageFilter filter, DateTime? momentUtc, DateTime nowUtc, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var span = filter.Days is { } days
            ? Last(days, ZoneDays.DayOf(momentUtc ?? nowUtc, zone), zone)
            : new CoverageSpan(zone, filter.From, filter.Until);
        return span with
        {
            MomentUtc = momentUtc,
            IsFuture = span.FromUtc > nowUtc,
            Before = filter.Compare && span.From is { } from ? Last(LengthOf(span, nowUtc), from.AddDays(-1), zone) : null,
        };
    }

    public bool Contains(DateTime utc) => (FromUtc is null || utc >= FromUtc) && (UntilUtc is null || utc < UntilUtc);

    /// <summary>The day of a moment, by the viewer's clock.</summary>
    public DateOnly DayOf(DateTime utc) => ZoneDays.DayOf(utc, Zone);

    /// <summary>The moments of one of its days.</summary>
    public TimeRange RangeOf(DateOnly day) => new(ZoneDays.StartUtc(day, Zone), ZoneDays.EndUtc(day, Zone));

    /// <summary>The zone in words, with its offset from UTC: both, where the clocks change within the period.</summary>
    public string ZoneWords
    {
        get
        {
            if (Zone.Id is "UTC" or "Etc/UTC")
                return "UTC";
            var end = Zone.GetUtcOffset((UntilUtc ?? MomentUtc ?? DateTime.UnixEpoch).AddTicks(-1));
            var start = FromUtc is { } from ? Zone.GetUtcOffset(from) : end;
            return start == end ? $"{Zone.Id} ({Offset(end)})" : $"{Zone.Id} ({Offset(start)}, at the end {Offset(end)})";
        }
    }

    private static CoverageSpan Last(int days, DateOnly last, TimeZoneInfo zone) => new(zone, last.AddDays(1 - days), last);

    private static int LengthOf(CoverageSpan span, DateTime nowUtc)
    {
        var last = span.Until ?? ZoneDays.DayOf(nowUtc, span.Zone);
        return Math.Clamp(last.DayNumber - span.From!.Value.DayNumber + 1, 1, 3660);
    }

    private static string Offset(TimeSpan offset) =>
        string.Create(CultureInfo.InvariantCulture, $"UTC{(offset < TimeSpan.Zero ? "−" : "+")}{offset:hh\\:mm}");
}
