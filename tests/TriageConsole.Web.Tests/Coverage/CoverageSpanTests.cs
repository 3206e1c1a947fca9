using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Coverage.Period;
using Xunit;

namespace TriageConsole.Web.Tests.Coverage;

public sealed class CoverageSpanTests
{
    private static DateTime Utc(int year, int month, int day, int hour = 0, int minute = 0) => new(year, month, day, hour, minute, 0, DateTimeKind.Utc);

    [Fact]
    public void Of_CountedDays_EndWithTheLastTelemetryNotWithToday()
    {
        var span = CoverageSpan.Of(new() { Days = 7 }, Utc(2020, 3, 7, 23, 30), Spans.Now, TimeZoneInfo.Utc);

        Assert.Equal((new DateOnly(2020, 3, 1), new DateOnly(2020, 3, 7)), (span.From, span.Until));
        Assert.Equal((Utc(2020, 3, 1), Utc(2020, 3, 8)), (span.FromUtc, span.UntilUtc));
        Assert.True(span.Contains(Utc(2020, 3, 1)));
        Assert.False(span.Contains(Utc(2020, 3, 8)));
        Assert.False(span.IsFuture);
    }

    [Fact]
    public void Of_CountedDays_AreTheViewersDays()
    {
        var span = CoverageSpan.Of(new() { Days = 7 }, Utc(2020, 3, 7, 23, 30), Spans.Now, Spans.Berlin);

        Assert.Equal(new DateOnly(2020, 3, 8), span.Until);
        Assert.Equal(Utc(2020, 3, 8, 23), span.UntilUtc);
        Assert.Equal((new DateOnly(2020, 3, 1), new DateOnly(2020, 3, 8)), span.UtcDays);
        Assert.Equal("Europe/Berlin (UTC+01:00)", span.ZoneWords);
    }

    [Fact]
    public void Of_NoTelemetry_CountsBackFromNow() =>
        Assert.Equal(new DateOnly(2026, 3, 2), CoverageSpan.Of(CoverageFilter.Default, null, Spans.Now, TimeZoneInfo.Utc).Until);

    [Fact]
    public void Of_Ever_HasNoEnds()
    {
        var span = Spans.Of(CoverageFilter.Ever);

        Assert.Null(span.Range);
        Assert.Equal((null, null), span.UtcDays);
        Assert.True(span.Contains(DateTime.MinValue));
    }

    [Theory]
    [InlineData("2026-03-03", true)]
    [InlineData("2026-03-02", false)]
    public void IsFuture_FirstDayAfterNow_IsSaid(string from, bool expected) =>
        Assert.Equal(expected, Spans.Of(new() { Days = null, From = DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture) }).IsFuture);

    [Fact]
    public void Before_Compared_IsAsLongAndEndsTheDayBefore()
    {
        var span = Spans.Of(new() { Days = null, From = new(2026, 2, 10), Until = new(2026, 2, 12), Compare = true });

        Assert.Equal((new DateOnly(2026, 2, 7), new DateOnly(2026, 2, 9)), (span.Before!.From, span.Before.Until));
        Assert.Equal(span.FromUtc, span.Before.UntilUtc);
        Assert.Null(Spans.Of(new() { Days = 7 }).Before);
    }

    [Fact]
    public void StartUtc_DayOfTheSpringChange_IsShort()
    {
        var day = new DateOnly(2026, 3, 29);

        Assert.Equal(TimeSpan.FromHours(23), ZoneDays.EndUtc(day, Spans.Berlin) - ZoneDays.StartUtc(day, Spans.Berlin));
        Assert.Equal(Utc(2026, 3, 28, 23), ZoneDays.StartUtc(day, Spans.Berlin));
        Assert.Equal(Utc(2026, 3, 29, 22), ZoneDays.EndUtc(day, Spans.Berlin));
    }

    [Fact]
    public void StartUtc_DayOfTheAutumnChange_IsLong() => Assert.Equal(
        TimeSpan.FromHours(25), ZoneDays.EndUtc(new(2026, 10, 25), Spans.Berlin) - ZoneDays.StartUtc(new(2026, 10, 25), Spans.Berlin));

    [Theory]
    [InlineData("Africa/Cairo")]
    [InlineData("America/Sao_Paulo")]
    [InlineData("America/Havana")]
    [InlineData("Asia/Beirut")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("Europe/London")]
    public void Days_OfAnyZone_FollowEachOtherWithoutGapOrOverlap(string id)
    {
        // Some of these change their clocks at midnight, so that a day has no midnight or two.
        var zone = TimeZoneInfo.FindSystemTimeZoneById(id);
        for (var day = new DateOnly(2016, 1, 1); day < new DateOnly(2019, 1, 1); day = day.AddDays(1))
        {
            var start = ZoneDays.StartUtc(day, zone);
            Assert.Equal(day, ZoneDays.DayOf(start, zone));
            Assert.Equal(day.AddDays(-1), ZoneDays.DayOf(start.AddSeconds(-1), zone));
            Assert.InRange((ZoneDays.EndUtc(day, zone) - start).TotalHours, 23, 25);
        }
    }

    [Fact]
    public void ZoneWords_ClocksChangeWithin_SaysBoth() => Assert.Equal(
        "Europe/Berlin (UTC+01:00, at the end UTC+02:00)", Spans.Of(new() { Days = null, From = new(2026, 3, 20), Until = new(2026, 4, 2) }, Spans.Berlin).ZoneWords);
}
