using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Exercises;
using Xunit;

namespace TriageConsole.Domain.Tests.Exercises;

public sealed class ExerciseRulesTests
{
    [Theory]
    [InlineData(ExerciseDecision.Escalated, ExerciseMark.Right, ExerciseMark.Wrong)]
    [InlineData(ExerciseDecision.ClosedTruePositive, ExerciseMark.Right, ExerciseMark.Wrong)]
    [InlineData(ExerciseDecision.Allowed, ExerciseMark.Wrong, ExerciseMark.Right)]
    [InlineData(ExerciseDecision.ClosedBenignPositive, ExerciseMark.Wrong, ExerciseMark.Right)]
    [InlineData(ExerciseDecision.ClosedFalsePositive, ExerciseMark.Wrong, ExerciseMark.Right)]
    [InlineData(ExerciseDecision.ClosedUndetermined, ExerciseMark.Unclear, ExerciseMark.Unclear)]
    [InlineData(ExerciseDecision.None, ExerciseMark.Missed, ExerciseMark.Missed)]
    public void Mark_EachDecision_IsRightForOneKindOnly(ExerciseDecision decision, ExerciseMark attack, ExerciseMark routine)
    {
        Assert.Equal(attack, ExerciseRules.Mark(isAttack: true, decision));
        Assert.Equal(routine, ExerciseRules.Mark(isAttack: false, decision));
    }

    [Theory]
    [InlineData(AlertAction.Allowed, AlertStatus.AllowedPending, null, ExerciseDecision.Allowed)]
    [InlineData(AlertAction.Escalated, AlertStatus.Escalated, null, ExerciseDecision.Escalated)]
    [InlineData(AlertAction.AddedToCase, AlertStatus.Escalated, null, ExerciseDecision.Escalated)]
    [InlineData(AlertAction.AddedToCase, null, null, ExerciseDecision.None)]
    [InlineData(AlertAction.Closed, AlertStatus.Closed, AlertOutcome.TruePositive, ExerciseDecision.ClosedTruePositive)]
    [InlineData(AlertAction.Closed, AlertStatus.Closed, AlertOutcome.BenignPositive, ExerciseDecision.ClosedBenignPositive)]
    [InlineData(AlertAction.Closed, AlertStatus.Closed, AlertOutcome.FalsePositive, ExerciseDecision.ClosedFalsePositive)]
    [InlineData(AlertAction.Closed, AlertStatus.Closed, AlertOutcome.Undetermined, ExerciseDecision.ClosedUndetermined)]
    [InlineData(AlertAction.Reopened, AlertStatus.Open, null, ExerciseDecision.None)]
    [InlineData(AlertAction.Assigned, null, null, ExerciseDecision.None)]
    [InlineData(AlertAction.Commented, null, null, ExerciseDecision.None)]
    public void Of_EachLineOfHistory_IsTheDecisionItStandsFor(AlertAction action, AlertStatus? to, AlertOutcome? outcome, ExerciseDecision decision) =>
        Assert.Equal(decision, ExerciseRules.Of(action, to, outcome));

    [Theory]
    [InlineData(false, true, false, false)]
    [InlineData(false, true, true, true)]
    [InlineData(false, false, false, true)]
    [InlineData(true, true, false, true)]
    public void IsTold_WhoAndWhen_BlindOnlyOnceDecidedUnlessTheyRunIt(bool seesAll, bool isBlind, bool isDecided, bool told) =>
        Assert.Equal(told, ExerciseRules.IsTold(seesAll, isBlind, isDecided));
}
