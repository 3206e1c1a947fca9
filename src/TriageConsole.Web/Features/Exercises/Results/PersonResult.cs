using TriageConsole.Data.Model;
using TriageConsole.Domain.Exercises;

namespace TriageConsole.Web.Features.Exercises.Results;

/// <summary>How one person did.</summary>
public sealed record PersonResult
{
    public required string Who { get; init; }

    /// <summary>Scenarios they looked at.</summary>
    public int Opened { get; init; }

    public int Decided { get; init; }

    public int Right { get; init; }

    public int Wrong { get; init; }

    public int Unclear { get; init; }

    /// <summary>Median time from an alert to their looking at it; null where they looked at none.</summary>
    public TimeSpan? TimeToOpen { get; init; }

    /// <summary>Median time from an alert to their decision.</summary>
    public TimeSpan? TimeToDecide { get; init; }

    /// <summary>Median time from an alert to their escalation of it.</summary>
    public TimeSpan? TimeToEscalate { get; init; }

    public static PersonResult Of(string who, IReadOnlyCollection<ExerciseItemRow> raised, IReadOnlyDictionary<long, ItemResult> results, ILookup<long, WhoWhen> opens)
    {
        ArgumentNullException.ThrowIfNull(raised);
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(opens);
        var opened = raised.Select(item => (Item: item, Open: opens[item.Id].Where(open => Domain.Comparers.UserName.Equals(open.Who, who)).MinBy(open => open.AtUtc)))
            .Where(pair => pair.Open is not null).ToList();
        var decided = raised.Select(item => (Item: item, Result: results[item.Id])).Where(pair => Domain.Comparers.UserName.Equals(pair.Result.DecidedBy, who)).ToList();
        int Count(ExerciseMark mark) => decided.Count(pair => pair.Result.Mark == mark);
        return new()
        {
            Who = who,
            Opened = opened.Select(pair => pair.Item.Id).Union(decided.Select(pair => pair.Item.Id)).Count(),
            Decided = decided.Count,
            Right = Count(ExerciseMark.Right),
            Wrong = Count(ExerciseMark.Wrong),
            Unclear = Count(ExerciseMark.Unclear),
            TimeToOpen = Median(opened.Select(pair => pair.Open!.AtUtc - pair.Item.RaisedUtc)),
            TimeToDecide = Median(decided.Select(pair => pair.Result.DecidedUtc - pair.Item.RaisedUtc)),
            TimeToEscalate = Median(decided.Where(pair => pair.Result.Decision == ExerciseDecision.Escalated).Select(pair => pair.Result.DecidedUtc - pair.Item.RaisedUtc)),
        };
    }

    /// <summary>The middle one, or the mean of the two in the middle; null of none.</summary>
    public static TimeSpan? Median(IEnumerable<TimeSpan?> times)
    {
        List<TimeSpan> sorted = [.. times.OfType<TimeSpan>().Order()];
        return sorted.Count == 0 ? null : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
