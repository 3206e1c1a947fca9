using TriageConsole.Data.Model;

namespace TriageConsole.Web.Features.Reports.Periods;

/// <summary>When a schedule asks, and what for. Pure: the same schedule and moment give the same.</summary>
public static class ScheduleTimes
{
    public const int WeekDays = 7;

    /// <summary>The highest day of the month that every month has.</summary>
    public const int LastDay = 28;

    /// <summary>The first moment after another at which it asks.</summary>
    public static DateTime NextUtc(ReportScheduleRow schedule, TimeZoneInfo zone, DateTime afterUtc)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        for (var day = ZoneDays.DayOf(afterUtc, zone); ; day = day.AddDays(1))
        {
            if (!IsDay(schedule, day))
                continue;
            var at = ZoneDays.ToUtc(day.ToDateTime(new TimeOnly(schedule.Hour, 0)), zone);
            if (at > afterUtc)
                return at;
        }
    }

    /// <summary>What it asks for at a moment: the seven days before that day, or the calendar month before it.</summary>
    public static ReportPeriod PeriodAt(ReportScheduleRow schedule, TimeZoneInfo zone, DateTime utc)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var day = ZoneDays.DayOf(utc, zone);
        if (schedule.Cadence == ReportCadence.Weekly)
            return new(day.AddDays(-WeekDays), day.AddDays(-1), zone);
        var first = new DateOnly(day.Year, day.Month, 1);
        return new(first.AddMonths(-1), first.AddDays(-1), zone);
    }

    private static bool IsDay(ReportScheduleRow schedule, DateOnly day) =>
        schedule.Cadence == ReportCadence.Weekly ? (int)day.DayOfWeek == schedule.Day : day.Day == schedule.Day;
}
