using System.Globalization;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Exercises;

namespace TriageConsole.Web.Features.Exercises.Results;

/// <summary>Exercises in words.</summary>
public static class ExerciseWords
{
    public static string Of(ExerciseState state) => state switch
    {
        ExerciseState.Running => "Running",
        ExerciseState.Clearing => "Clearing up",
        _ => "Ended",
    };

    public static string Of(ExerciseEnd end) => end switch
    {
        ExerciseEnd.Time => "its time was over",
        ExerciseEnd.Lead => "ended by its lead",
        ExerciseEnd.Decided => "everything was decided",
        _ => string.Empty,
    };

    public static string Of(ExerciseItemState state) => state switch
    {
        ExerciseItemState.Waiting => "Not in the queue yet",
        ExerciseItemState.Entering => "Entering",
        ExerciseItemState.Raised => "In the queue",
        ExerciseItemState.NotRaised => "Not raised",
        _ => "Failed",
    };

    public static string Of(ExerciseDecision decision) => decision switch
    {
        ExerciseDecision.Allowed => "Allowed",
        ExerciseDecision.Escalated => "Escalated",
        ExerciseDecision.ClosedTruePositive => "Closed: true positive",
        ExerciseDecision.ClosedBenignPositive => "Closed: benign positive",
        ExerciseDecision.ClosedFalsePositive => "Closed: false positive",
        ExerciseDecision.ClosedUndetermined => "Closed: undetermined",
        _ => "Not decided",
    };

    /// <summary>A mark; while an exercise runs, what nobody decided is still open.</summary>
    public static string Of(ExerciseMark mark, bool isRunning) => mark switch
    {
        ExerciseMark.Right => "Right",
        ExerciseMark.Wrong => "Wrong",
        ExerciseMark.Unclear => "Unclear",
        _ => isRunning ? "Open" : "Missed",
    };

    /// <summary>A shape beside the word, so that it never rests on colour.</summary>
    public static string Shape(ExerciseMark mark) => mark switch
    {
        ExerciseMark.Right => "✓",
        ExerciseMark.Wrong => "✕",
        ExerciseMark.Unclear => "◐",
        _ => "○",
    };

    public static string Kind(bool isAttack) => isAttack ? "Attack" : "Routine use";

    /// <summary>What would have been right.</summary>
    public static string RightWay(bool isAttack) => isAttack ? "escalate it, or close it as true positive" : "allow it, or close it as benign or false positive";

    public static string Form(string evasion)
    {
        ArgumentNullException.ThrowIfNull(evasion);
        return evasion.Length == 0 ? "as written" : evasion.Replace('-', ' ');
    }

    /// <summary>A time taken; a dash where there is none.</summary>
    public static string Span(TimeSpan? span) => span switch
    {
        null => "–",
        { TotalHours: >= 1 } long1 => string.Create(CultureInfo.InvariantCulture, $"{(int)long1.TotalHours} h {long1.Minutes:00} min"),
        { TotalMinutes: >= 1 } some => string.Create(CultureInfo.InvariantCulture, $"{(int)some.TotalMinutes} min {some.Seconds:00} s"),
        { } brief => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, (int)brief.TotalSeconds)} s"),
    };
}
