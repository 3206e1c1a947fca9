namespace TriageConsole.Web.Features.Hosts;

/// <summary>When a host counts as silent: nothing came for longer than its longest pause of late, and than a day.</summary>
public static class HostSilence
{
    /// <summary>No host is silent sooner.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromHours(24);

    /// <summary>From so many days its habit is told.</summary>
    public const int HabitDays = 30;

    /// <summary>How long it may say nothing.</summary>
    /// <param name="days">UTC days of the last <see cref="HabitDays"/> on which it sent something, in any order.</param>
    public static TimeSpan Allowed(IEnumerable<DateOnly> days)
    {
        var sorted = days.Distinct().Order().ToList();
        var longest = 1;
        for (var at = 1; at < sorted.Count; at++)
            longest = Math.Max(longest, sorted[at].DayNumber - sorted[at - 1].DayNumber);
        var habit = TimeSpan.FromDays(longest);
        return habit > Least ? habit : Least;
    }

    public static bool IsSilent(DateTime lastSeenUtc, IEnumerable<DateOnly> days, DateTime atUtc)
    {
        var quiet = atUtc - lastSeenUtc;
        return quiet > Least && quiet > Allowed(days);
    }
}
