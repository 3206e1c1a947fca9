using TriageConsole.Domain.Exercises;
using TriageConsole.Web.Features.Exercises.Results;
using TriageConsole.Web.Features.Reports.Content.Figures;

namespace TriageConsole.Web.Features.Reports.Content.Sections;

/// <summary>How people did on invented alerts in the real queue. Without their names: whoever signs in may read a report.</summary>
public static class ExerciseSection
{
    private const int MostExercises = 50;
    private const int MostWrong = 100;

    public static ReportSection Of(ReportScope scope, ReportNumbers numbers)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(numbers);
        var exercises = numbers.Exercises;
        var wrong = exercises.SelectMany(exercise => exercise.Row.Items
            .Where(item => item.State == Data.Model.ExerciseItemState.Raised && item.Mark != ExerciseMark.Right).OrderBy(item => item.Position).Select(item => (Exercise: exercise, Item: item))).ToList();
        return new("exercises", "Exercises",
        [
            new ReportText("Exercises that ended in the period: invented attacks and routine uses in the real queue. Only the first decision counts; what nobody decided in time is missed. Nothing of them is in any other number.", ReportWeight.Small),
            new ReportTable
            {
                Caption = "Exercises and their results",
                Headers = ["Exercise", "Ended", "Kind", "People", "Alerts", "Right", "Wrong", "Unclear", "Missed", "To open", "To decide", "To escalate"],
                Numbers = new HashSet<int> { 3, 4, 5, 6, 7, 8, 9, 10, 11 },
                Rows = [.. exercises.Take(MostExercises).Select(Row)],
                Left = Math.Max(0, exercises.Count - MostExercises),
                LeftWhere = "The evidence pack lists them all in csv/exercises.csv.",
                Empty = "No exercise ended in this period: how people would do is not shown.",
            },
            new ReportTable
            {
                Caption = "What was not decided rightly",
                Headers = ["Exercise", "Scenario", "Form", "Technique", "Was", "Decided as", "Result"],
                Rows = [.. wrong.Take(MostWrong).Select(w => (IReadOnlyList<string>)[
                    w.Exercise.Row.Name, w.Item.Scenario, ExerciseWords.Form(w.Item.Evasion), w.Item.Technique, ExerciseWords.Kind(w.Item.IsAttack), ExerciseWords.Of(w.Item.Decision),
                    $"{ExerciseWords.Shape(w.Item.Mark)} {ExerciseWords.Of(w.Item.Mark, isRunning: false)}"])],
                Left = Math.Max(0, wrong.Count - MostWrong),
                LeftWhere = "The evidence pack lists them all in csv/exercises.csv.",
                Empty = exercises.Count == 0 ? "No exercise." : "Nothing: every alert was decided rightly.",
            },
        ]);
    }

    private static IReadOnlyList<string> Row(ExerciseResult exercise) =>
    [
        exercise.Row.Name,
        ReportFigures.Utc(exercise.Row.EndedUtc),
        exercise.Row.IsBlind ? "blind" : "announced",
        ReportFigures.Count(exercise.Row.People.Count),
        ReportFigures.Count(exercise.Figures.Raised),
        ReportFigures.Count(exercise.Figures.Right),
        ReportFigures.Count(exercise.Figures.Wrong),
        ReportFigures.Count(exercise.Figures.Unclear),
        ReportFigures.Count(exercise.Figures.Open),
        ReportFigures.Span(exercise.Figures.TimeToOpen),
        ReportFigures.Span(exercise.Figures.TimeToDecide),
        ReportFigures.Span(exercise.Figures.TimeToEscalate),
    ];
}
