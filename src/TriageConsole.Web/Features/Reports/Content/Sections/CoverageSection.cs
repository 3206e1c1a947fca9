using TriageConsole.Domain.Events;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Coverage.Grade;
using TriageConsole.Web.Features.Coverage.Health;
using TriageConsole.Web.Features.Reports.Content.Figures;

namespace TriageConsole.Web.Features.Reports.Content.Sections;

/// <summary>Hosts by data component, with what cannot be evaluated said as such, and the grades that follow.</summary>
public static class CoverageSection
{
    /// <summary>Hosts that are listed; the worst covered come first.</summary>
    public const int MostHosts = 100;

    private const int MostSilent = 50;
    private const int MostReasons = 2;
    private const string InThePack = "The evidence pack lists them all in csv/hosts.csv.";

    public static ReportSection Of(ReportScope scope, ReportNumbers numbers)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(numbers);
        var telemetry = numbers.Telemetry;
        var (from, until) = scope.Period.UtcDays;
        return new("coverage", "Coverage",
        [
            new ReportText($"What hosts sent on the UTC days {ReportFigures.Day(from)} to {ReportFigures.Day(until)}: the roll-ups of telemetry are kept by UTC day, so days at the edges of the period count in whole. {ReportFigures.Of(telemetry.Processes, "process", "processes")} created, by the fuller source.", ReportWeight.Small),
            new ReportFigure(Chart(telemetry), "Hosts by data component and state", "No host is known, so nothing can be said about coverage."),
            new ReportFigure(Trend(telemetry.Report), "Completeness of evidence by UTC day, in percent", "No process creation in this period."),
            .. Grades(numbers.Grades),
            Hosts("Hosts by data component, the worst covered first", telemetry.Hosts, MostHosts, "No host sent telemetry in this period."),
            new ReportText($"{CoverageWords.Mark(ComponentState.Covered)} covered · {CoverageWords.Mark(ComponentState.Weakened)} weakened, with the share that is complete · {CoverageWords.NotEvaluable}: not seen, so what rests on it cannot be evaluated · “other source”: process creation is told by the other source.", ReportWeight.Small),
            new ReportTable
            {
                Caption = "Hosts that stopped sending, or sent nothing in the period",
                Headers = ["Host", "Last event", "Why"],
                Rows = [.. telemetry.Silent.OrderByDescending(host => host.LastSeenUtc).Take(MostSilent).Select(host => (IReadOnlyList<string>)[host.Name, ReportFigures.Utc(host.LastSeenUtc), string.Join("; ", host.Reasons.Take(MostReasons).Select(Words))])],
                Sentences = new HashSet<int> { 2 },
                Left = Math.Max(0, telemetry.Silent.Count - MostSilent),
                LeftWhere = InThePack,
            },
        ]);
    }

    /// <summary>A component of a host in words: a state, never a number where nothing was seen.</summary>
    public static string Cell(ComponentHealth one)
    {
        ArgumentNullException.ThrowIfNull(one);
        if (one.IsReplaced)
            return "other source";
        if (one.State is ComponentState.NotEvaluable or ComponentState.Silent)
            return CoverageWords.Of(one.State);
        var mark = CoverageWords.Mark(one.State);
        return one.Share is { } share ? FormattableString.Invariant($"{mark} {Math.Floor(share * 100):0} %") : $"{mark} {ReportFigures.Count(one.Count)}";
    }

    public static string Words(HealthReason reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return $"{reason.Missing}: {reason.Costs}";
    }

    private static ReportTable Hosts(string caption, IReadOnlyList<HostHealth> hosts, int most, string empty) => new()
    {
        Caption = caption,
        Headers = ["Host", "AN1288", .. HostCoverage.Components.Select(CoverageWords.Of), "What is missing, and what that costs"],
        Rows = [.. hosts.Take(most).Select(host => (IReadOnlyList<string>)[
            host.Name,
            host.State == ComponentState.NotEvaluable ? CoverageWords.NotEvaluable : $"{CoverageWords.Mark(host.State)} {CoverageWords.Of(host.State)}",
            .. host.Components.Select(Cell),
            string.Join("; ", host.Reasons.Take(MostReasons).Select(Words))])],
        Sentences = new HashSet<int> { HostCoverage.Components.Count + 2 },
        Left = Math.Max(0, hosts.Count - most),
        LeftWhere = InThePack,
        Empty = empty,
    };

    private static IEnumerable<ReportBlock> Grades(GradeReport grades)
    {
        var shared = grades.SharedReasons();
        yield return Table(grades, shared);
        if (shared.Count > 0)
            yield return new ReportText(string.Join(' ', shared.Select(one => $"{GradeWords.Of(one.Key)}, for all of them: {one.Value}")), ReportWeight.Small);
    }

    private static ReportTable Table(GradeReport grades, IReadOnlyDictionary<GradeFactorKind, string> shared) => new()
    {
        Caption = $"Grades of AN1288's technique and its neighbours (ATT&CK {grades.AttackVersion})",
        Headers = ["Technique", "Tactics", "Grade", "Telemetry", "Self-test", "Signals", "Baseline", "Alerts"],
        Numbers = new HashSet<int> { 7 },
        Rows = [.. grades.Lines.Select(line => (IReadOnlyList<string>)[
            $"{line.Id} {line.Name}",
            string.Join(", ", line.Tactics),
            line.Grade.Score is { } score ? FormattableString.Invariant($"{GradeWords.Mark(line.Grade.Word)} {GradeWords.Of(line.Grade.Word)}, {score}") : GradeWords.Of(line.Grade.Word),
            .. line.Grade.Factors.Select(factor => shared.ContainsKey(factor.Kind) ? GradeWords.Of(factor) : $"{GradeWords.Of(factor)} {factor.Reason}"),
            ReportFigures.Count(line.Alerts)])],
    };

    private static ReportChart Trend(HealthReport report) => new()
    {
        IsStanding = true,
        Categories = [.. report.Trend.Select(day => ReportFigures.Day(day.Day))],
        Series = [new("complete", ReportPaint.Good, [.. report.Trend.Select(day => Math.Floor((day.Completeness ?? 0) * 100))])],
    };

    private static ReportChart Chart(TelemetryFigures telemetry)
    {
        ReportSeries Series(ReportPaint paint, ComponentState state) => new(
            CoverageWords.Of(state), paint, [telemetry.Graded(state), .. HostCoverage.Components.Select(component => (double)telemetry.Graded(component, state))]);
        return new()
        {
            Categories = ["AN1288 overall", .. HostCoverage.Components.Select(CoverageWords.Of)],
            Series =
            [
                Series(ReportPaint.Good, ComponentState.Covered), Series(ReportPaint.Part, ComponentState.Weakened),
                Series(ReportPaint.None, ComponentState.NotEvaluable), Series(ReportPaint.Neutral, ComponentState.Silent),
            ],
        };
    }
}
