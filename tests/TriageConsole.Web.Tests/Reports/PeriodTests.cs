using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Reports.Commands;
using TriageConsole.Web.Features.Reports.Periods;
using Xunit;

namespace TriageConsole.Web.Tests.Reports;

public sealed class PeriodTests
{
    private static readonly TimeZoneInfo _berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("2026-03-29", 23)]
    [InlineData("2026-10-25", 25)]
    [InlineData("2026-06-01", 24)]
    public void Period_OneDay_LastsAsLongAsTheDayDoes(string day, int hours)
    {
        var one = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        var period = new ReportPeriod(one, one, _berlin);
        Assert.Equal(TimeSpan.FromHours(hours), period.EndUtc - period.FromUtc);
        Assert.Equal(one, period.DayOf(period.FromUtc));
        Assert.Equal(one, period.DayOf(period.EndUtc.AddTicks(-1)));
        Assert.Equal(one.AddDays(1), period.DayOf(period.EndUtc));
    }

    [Fact]
    public void StartUtc_MidnightThatDoesNotExist_IsTheFirstMomentThatDoes()
    {
        var cairo = TimeZoneInfo.FindSystemTimeZoneById("Africa/Cairo");
        var day = new DateOnly(2024, 4, 26);
        Assert.True(cairo.IsInvalidTime(day.ToDateTime(TimeOnly.MinValue)));
        Assert.Equal(new DateTime(2024, 4, 25, 22, 0, 0, DateTimeKind.Utc), ZoneDays.StartUtc(day, cairo));
    }

    [Fact]
    public void UtcDays_OfAZoneAhead_HoldEveryDayThatIsTouched()
    {
        var period = new ReportPeriod(new(2026, 6, 1), new(2026, 6, 2), _berlin);
        Assert.Equal((new DateOnly(2026, 5, 31), new DateOnly(2026, 6, 2)), period.UtcDays);
        Assert.Equal((new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 2)), new ReportPeriod(new(2026, 6, 1), new(2026, 6, 2), TimeZoneInfo.Utc).UtcDays);
    }

    [Theory]
    [InlineData(ReportCadence.Weekly, 1, 6, "2026-03-02T04:59:00Z", "2026-03-02T05:00:00Z")]
    [InlineData(ReportCadence.Weekly, 1, 6, "2026-03-02T05:00:00Z", "2026-03-09T05:00:00Z")]
    [InlineData(ReportCadence.Weekly, 0, 2, "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")] // 02:00 is skipped: 03:00
    [InlineData(ReportCadence.Weekly, 0, 2, "2026-10-24T12:00:00Z", "2026-10-25T00:00:00Z")] // 02:00 comes twice: the first
    [InlineData(ReportCadence.Weekly, 0, 2, "2026-10-25T00:00:00Z", "2026-11-01T01:00:00Z")] // and only once
    [InlineData(ReportCadence.Monthly, 1, 0, "2026-03-31T21:59:00Z", "2026-03-31T22:00:00Z")]
    [InlineData(ReportCadence.Monthly, 28, 23, "2026-02-28T23:00:00Z", "2026-03-28T22:00:00Z")]
    public void NextUtc_Schedule_IsTheFirstMomentAfter(ReportCadence cadence, int day, int hour, string after, string next) =>
        Assert.Equal(Utc(next), ScheduleTimes.NextUtc(Schedule(cadence, day, hour), _berlin, Utc(after)));

    [Fact]
    public void PeriodAt_Weekly_IsTheSevenDaysBefore()
    {
        var period = ScheduleTimes.PeriodAt(Schedule(ReportCadence.Weekly, 1, 6), _berlin, Utc("2026-03-02T05:00:00Z"));
        Assert.Equal((new DateOnly(2026, 2, 23), new DateOnly(2026, 3, 1)), (period.From, period.Until));
    }

    [Theory]
    [InlineData("2026-03-01T00:00:00Z", "2026-02-01", "2026-02-28")]
    [InlineData("2026-01-31T22:59:00Z", "2025-12-01", "2025-12-31")]
    [InlineData("2026-01-31T23:00:00Z", "2026-01-01", "2026-01-31")]
    public void PeriodAt_Monthly_IsTheCalendarMonthBefore(string at, string from, string until)
    {
        var period = ScheduleTimes.PeriodAt(Schedule(ReportCadence.Monthly, 1, 0), _berlin, Utc(at));
        Assert.Equal((Day(from), Day(until)), (period.From, period.Until));
    }

    [Theory]
    [InlineData("2026-03-01", "2026-03-01", "UTC", 0)]
    [InlineData("2026-03-01", "2027-03-01", "Europe/Berlin", 0)]
    [InlineData("2026-03-01", "2027-03-02", "Europe/Berlin", 1)]
    [InlineData("2026-03-02", "2026-03-01", "UTC", 1)]
    [InlineData("2026-03-01", "2026-03-02", "Mars/Olympus", 1)]
    [InlineData("2026-03-01", "2026-03-02", "", 1)]
    [InlineData("0001-01-01", "0001-01-02", "UTC", 1)]
    [InlineData("9999-12-31", "9999-12-31", "UTC", 1)]
    public void Faults_Request_AreOfWhatMakesNoSense(string from, string until, string zone, int faults) =>
        Assert.Equal(faults, new ReportRequest { From = Day(from), Until = Day(until), Zone = zone }.Faults().Count());

    private static ReportScheduleRow Schedule(ReportCadence cadence, int day, int hour) => new() { Name = "s", Zone = "Europe/Berlin", ChangedBy = "mona", Cadence = cadence, Day = day, Hour = hour };

    private static DateTime Utc(string text) => DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal);

    private static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
