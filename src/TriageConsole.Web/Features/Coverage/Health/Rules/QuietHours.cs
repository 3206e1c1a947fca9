namespace TriageConsole.Web.Features.Coverage.Health.Rules;

/// <summary>Hours without events, judged by the host's own habit: the same hour of the same weekday, or of every day of late.</summary>
internal static class QuietHours
{
    /// <summary>Weeks that a habit is told from.</summary>
    public const int Weeks = 4;

    // Holidays happen: three of the weeks are a habit. So is every day of a week, for what runs day and night.
    private const int Daily = 7;

    /// <summary>The spans of quiet hours, oldest first.</summary>
    /// <param name="hours">By day number: a bit an hour, the lowest for the first; days without events may be left out.</param>
    /// <param name="first">First day that is looked at.</param>
    /// <param name="last">Last day.</param>
    /// <param name="atUtc">Hours that end later are not over.</param>
    public static IReadOnlyList<QuietSpan> Of(IReadOnlyDictionary<int, int> hours, DateOnly first, DateOnly last, DateTime atUtc)
    {
        ArgumentNullException.ThrowIfNull(hours);
        List<QuietSpan> spans = [];
        for (var day = first.DayNumber; day <= last.DayNumber; day++)
        {
            var quiet = Usual(hours, day) & ~hours.GetValueOrDefault(day);
            for (var hour = 0; quiet != 0 && hour < 24; hour++)
            {
                if ((quiet & (1 << hour)) == 0)
                    continue;
                var from = DateOnly.FromDayNumber(day).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddHours(hour);
                if (from.AddHours(1) > atUtc)
                    return spans;
                if (spans.Count > 0 && spans[^1].ToUtc == from)
                    spans[^1] = spans[^1] with { ToUtc = from.AddHours(1) };
                else
                    spans.Add(new(from, from.AddHours(1)));
            }
        }

        return spans;
    }

    private static int Usual(IReadOnlyDictionary<int, int> hours, int day)
    {
        // A bit is set in three of four exactly where it is set in all but one.
        Span<int> weeks = stackalloc int[Weeks];
        for (var week = 0; week < Weeks; week++)
            weeks[week] = hours.GetValueOrDefault(day - (7 * (week + 1)));
        var weekly = 0;
        for (var left = 0; left < Weeks; left++)
        {
            var all = ~0;
            for (var week = 0; week < Weeks; week++)
                all &= week == left ? ~0 : weeks[week];
            weekly |= all;
        }

        var daily = ~0;
        for (var back = 1; back <= Daily; back++)
            daily &= hours.GetValueOrDefault(day - back);
        return weekly | daily;
    }
}
