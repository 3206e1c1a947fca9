namespace TriageConsole.Web.Features.Coverage.Work;

/// <summary>How long something took: of how many, the middle one, and the one that nine of ten do not exceed.</summary>
/// <param name="Count">How many there were.</param>
/// <param name="Median">Half took at most this long; null without any.</param>
/// <param name="P90">Nine of ten took at most this long; null without any.</param>
public readonly record struct Spread(int Count, TimeSpan? Median, TimeSpan? P90)
{
    public static Spread Of(IEnumerable<TimeSpan> times)
    {
        // A clock that was set back in between took no time, not less than none.
        var sorted = times.Select(time => time < TimeSpan.Zero ? TimeSpan.Zero : time).Order().ToList();
        return sorted.Count == 0 ? default : new(sorted.Count, At(sorted, 0.5), At(sorted, 0.9));
    }

    // The nearest rank: a time that was really taken, never one between two.
    private static TimeSpan At(List<TimeSpan> sorted, double share) => sorted[Math.Max(0, (int)Math.Ceiling((sorted.Count * share) - 1e-9) - 1)];
}
