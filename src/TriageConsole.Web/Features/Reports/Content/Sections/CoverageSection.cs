using TriageConsole.Domain.Events;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Reports.Content.Figures;

namespace TriageConsole.Web.Features.Reports.Content.Sections;

/// <summary>Hosts by data component, with what cannot be evaluated said as such.</summary>
public static class CoverageSection
{
    /// <summary>Hosts that are listed; the worst covered come first.</summary>
    public const int MostHosts = 100;

    private const int MostSilent = 50;

    public static ReportSection Of(ReportScope scope, ReportNumbers numbers)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(numbers);
        var telemetry = numbers.Telemetry;
        var (from, until) = scope.Period.UtcDays;
        return new("coverage", "Coverage",
        [
            new ReportText($"What hosts sent on the UTC days {ReportFigures.Day(from)} to {ReportFigures.Day(until)}: the roll-ups of telemetry are kept by UTC day, so days at the edges of the period count in whole. {ReportFigures.Of(telemetry.Processes, "process", "processes")} created, by the fuller source.", ReportWeight.Small),
            new ReportFigure(Chart(telemetry), "Hosts by data component and state", "No host sent telemetry in this period, so nothing can be said about coverage."),
            new ReportTable
            {
                Caption = "Hosts by data component, the worst covered first",
                Headers = ["Host", "AN1288", .. HostCoverage.Components.Select(CoverageWords.Of), "Last event"],
                Rows = [.. telemetry.Hosts.Take(MostHosts).Select(Row)],
                Left = Math.Max(0, telemetry.Hosts.Count - MostHosts),
                LeftWhere = "The evidence pack lists them all in csv/hosts.csv.",
                Empty = "No host sent telemetry in this period.",
            },
            new ReportText($"{CoverageWords.Mark(ComponentState.Covered)} covered · {CoverageWords.Mark(ComponentState.Weakened)} weakened, with the share that is complete · {CoverageWords.NotEvaluable}: not seen, so what rests on it cannot be evaluated · “other source”: process creation is told by the other source.", ReportWeight.Small),
            new ReportTable
            {
                Caption = "Known hosts that sent nothing in the period",
                Headers = ["Host", "First event ever", "Last event ever"],
                Rows = [.. telemetry.Silent.OrderByDescending(host => host.LastSeenUtc).Take(MostSilent).Select(host => (IReadOnlyList<string>)[host.Name, ReportFigures.Utc(host.FirstSeenUtc), ReportFigures.Utc(host.LastSeenUtc)])],
                Left = Math.Max(0, telemetry.Silent.Count - MostSilent),
                LeftWhere = "The evidence pack lists them all in csv/hosts.csv.",
            },
        ]);
    }

    /// <summary>A component of a host in words: a state, never a number where nothing was seen.</summary>
    public static string Cell(HostCoverage host, DataComponent component)
    {
        ArgumentNullException.ThrowIfNull(host);
        if (host.IsReplaced(component))
            return "other source";
        var state = host.State(component);
        if (state == ComponentState.NotEvaluable)
            return CoverageWords.NotEvaluable;
        var mark = CoverageWords.Mark(state);
        return host.Share(component) is { } share ? FormattableString.Invariant($"{mark} {Math.Floor(share * 100):0} %") : $"{mark} {ReportFigures.Count(host.Of(component))}";
    }

    private static IReadOnlyList<string> Row(HostCoverage host) =>
    [
        host.Name,
        host.Overall == ComponentState.NotEvaluable ? CoverageWords.NotEvaluable : $"{CoverageWords.Mark(host.Overall)} {CoverageWords.Of(host.Overall)}",
        .. HostCoverage.Components.Select(component => Cell(host, component)),
        ReportFigures.Utc(host.LastSeenUtc),
    ];

    private static ReportChart Chart(TelemetryFigures telemetry)
    {
        ReportSeries Series(string name, ReportPaint paint, ComponentState state) => new(
            name, paint, [telemetry.Graded(state), .. HostCoverage.Components.Select(component => (double)telemetry.Graded(component, state))]);
        return new()
        {
            Categories = ["AN1288 overall", .. HostCoverage.Components.Select(CoverageWords.Of)],
            Series =
            [
                Series(CoverageWords.Of(ComponentState.Covered), ReportPaint.Good, ComponentState.Covered),
                Series(CoverageWords.Of(ComponentState.Weakened), ReportPaint.Part, ComponentState.Weakened),
                Series(CoverageWords.NotEvaluable, ReportPaint.None, ComponentState.NotEvaluable),
            ],
        };
    }
}
