using TriageConsole.Data.Model;
using TriageConsole.Domain.Exercises;

namespace TriageConsole.Web.Features.Exercises.Results;

/// <summary>The figures of one exercise.</summary>
/// <param name="Scenarios">All that were drawn.</param>
/// <param name="Raised">Of these in the queue: what is measured.</param>
/// <param name="Right">Decided rightly.</param>
/// <param name="Wrong">Decided wrongly.</param>
/// <param name="Unclear">Closed as undetermined.</param>
/// <param name="Open">Not decided; once it has ended these are missed.</param>
/// <param name="TimeToOpen">Median from an alert to its first being looked at.</param>
/// <param name="TimeToDecide">Median from an alert to its first decision.</param>
/// <param name="TimeToEscalate">Median from an alert to its being escalated.</param>
public sealed record ExerciseFigures(
    int Scenarios, int Raised, int Right, int Wrong, int Unclear, int Open, TimeSpan? TimeToOpen, TimeSpan? TimeToDecide, TimeSpan? TimeToEscalate)
{
    /// <summary>Share decided rightly of all that is measured, in percent; null where nothing is.</summary>
    public double? RightShare => Raised == 0 ? null : Math.Round(100.0 * Right / Raised, 1);

    public static ExerciseFigures Of(IReadOnlyCollection<ExerciseItemRow> items, IReadOnlyDictionary<long, ItemResult> results)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(results);
        var raised = items.Where(item => item.State == ExerciseItemState.Raised).Select(item => (Item: item, Result: results[item.Id])).ToList();
        int Count(ExerciseMark mark) => raised.Count(pair => pair.Result.Mark == mark);
        return new(
            items.Count, raised.Count, Count(ExerciseMark.Right), Count(ExerciseMark.Wrong), Count(ExerciseMark.Unclear), Count(ExerciseMark.Missed),
            PersonResult.Median(raised.Select(pair => pair.Result.OpenedUtc - pair.Item.RaisedUtc)),
            PersonResult.Median(raised.Select(pair => pair.Result.DecidedUtc - pair.Item.RaisedUtc)),
            PersonResult.Median(raised.Select(pair => pair.Result.EscalatedUtc - pair.Item.RaisedUtc)));
    }
}

/// <summary>One exercise as a line of the list.</summary>
public sealed record ExerciseLine(ExerciseRow Exercise, ExerciseFigures Figures, int People);

/// <summary>One scenario with what people made of it.</summary>
public sealed record ExerciseItemView(ExerciseItemRow Item, ItemResult Result);

/// <summary>One exercise in full, as far as the viewer may see it.</summary>
public sealed record ExerciseView
{
    public required ExerciseRow Exercise { get; init; }

    public required ExerciseFigures Figures { get; init; }

    public required IReadOnlyList<ExerciseItemView> Items { get; init; }

    /// <summary>Who took part: everybody for leads, else only the viewer.</summary>
    public required IReadOnlyList<PersonResult> People { get; init; }

    /// <summary>Names of others are shown.</summary>
    public required bool SeesAll { get; init; }

    public required string Viewer { get; init; }

    public bool IsRunning => Exercise.State == ExerciseState.Running;

    /// <summary>A name as the viewer may read it.</summary>
    public string? Name(string? who) => who is null || SeesAll || Domain.Comparers.UserName.Equals(who, Viewer) ? who : "somebody else";

    /// <summary>Whether a person who decided takes part.</summary>
    public bool TakesPart(string? who) => Exercise.People.Exists(person => Domain.Comparers.UserName.Equals(person.UserName, who));
}

/// <summary>What an alert was in an exercise.</summary>
/// <param name="ExerciseId">Which.</param>
/// <param name="Name">Its name.</param>
/// <param name="HasEnded">Its result can be looked at by everybody.</param>
/// <param name="Item">The scenario.</param>
public sealed record ExerciseAlertView(long ExerciseId, string Name, bool HasEnded, ExerciseItemRow Item);
