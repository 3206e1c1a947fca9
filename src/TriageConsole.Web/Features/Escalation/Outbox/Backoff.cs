using System.Security.Cryptography;

namespace TriageConsole.Web.Features.Escalation.Outbox;

/// <summary>How long to wait after an attempt that failed: twice as long each time, to an hour, a fifth more or less.</summary>
public static class Backoff
{
    private const double LongestSeconds = 3600;
    private const int MostDoublings = 20;
    private const int JitterPercent = 20;

    /// <param name="attempts">Attempts that were made, at least 1.</param>
    /// <param name="firstSeconds">The wait after the first.</param>
    /// <param name="asked">What the target asked for; never waited less, jitter or not.</param>
    public static TimeSpan After(int attempts, double firstSeconds, TimeSpan? asked)
    {
        var plain = Math.Min(LongestSeconds, firstSeconds * Math.Pow(2, Math.Clamp(attempts - 1, 0, MostDoublings)));

        // So that what failed together does not come back together.
        var wait = TimeSpan.FromSeconds(plain * RandomNumberGenerator.GetInt32(100 - JitterPercent, 100 + JitterPercent + 1) / 100);
        return asked > wait ? asked.Value : wait;
    }
}
