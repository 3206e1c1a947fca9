using System.Globalization;
using TriageConsole.Domain.Events;
using TriageConsole.Web.Components.Controls;

namespace TriageConsole.Web.Features.Coverage;

/// <summary>The charts of one report. Made once for it: a chart draws anew whenever its model is another instance.</summary>
public sealed record CoverageCharts(HeatMapChart Heat, StackedBarChart Alerts, ShareChart Outcomes)
{
    /// <summary>More rows than this help nobody and make the page heavy; the worst covered are kept.</summary>
    public const int HostCap = 300;

    /// <summary>Up to this many days each has its place, also without alerts; beyond, only days with alerts.</summary>
    private const int EveryDay = 100;

    public static CoverageCharts Of(CoverageReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new(HeatOf(report), AlertsOf(report), OutcomesOf(report));
    }

    private static HeatMapChart HeatOf(CoverageReport report)
    {
        var hosts = report.WorstFirst.Take(HostCap).ToList();
        return new()
        {
            Title = "Data components by host",
            Columns = [new("AN1288", "overall"), .. HostCoverage.Components.Select(c => new ChartKey(CoverageWords.Of(c), c.ToString()))],
            Rows = [.. hosts.Select(h => new ChartKey(h.Name, h.Id.ToString(CultureInfo.InvariantCulture)))],
            Cells = [.. hosts.Select(h => (IReadOnlyList<HeatCell>)[Overall(h), .. HostCoverage.Components.Select(c => Cell(h, c))])],
        };
    }

    private static HeatCell Overall(HostCoverage host) => host.Overall switch
    {
        ComponentState.Covered => new(100, Label: CoverageWords.Of(ComponentState.Covered)),
        ComponentState.Weakened => new(50, Label: CoverageWords.Of(ComponentState.Weakened)),
        _ => new(null, CoverageWords.NotEvaluable),
    };

    private static HeatCell Cell(HostCoverage host, DataComponent component)
    {
        if (host.IsReplaced(component))
            return new(null, "not seen");
        if (host.State(component) == ComponentState.NotEvaluable)
            return new(null, CoverageWords.NotEvaluable);
        // Rounded down: what is not whole never reads as whole.
        return host.Share(component) is { } share
            ? new(Math.Floor(share * 100))
            : new(100, Label: CoverageWords.Count(host.Of(component)));
    }

    private static StackedBarChart AlertsOf(CoverageReport report)
    {
        var counts = report.AlertsByDay.GroupBy(d => (d.Day, d.Level)).ToDictionary(g => g.Key, g => g.Sum(d => d.Count));
        var days = Days(report);
        return new()
        {
            Title = "Alerts by level and day",
            Categories = [.. days.Select(CoverageWords.Day).Select(day => new ChartKey(day, day))],
            Series = [.. LevelWords.WorstFirst.Reverse().Select(level =>
                ChartSeries.OfLevel(level, [.. days.Select(day => (double?)counts.GetValueOrDefault((day, level)))]))],
        };
    }

    private static List<DateOnly> Days(CoverageReport report)
    {
        var days = report.AlertsByDay.Select(d => d.Day).Distinct().Order().ToList();
        if (days.Count == 0 || days[^1].DayNumber - days[0].DayNumber >= EveryDay)
            return days;
        return [.. Enumerable.Range(0, days[^1].DayNumber - days[0].DayNumber + 1).Select(days[0].AddDays)];
    }

    private static ShareChart OutcomesOf(CoverageReport report) => new()
    {
        Title = "How alerts stand",
        Slices = [.. report.Outcomes.Select(o => new ChartSlice(
            CoverageWords.Of(o.Outcome), o.Outcome.ToString(), $"--tc-chart-{Color(o.Outcome)}", o.Count))],
    };

    // Six colours for nine words: neighbours in the ring always differ, and each part has its name beside it.
    private static int Color(OutcomeWord outcome) => ((int)outcome % 6) + 1;
}
