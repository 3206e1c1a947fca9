using TriageConsole.Web.Features.Filters;

namespace TriageConsole.Web.Features.Coverage.Work;

/// <summary>Spans of age that undecided alerts are counted in.</summary>
public static class BacklogAge
{
    private static readonly TimeSpan[] _edges =
        [TimeSpan.FromHours(1), TimeSpan.FromHours(4), TimeSpan.FromDays(1), TimeSpan.FromDays(3), TimeSpan.FromDays(7), TimeSpan.FromDays(30)];

    private static readonly string[] _words = ["under 1 h", "1 to 4 h", "4 to 24 h", "1 to 3 d", "3 to 7 d", "7 to 30 d", "over 30 d"];

    public static int Count => _words.Length;

    /// <summary>The span that an age lies in; of a clock that is ahead the youngest.</summary>
    public static int Of(TimeSpan age)
    {
        var at = Array.FindIndex(_edges, edge => age <= edge);
        return at < 0 ? _edges.Length : at;
    }

    public static string WordsOf(int span) => _words[span];

    /// <summary>When alerts of a span were raised, told at a moment.</summary>
    public static TimeRange Raised(int span, DateTime atUtc) => new(
        span == _edges.Length ? null : atUtc - _edges[span],
        span == 0 ? null : atUtc - _edges[span - 1]);
}
