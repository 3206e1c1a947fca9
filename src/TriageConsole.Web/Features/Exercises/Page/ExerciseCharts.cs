using System.Globalization;
using TriageConsole.Data.Model;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Exercises.Results;

namespace TriageConsole.Web.Features.Exercises.Page;

/// <summary>The charts of the exercises' pages. Made once for what is shown: a chart draws anew whenever its model is another instance.</summary>
public static class ExerciseCharts
{
    /// <summary>More than this can't be told apart.</summary>
    public const int MostExercises = 30;

    // Right and wrong mean something, and so do their colours; what is neither has one that means nothing.
    private const string Right = "--tc-good";
    private const string Wrong = "--tc-danger";
    private const string Unclear = "--tc-chart-5";
    private const string Open = "--tc-chart-6";

    /// <summary>How right decisions were, exercise by exercise.</summary>
    public static TrendChart Rightness(IReadOnlyList<ExerciseLine> lines)
    {
        var ended = Ended(lines);
        return new()
        {
            Title = "Decided rightly, by exercise",
            CategoryTitle = "Exercise",
            Unit = " %",
            Max = 100,
            Categories = Keys(ended),
            Series = [new("Right", "right", Right, [.. ended.Select(line => line.Figures.RightShare)])],
        };
    }

    /// <summary>How long people took, exercise by exercise.</summary>
    public static TrendChart Times(IReadOnlyList<ExerciseLine> lines)
    {
        var ended = Ended(lines);
        return new()
        {
            Title = "Median minutes, by exercise",
            CategoryTitle = "Exercise",
            Unit = " min",
            Categories = Keys(ended),
            Series =
            [
                new("To open", "open", "--tc-chart-1", [.. ended.Select(line => Minutes(line.Figures.TimeToOpen))]),
                new("To decide", "decide", "--tc-chart-2", [.. ended.Select(line => Minutes(line.Figures.TimeToDecide))]),
                new("To escalate", "escalate", "--tc-chart-3", [.. ended.Select(line => Minutes(line.Figures.TimeToEscalate))]),
            ],
        };
    }

    /// <summary>How each person did.</summary>
    public static StackedBarChart People(ExerciseView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return new()
        {
            Title = "Decisions, by person",
            CategoryTitle = "Person",
            Categories = view.People.All(person => person.Decided == 0) ? [] : [.. view.People.Select(person => new ChartKey(person.Who, person.Who))],
            Series =
            [
                new("Right", "right", Right, [.. view.People.Select(person => (double?)person.Right)]),
                new("Wrong", "wrong", Wrong, [.. view.People.Select(person => (double?)person.Wrong)]),
                new("Unclear", "unclear", Unclear, [.. view.People.Select(person => (double?)person.Unclear)]),
            ],
        };
    }

    /// <summary>What became of attacks and of routine uses.</summary>
    public static StackedBarChart Kinds(ExerciseView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var measured = view.Items.Where(item => item.Item.State == ExerciseItemState.Raised).ToList();
        double? Count(bool isAttack, Domain.Exercises.ExerciseMark mark) => measured.Count(item => item.Item.IsAttack == isAttack && item.Result.Mark == mark);
        ChartSeries Of(Domain.Exercises.ExerciseMark mark, string color) => new(
            ExerciseWords.Of(mark, view.IsRunning), mark.ToString(), color,
            [Count(true, mark), Count(false, mark)]);
        return new()
        {
            Title = "What became of the scenarios",
            CategoryTitle = "Kind",
            Categories = measured.Count == 0 ? [] : [new("Attacks", "attack"), new("Routine uses", "routine")],
            Series =
            [
                Of(Domain.Exercises.ExerciseMark.Right, Right), Of(Domain.Exercises.ExerciseMark.Wrong, Wrong),
                Of(Domain.Exercises.ExerciseMark.Unclear, Unclear), Of(Domain.Exercises.ExerciseMark.Missed, Open),
            ],
        };
    }

    private static List<ExerciseLine> Ended(IReadOnlyList<ExerciseLine> lines) =>
        [.. lines.Where(line => line.Exercise.State != ExerciseState.Running && line.Figures.Raised > 0).Take(MostExercises).Reverse()];

    private static IReadOnlyList<ChartKey> Keys(List<ExerciseLine> lines) =>
        [.. lines.Select(line => new ChartKey(
            string.Create(CultureInfo.InvariantCulture, $"{line.Exercise.Id} · {line.Exercise.CreatedUtc:yyyy-MM-dd}"), line.Exercise.Id.ToString(CultureInfo.InvariantCulture)))];

    private static double? Minutes(TimeSpan? span) => span is { } taken ? Math.Round(taken.TotalMinutes, 1) : null;
}
