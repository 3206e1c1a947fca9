using System.Globalization;
using TriageConsole.Domain.Events;
using TriageConsole.Web.Components.Controls;

namespace TriageConsole.Web.Features.Coverage.Health;

/// <summary>The charts of telemetry health, from a report alone.</summary>
public static class HealthCharts
{
    /// <summary>More rows than this help nobody and make the page heavy; the worst are kept.</summary>
    public const int HostCap = 300;

    private const string Overall = "overall";

    /// <summary>A group's row, component by component: how many of its hosts are covered.</summary>
    public static HeatMapChart Groups(IReadOnlyList<HealthGroup> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        return new()
        {
            Title = "Hosts covered, by group and data component",
            RowTitle = "Host group",
            Columns = Columns,
            Rows = [.. groups.Select(group => new ChartKey($"{group.Title} ({CoverageWords.Count(group.Hosts.Count)})", group.Name))],
            Cells = [.. groups.Select(group => (IReadOnlyList<HeatCell>)
                [Cell(group, host => host.State), .. HostCoverage.Components.Select((_, at) => Cell(group, host => host.Components[at].State))])],
        };
    }

    /// <summary>Hosts, the worst first, up to <see cref="HostCap"/>.</summary>
    public static HeatMapChart Hosts(IEnumerable<HostHealth> worstFirst)
    {
        ArgumentNullException.ThrowIfNull(worstFirst);
        var hosts = worstFirst.Take(HostCap).ToList();
        return new()
        {
            Title = "Telemetry by host and data component",
            Columns = Columns,
            Rows = [.. hosts.Select(host => new ChartKey(host.Name, host.Id.ToString(CultureInfo.InvariantCulture)))],
            Cells = [.. hosts.Select(host => (IReadOnlyList<HeatCell>)[Cell(host.State), .. host.Components.Select(Cell)])],
        };
    }

    /// <summary>Completeness day by day; a day without telemetry is a gap, and without process creations nothing can be said.</summary>
    public static TrendChart Trend(HealthReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var byDay = report.Trend.ToDictionary(day => day.Day);
        var days = Days(report);
        return new()
        {
            Title = "Completeness by day",
            Unit = " %",
            Max = 100,
            CategoryTitle = "Day (UTC)",
            Categories = [.. days.Select(CoverageWords.Day).Select(day => new ChartKey(day, day))],
            Series =
            [
                Line("Command line", DataComponent.CommandLine, 1, day => day.CommandLine),
                Line("Parent seen", DataComponent.Lineage, 2, day => day.Lineage),
                Line("Signature", DataComponent.Signature, 3, day => day.Signature),
                Line("Parent signature", DataComponent.ParentSignature, 4, day => day.ParentSignature),
            ],
        };

        ChartSeries Line(string name, DataComponent component, int color, Func<CompletenessDay, double?> share) => new(
            name, component.ToString(), $"--tc-chart-{color}", [.. days.Select(day => byDay.TryGetValue(day, out var one) && share(one) is { } some ? Math.Floor(some * 100) : (double?)null)]);
    }

    private static IReadOnlyList<ChartKey> Columns { get; } =
        [new("AN1288", Overall), .. HostCoverage.Components.Select(component => new ChartKey(CoverageWords.Of(component), component.ToString()))];

    private static HeatCell Cell(HealthGroup group, Func<HostHealth, ComponentState> state)
    {
        var covered = group.Hosts.Count(host => state(host) == ComponentState.Covered);
        if (group.Hosts.All(host => state(host) is ComponentState.NotEvaluable or ComponentState.Silent))
            return new(null, group.Hosts.All(host => state(host) == ComponentState.Silent) ? CoverageWords.Of(ComponentState.Silent) : CoverageWords.NotEvaluable);
        return new(Math.Floor(100.0 * covered / group.Hosts.Count), Label: $"{CoverageWords.Count(covered)} of {CoverageWords.Count(group.Hosts.Count)}");
    }

    private static HeatCell Cell(ComponentState state) => state switch
    {
        ComponentState.Covered => new(100, Label: CoverageWords.Of(state)),
        ComponentState.Weakened => new(50, Label: CoverageWords.Of(state)),
        _ => new(null, CoverageWords.Of(state)),
    };

    private static HeatCell Cell(ComponentHealth one)
    {
        if (one.IsReplaced)
            return new(null, "not seen");
        if (one.State is ComponentState.NotEvaluable or ComponentState.Silent)
            return new(null, CoverageWords.Of(one.State));

        // Rounded down: what is not whole never reads as whole.
        return one.Share is { } share ? new(Math.Floor(share * 100))
            : one.State == ComponentState.Weakened ? new(50, Label: $"{CoverageWords.Count(one.Count)}, gaps")
            : new(100, Label: CoverageWords.Count(one.Count));
    }

    // Each day has its place, as long as that can be read; beyond, only days with telemetry.
    private static List<DateOnly> Days(HealthReport report)
    {
        const int EveryDay = 120;
        var days = report.Trend.Select(day => day.Day).ToList();
        return days.Count == 0 || days[^1].DayNumber - days[0].DayNumber >= EveryDay
            ? days
            : [.. Enumerable.Range(0, days[^1].DayNumber - days[0].DayNumber + 1).Select(days[0].AddDays)];
    }
}
