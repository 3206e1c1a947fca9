using System.Globalization;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Reports.Content.Figures;
using TriageConsole.Web.Features.SelfTest;

namespace TriageConsole.Web.Features.Reports.Content.Sections;

/// <summary>What the self-test caught, and everything that it did not.</summary>
public static class SelfTestSection
{
    private const int MostFaults = 100;
    private const int MostRuns = 40;

    public static ReportSection Of(ReportScope scope, ReportNumbers numbers)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(numbers);
        var test = numbers.SelfTest;
        var faults = test.Results.Where(r => r.Outcome is SelfTestOutcome.Hidden or SelfTestOutcome.Missed or SelfTestOutcome.Raised).ToList();
        return new("self-test", "Self-test",
        [
            test.Run is { } run
                ? new ReportText($"The last run that ended before the period did: {ReportFigures.Utc(run.FinishedUtc)}, with detection {run.JudgedWith} and settings version {run.SettingsVersion}. Invented attacks, in several spellings each, and routine admin uses go through detection and the approved uses in force, taken as wide as they could be.")
                : new ReportText("No self-test was completed before the period ended. The last 30 runs are kept; whether detection worked then is not shown.", ReportWeight.Answer),
            new ReportTable
            {
                Caption = "Results by subject",
                Headers = ["Subject", "Technique", "Attacks", "Caught", "Hidden", "Missed", "Routine uses", "Falsely raised"],
                Numbers = new HashSet<int> { 2, 3, 4, 5, 6, 7 },
                Rows = [.. test.Results.GroupBy(r => r.Subject, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(Row)],
                Empty = "No results.",
            },
            new ReportTable
            {
                Caption = "What was hidden, missed or falsely raised",
                Headers = ["Scenario", "Form", "Technique", "Outcome", "Hidden by", "Worse than before"],
                Rows = [.. faults.Take(MostFaults).Select(r => (IReadOnlyList<string>)[
                    r.Name, SelfTestWords.Form(r), r.Technique, $"{SelfTestWords.Mark(r.Outcome)} {SelfTestWords.Of(r.Outcome)}", r.ApprovedUseTitle ?? string.Empty, r.IsRegression ? "yes" : "no"])],
                Left = Math.Max(0, faults.Count - MostFaults),
                LeftWhere = "The evidence pack lists them all in csv/self-test.csv.",
                Empty = test.Run is null ? "No results." : "Nothing: every attack was caught and no routine use was raised.",
            },
            new ReportTable
            {
                Caption = "Runs in the period",
                Headers = ["Began", "State", "Caught", "Hidden", "Missed", "Falsely raised", "Got worse"],
                Numbers = new HashSet<int> { 2, 3, 4, 5, 6 },
                Rows = [.. test.Runs.TakeLast(MostRuns).Select(r => (IReadOnlyList<string>)[
                    ReportFigures.Utc(r.StartedUtc), SelfTestWords.Of(r.State), Number(r.Caught), Number(r.Hidden), Number(r.Missed), Number(r.Raised), Number(r.Regressions)])],
                Left = Math.Max(0, test.Runs.Count - MostRuns),
            },
        ]);
    }

    // By id: the names stand with the grades, and one line each keeps the list short.
    private static IReadOnlyList<string> Row(IGrouping<string, SelfTestResultRow> group)
    {
        int Of(SelfTestOutcome outcome) => group.Count(r => r.Outcome == outcome);
        return
        [
            group.Key,
            string.Join(", ", group.Select(r => r.Technique).Distinct(StringComparer.Ordinal)),
            Number(Of(SelfTestOutcome.Caught) + Of(SelfTestOutcome.Hidden) + Of(SelfTestOutcome.Missed)),
            Number(Of(SelfTestOutcome.Caught)),
            Number(Of(SelfTestOutcome.Hidden)),
            Number(Of(SelfTestOutcome.Missed)),
            Number(Of(SelfTestOutcome.Quiet) + Of(SelfTestOutcome.Raised)),
            Number(Of(SelfTestOutcome.Raised)),
        ];
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
