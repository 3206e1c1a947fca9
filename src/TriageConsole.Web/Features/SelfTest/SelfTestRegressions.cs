using TriageConsole.Data.Model;

namespace TriageConsole.Web.Features.SelfTest;

/// <summary>What was well in the runs before and is not any more.</summary>
public static class SelfTestRegressions
{
    public static bool IsWell(SelfTestOutcome outcome) => outcome is SelfTestOutcome.Caught or SelfTestOutcome.Quiet;

    /// <summary>
    /// Marks the results that got worse. One that had got worse before stays marked until it is well again: the run after a
    /// regression is no better for being the same.
    /// </summary>
    /// <returns>How many.</returns>
    public static int Mark(IReadOnlyList<SelfTestResultRow> now, IReadOnlyList<SelfTestResultRow> before)
    {
        var known = before.ToDictionary(row => (row.Name, row.Evasion));
        foreach (var row in now)
        {
            row.IsRegression = !IsWell(row.Outcome)
                && known.TryGetValue((row.Name, row.Evasion), out var last) && (IsWell(last.Outcome) || last.IsRegression);
        }

        return now.Count(row => row.IsRegression);
    }
}
