using System.Globalization;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Coverage.Period;

namespace TriageConsole.Web.Features.Coverage.Work;

/// <summary>The charts of one report about work. Made once for it: a chart draws anew whenever its model is another instance.</summary>
public sealed record WorkCharts
{
    public const string Median = "median";
    public const string P90 = "p90";
    public const string Limit = "limit";
    public const string ClosedKey = "closed";
    public const string AllowedKey = "allowed";
    public const string EscalatedKey = "escalated";
    public const string WaitingKey = "waiting";

    /// <summary>More people than this are in the table of nobody's screen.</summary>
    public const int MostPeople = 20;

    /// <summary>Up to this many days each has its place, also without alerts; beyond, only days with alerts.</summary>
    private const int EveryDay = 100;

    public required StackedBarChart ByDay { get; init; }

    public required ShareChart Outcomes { get; init; }

    public required StackedBarChart Triage { get; init; }

    public required StackedBarChart Escalation { get; init; }

    public required StackedBarChart Backlog { get; init; }

    public required StackedBarChart People { get; init; }

    public static WorkCharts Of(WorkReport report, CoverageSpan span)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(span);
        return new()
        {
            ByDay = ByDayOf(report, span),
            Outcomes = OutcomesOf(report),
            Triage = TimesOf("Time to the first decision", report, level => level.Triage),
            Escalation = TimesOf("Time to escalation", report, level => level.Escalation),
            Backlog = BacklogOf(report),
            People = PeopleOf(report),
        };
    }

    private static StackedBarChart ByDayOf(WorkReport report, CoverageSpan span)
    {
        var counts = report.ByDay.ToDictionary(d => (d.Day, d.Level), d => d.Count);
        var days = Days(report, span);
        return new()
        {
            Title = "Alerts by level and day",
            CategoryTitle = $"Day ({span.Zone.Id})",
            Categories = report.ByDay.Count == 0 ? [] : [.. days.Select(CoverageWords.Day).Select(day => new ChartKey(day, day))],
            Series = [.. LevelWords.WorstFirst.Reverse().Select(level =>
                ChartSeries.OfLevel(level, [.. days.Select(day => (double?)counts.GetValueOrDefault((day, level)))]))],
        };
    }

    // Of a chosen period every day, so that the quiet ones are seen to be quiet.
    private static List<DateOnly> Days(WorkReport report, CoverageSpan span)
    {
        var days = report.ByDay.Select(d => d.Day).Distinct().Order().ToList();
        if (days.Count == 0)
            return days;
        var (first, last) = (span.From ?? days[0], span.Until ?? days[^1]);
        return last.DayNumber - first.DayNumber >= EveryDay
            ? days
            : [.. Enumerable.Range(0, last.DayNumber - first.DayNumber + 1).Select(first.AddDays)];
    }

    private static ShareChart OutcomesOf(WorkReport report) => new()
    {
        Title = "How alerts stand",
        Slices = [.. report.Outcomes.Select(o => new ChartSlice(
            CoverageWords.Of(o.Outcome), o.Outcome.ToString(), $"--tc-chart-{Color(o.Outcome)}", o.Count))],
    };

    // Six colours for nine words: neighbours in the ring always differ, and each part has its name beside it.
    private static int Color(OutcomeWord outcome) => ((int)outcome % 6) + 1;

    // In hours, since the axis needs one unit; said in the unit that fits.
    private static StackedBarChart TimesOf(string title, WorkReport report, Func<LevelTimes, Spread> of)
    {
        var levels = report.Times.Where(level => of(level).Count > 0).ToList();
        return new()
        {
            Title = title,
            CategoryTitle = "Level",
            IsGrouped = true,
            IsLying = true,
            Unit = " h",
            Spoken = hours => CoverageWords.Span(TimeSpan.FromHours(hours)),
            Categories = [.. levels.Select(level => new ChartKey($"{LevelWords.Of(level.Level)} ({CoverageWords.Count(of(level).Count)})", level.Level.ToString()))],
            Series =
            [
                new("median", Median, "--tc-chart-1", [.. levels.Select(level => of(level).Median?.TotalHours)]),
                new("9 of 10 within", P90, "--tc-chart-2", [.. levels.Select(level => of(level).P90?.TotalHours)]),
                new("limit", Limit, "--tc-chart-6", [.. levels.Select(level => level.Allowed?.TotalHours)]),
            ],
        };
    }

    private static StackedBarChart BacklogOf(WorkReport report)
    {
        var counts = report.Backlog.ToDictionary(b => (b.Age, b.Level), b => b.Count);
        var ages = report.Backlog.Count == 0 ? [] : Enumerable.Range(0, BacklogAge.Count).ToList();
        return new()
        {
            Title = "Waiting for a decision, by age",
            CategoryTitle = "Age since raised",
            Categories = [.. ages.Select(age => new ChartKey(BacklogAge.WordsOf(age), age.ToString(CultureInfo.InvariantCulture)))],
            Series = [.. LevelWords.WorstFirst.Reverse().Select(level =>
                ChartSeries.OfLevel(level, [.. ages.Select(age => (double?)counts.GetValueOrDefault((age, level)))]))],
        };
    }

    private static StackedBarChart PeopleOf(WorkReport report)
    {
        var people = report.People.Take(MostPeople).ToList();
        return new()
        {
            Title = "Workload by person",
            CategoryTitle = "Person",
            IsLying = true,
            Categories = [.. people.Select(work => new ChartKey(work.Person, work.Person))],
            Series =
            [
                new("closed", ClosedKey, "--tc-chart-1", [.. people.Select(work => (double?)work.Closed)]),
                new("allowed", AllowedKey, "--tc-chart-4", [.. people.Select(work => (double?)work.Allowed)]),
                new("escalated", EscalatedKey, "--tc-chart-2", [.. people.Select(work => (double?)work.Escalated)]),
                new("assigned, undecided", WaitingKey, "--tc-chart-6", [.. people.Select(work => (double?)work.Waiting)]),
            ],
        };
    }
}
