using TriageConsole.Domain.Alerts;

namespace TriageConsole.Domain.Exercises;

/// <summary>What a person first made of an alert of an exercise. Stored as a number: never renumber.</summary>
public enum ExerciseDecision
{
    /// <summary>Nothing yet.</summary>
    None = 0,

    Allowed = 1,

    Escalated = 2,

    ClosedTruePositive = 3,

    ClosedBenignPositive = 4,

    ClosedFalsePositive = 5,

    ClosedUndetermined = 6,
}

/// <summary>How right that was. Stored as a number: never renumber.</summary>
public enum ExerciseMark
{
    /// <summary>Nobody decided it, or not in time.</summary>
    Missed = 0,

    Right = 1,

    Wrong = 2,

    /// <summary>Closed as undetermined: neither caught nor waved through.</summary>
    Unclear = 3,
}

/// <summary>
/// When a decision in an exercise is right. Only the first decision counts: whoever has decided is told what the alert was, and
/// could decide again knowing it.
/// </summary>
public static class ExerciseRules
{
    /// <summary>The decision that a line of an alert's history stands for; <see cref="ExerciseDecision.None"/> for a line that decides nothing.</summary>
    /// <param name="action">What was done.</param>
    /// <param name="to">The status that it led to; null where it led to none.</param>
    /// <param name="outcome">How it was closed; means nothing for other actions.</param>
    public static ExerciseDecision Of(AlertAction action, AlertStatus? to, AlertOutcome? outcome) => (action, outcome) switch
    {
        (AlertAction.Allowed, _) => ExerciseDecision.Allowed,
        (AlertAction.Escalated, _) => ExerciseDecision.Escalated,

        // An open alert that is put into a case by hand is escalated by that.
        (AlertAction.AddedToCase, _) => to == AlertStatus.Escalated ? ExerciseDecision.Escalated : ExerciseDecision.None,
        (AlertAction.Closed, AlertOutcome.TruePositive) => ExerciseDecision.ClosedTruePositive,
        (AlertAction.Closed, AlertOutcome.BenignPositive) => ExerciseDecision.ClosedBenignPositive,
        (AlertAction.Closed, AlertOutcome.FalsePositive) => ExerciseDecision.ClosedFalsePositive,
        (AlertAction.Closed, _) => ExerciseDecision.ClosedUndetermined,
        _ => ExerciseDecision.None,
    };

    /// <summary>
    /// An attack is rightly escalated or closed as true positive, a routine use rightly allowed or closed as benign or false
    /// positive; undetermined is neither right nor wrong.
    /// </summary>
    public static ExerciseMark Mark(bool isAttack, ExerciseDecision decision) => decision switch
    {
        ExerciseDecision.None => ExerciseMark.Missed,
        ExerciseDecision.ClosedUndetermined => ExerciseMark.Unclear,
        ExerciseDecision.Escalated or ExerciseDecision.ClosedTruePositive => isAttack ? ExerciseMark.Right : ExerciseMark.Wrong,
        _ => isAttack ? ExerciseMark.Wrong : ExerciseMark.Right,
    };

    /// <summary>
    /// Whether an alert of an exercise is called one to somebody: always to whoever runs exercises and where the exercise was
    /// announced, else only once it was decided.
    /// </summary>
    public static bool IsTold(bool seesAll, bool isBlind, bool isDecided) => seesAll || !isBlind || isDecided;
}
