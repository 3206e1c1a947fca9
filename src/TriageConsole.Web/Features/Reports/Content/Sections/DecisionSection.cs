using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Reports.Content.Figures;

namespace TriageConsole.Web.Features.Reports.Content.Sections;

/// <summary>What was raised, how it ended, how long it took, who did it.</summary>
public static class DecisionSection
{
    private const int MostPeople = 100;
    private const double Median = 0.5;
    private const double Slow = 0.9;

    public static ReportSection Of(ReportScope scope, ReportNumbers numbers)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(numbers);
        var decisions = numbers.Decisions;
        return new("decisions", "Decisions",
        [
            new ReportText($"Alerts that were raised in the period, by days of {scope.Period.Zone.Id}, as they stood {ReportFigures.Utc(scope.NowUtc)}. Alerts from recordings count on the day they were imported and judged.", ReportWeight.Small),
            new ReportFigure(Days(scope, decisions), "Alerts raised by level and day", "No alert was raised in this period."),
            new ReportTable
            {
                Caption = "How these alerts stand",
                Headers = ["Standing", "Alerts", "Share"],
                Numbers = new HashSet<int> { 1, 2 },
                Rows = [.. decisions.Outcomes.OrderBy(o => o.Key).Select(o => (IReadOnlyList<string>)[CoverageWords.Of(o.Key), ReportFigures.Count(o.Value), ReportFigures.Share(o.Value, decisions.Alerts)])],
                Empty = "No alert was raised in this period.",
            },
            new ReportTable
            {
                Caption = "Time to the first decision, against the time that alerts of a level may wait",
                Headers = ["Level", "Raised", "Decided", "Waiting", "Median", "9 of 10 within", "May wait", "Decided in time", "Late"],
                Numbers = new HashSet<int> { 1, 2, 3, 4, 5, 6, 7, 8 },
                Rows = decisions.Alerts == 0 ? [] : [.. decisions.Levels.Select(Row), Row(decisions.All)],
                Empty = "No alert was raised in this period.",
            },
            new ReportText("Late are those that were decided later than they may wait, and those that wait longer already. What an approved use covered needs no decision and is in neither. The times that alerts may wait are those that hold now.", ReportWeight.Small),
            new ReportText(decisions.ToEscalate.Count == 0
                ? "None of these alerts was escalated."
                : $"{ReportFigures.Of(decisions.ToEscalate.Count, "of these alerts was", "of these alerts were")} escalated: median {ReportFigures.Span(ReportFigures.At(decisions.ToEscalate, Median))}, 9 of 10 within {ReportFigures.Span(ReportFigures.At(decisions.ToEscalate, Slow))} after it was raised."),
            new ReportTable
            {
                Caption = "Who decided in the period, whenever the alert was raised",
                Headers = ["Person", "Closed", "Allowed or approved", "Escalated", "Other actions", "Taken back"],
                Numbers = new HashSet<int> { 1, 2, 3, 4, 5 },
                Rows = [.. decisions.People.Take(MostPeople).Select(person => (IReadOnlyList<string>)[
                    person.Name, ReportFigures.Count(person.Closed), ReportFigures.Count(person.Allowed), ReportFigures.Count(person.Escalated), ReportFigures.Count(person.Other), ReportFigures.Count(person.TakenBack)])],
                Left = Math.Max(0, decisions.People.Count - MostPeople),
                Empty = "Nobody decided anything in this period.",
            },
        ]);
    }

    private static IReadOnlyList<string> Row(LevelTimes level) =>
    [
        level.Level is { } one ? LevelWords.Of(one) : "All",
        ReportFigures.Count(level.Raised),
        ReportFigures.Count(level.Decided),
        ReportFigures.Count(level.Waiting),
        ReportFigures.Span(ReportFigures.At(level.Minutes, Median)),
        ReportFigures.Span(ReportFigures.At(level.Minutes, Slow)),
        level.Level is null ? ReportFigures.None : level.Allowed is null ? "no limit" : ReportFigures.Span(level.Allowed),
        level.Level is not null && level.Allowed is null ? ReportFigures.None : ReportFigures.Share(level.InTime, level.InTime + level.Late),
        level.Level is not null && level.Allowed is null ? ReportFigures.None : ReportFigures.Count(level.Late),
    ];

    private static ReportChart Days(ReportScope scope, DecisionFigures decisions)
    {
        var days = scope.Period.EachDay.ToList();
        return new()
        {
            IsStanding = true,
            Categories = [.. days.Select(ReportFigures.Day)],
            Series = [.. LevelWords.WorstFirst.Reverse().Select(level => new ReportSeries(
                LevelWords.Of(level), ReportSeries.PaintOf(level), [.. days.Select(day => (double)decisions.ByDay.GetValueOrDefault((day, level)))]))],
        };
    }
}
