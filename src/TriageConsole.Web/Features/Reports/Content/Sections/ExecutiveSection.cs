using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Coverage.Grade;
using TriageConsole.Web.Features.Reports.Content.Figures;

namespace TriageConsole.Web.Features.Reports.Content.Sections;

/// <summary>The one page for who reads one page: the question, its answer, how it is known, what is open.</summary>
public static class ExecutiveSection
{
    private const string Question =
        "Can we distinguish normal use of signed script hosts from signed-parent execution of untrusted payloads, on which machines, and how do we know?";

    public static ReportSection Of(ReportScope scope, ReportNumbers numbers)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(numbers);
        var (hosts, test) = (numbers.Telemetry, numbers.SelfTest);
        return new("summary", "Summary",
        [
            new ReportText(Question, ReportWeight.Small),
            new ReportText(Answer(scope, numbers), ReportWeight.Answer),
            new ReportFacts(
            [
                new("Grade of AN1288", Grade(numbers), $"{GradeReport.Analytic}: telemetry × self-test × signals × baseline"),
                new("Hosts evaluable in full", $"{ReportFigures.Count(hosts.Graded(ComponentState.Covered))} of {ReportFigures.Count(hosts.Known)}", "hosts known at the time of the report"),
                new("Attacks of the self-test caught", test.Run is null ? "not tested" : $"{test.Of(SelfTestOutcome.Caught)} of {test.Attacks}", test.Run is { } run ? $"on {ReportFigures.Day(run.FinishedUtc)}" : "no run ended before the period did"),
                new("Alerts raised", ReportFigures.Count(numbers.Decisions.Alerts), $"{ReportFigures.Count(numbers.Decisions.All.Waiting)} still wait"),
                new("Time to the first decision", ReportFigures.Span(ReportFigures.At(numbers.Decisions.All.Minutes, 0.5)), $"median; 9 of 10 within {ReportFigures.Span(ReportFigures.At(numbers.Decisions.All.Minutes, 0.9))}"),
                new("Approved uses in force", ReportFigures.Count(numbers.Baseline.InForce.Count()), $"{numbers.Baseline.SelfApproved} self-approved, {numbers.Baseline.Expiring} expiring"),
            ]),
            new ReportHeading("On which machines"),
            new ReportList([.. Machines(numbers.Telemetry)]),
            new ReportHeading("How we know"),
            new ReportList([.. Knowledge(numbers)]),
            new ReportHeading("What is open"),
            new ReportList([.. Open(numbers).DefaultIfEmpty("Nothing: every host can be evaluated, every attack of the self-test is caught, every alert is decided in time, and the baseline is in order.")]),
        ]);
    }

    /// <summary>The answer in a sentence: yes, in part, no, or not shown.</summary>
    public static string Answer(ReportScope scope, ReportNumbers numbers)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(numbers);
        var (hosts, test) = (numbers.Telemetry, numbers.SelfTest);
        var full = hosts.Graded(ComponentState.Covered);
        var part = hosts.Graded(ComponentState.Weakened);
        if (scope.IsInFuture)
            return "It cannot be answered: the period lies in the future, so there is nothing in it yet.";
        if (!hosts.HasTelemetry)
            return "It cannot be answered: no host sent telemetry in this period. Import what is missing, or choose a period that has telemetry.";
        if (full + part == 0)
            return $"No: on none of the {ReportFigures.Of(hosts.Known, "known host", "known hosts")} was there enough to evaluate it. What was decided below rests on what little there was.";
        var where = full == hosts.Known
            ? $"on all {ReportFigures.Of(hosts.Known, "host", "hosts")}"
            : $"on {ReportFigures.Count(full)} of {ReportFigures.Of(hosts.Known, "known host", "known hosts")} in full and on {ReportFigures.Count(part)} more in part";
        if (test.Run is null)
            return $"It is not shown: the telemetry would allow it {where}, but no self-test that ended before the period did tells whether detection works.";
        var caught = test.Of(SelfTestOutcome.Caught);
        if (full == hosts.Known && caught == test.Attacks && test.Of(SelfTestOutcome.Raised) == 0)
            return $"Yes, {where}: the self-test caught all {test.Attacks} attacks and left all {test.Routine} routine uses alone.";
        if (caught == 0)
            return $"No: the telemetry would allow it {where}, but the self-test caught none of its {test.Attacks} attacks.";
        return $"In part: {where}. The self-test caught {caught} of {test.Attacks} attacks ({ReportFigures.Share(caught, test.Attacks)}) and falsely raised {test.Of(SelfTestOutcome.Raised)} of {test.Routine} routine uses.";
    }

    private static string Grade(ReportNumbers numbers) => numbers.Grades.Of(GradeReport.Analytic)?.Grade is { } grade
        ? grade.Score is { } score ? FormattableString.Invariant($"{GradeWords.Of(grade.Word)}, {score} of 100") : GradeWords.Of(grade.Word)
        : CoverageWords.NotEvaluable;

    private static IEnumerable<string> Machines(TelemetryFigures hosts)
    {
        var (full, part, not) = (hosts.Graded(ComponentState.Covered), hosts.Graded(ComponentState.Weakened), hosts.Graded(ComponentState.NotEvaluable));
        yield return $"In full on {ReportFigures.Of(full, "host", "hosts")}: all that the analytic needs was there, without gaps, quiet hours or a clock that is off.";
        yield return $"In part on {ReportFigures.Of(part, "host", "hosts")}: something that the analytic needs is missing or incomplete, and the coverage section says what that costs; an alert may be missed or scored too low.";
        yield return $"Not evaluable on {ReportFigures.Of(not, "host", "hosts")}: they sent telemetry, but no process creation or no command line.";
        yield return $"Silent: {ReportFigures.Of(hosts.Silent.Count, "known host", "known hosts")} stopped sending, or sent nothing in the period. Machines that never sent anything are not known here and are in no number of this report.";
    }

    private static IEnumerable<string> Knowledge(ReportNumbers numbers)
    {
        var (test, uses) = (numbers.SelfTest, numbers.Baseline);
        yield return test.Run is { } run
            ? $"The self-test of {ReportFigures.Utc(run.FinishedUtc)} ran {run.Total} invented attacks and routine uses through the detection and the approved uses in force: {test.Of(SelfTestOutcome.Caught)} caught, {test.Of(SelfTestOutcome.Hidden)} hidden by an approved use, {test.Of(SelfTestOutcome.Missed)} missed, {test.Of(SelfTestOutcome.Raised)} falsely raised."
            : "There is no completed self-test from before the end of the period; whether detection works is not shown.";
        yield return $"Normal use is what is written down: {ReportFigures.Of(uses.InForce.Count(), "approved use is", "approved uses are")} in force, each with an owner, a reason and an end. They cover {ReportFigures.Of(numbers.Decisions.Of(OutcomeWord.Covered), "alert", "alerts")} of the period.";
        yield return $"People decided {ReportFigures.Of(numbers.Decisions.All.Decided, "alert", "alerts")} of the {ReportFigures.Count(numbers.Decisions.Alerts)} raised; each decision names who, when and why, in the history that the evidence pack holds.";
    }

    private static IEnumerable<string> Open(ReportNumbers numbers)
    {
        var (hosts, decisions, uses, test) = (numbers.Telemetry, numbers.Decisions, numbers.Baseline, numbers.SelfTest);
        if (hosts.Graded(ComponentState.Weakened) + hosts.Graded(ComponentState.NotEvaluable) + hosts.Silent.Count is > 0 and var gaps)
            yield return $"{ReportFigures.Of(gaps, "host has a gap", "hosts have gaps")} in the telemetry.";
        if (test.Of(SelfTestOutcome.Hidden) is > 0 and var hidden)
            yield return $"{ReportFigures.Of(hidden, "attack of the self-test is", "attacks of the self-test are")} hidden by approved uses.";
        if (test.Of(SelfTestOutcome.Missed) is > 0 and var missed)
            yield return $"{ReportFigures.Of(missed, "attack of the self-test is", "attacks of the self-test are")} missed.";
        if (decisions.Levels.Sum(level => level.Late) is > 0 and var late)
            yield return $"{ReportFigures.Of(late, "alert was", "alerts were")} not decided within the time for its level, or still {(late == 1 ? "waits" : "wait")} beyond it.";
        if (decisions.Weakened is > 0 and var weak)
            yield return $"{ReportFigures.Of(weak, "alert", "alerts")} had less than half of the evidence: a low score there is no all-clear.";
        if (uses.SelfApproved is > 0 and var self)
            yield return $"{ReportFigures.Of(self, "approved use", "approved uses")} had no second approver.";
        if (uses.Ownerless is > 0 and var ownerless)
            yield return $"{ReportFigures.Of(ownerless, "approved use has", "approved uses have")} an owner who is gone.";
        if (uses.Expiring is > 0 and var expiring)
            yield return $"{ReportFigures.Of(expiring, "approved use expires", "approved uses expire")} within 30 days.";
    }
}
