using System.Globalization;
using TriageConsole.Domain.Events;
using TriageConsole.Web.Components.Controls;

namespace TriageConsole.Web.Features.Coverage;

/// <summary>The chart of the hosts of one report. Made once for it: a chart draws anew whenever its model is another instance.</summary>
public sealed record CoverageCharts(HeatMapChart Heat)
{
    /// <summary>More rows than this help nobody and make the page heavy; the worst covered are kept.</summary>
    public const int HostCap = 300;

    public static CoverageCharts Of(CoverageReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new(HeatOf(report));
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
}
