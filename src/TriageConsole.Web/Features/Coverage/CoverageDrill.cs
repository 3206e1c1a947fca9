using System.Globalization;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Alerts;

namespace TriageConsole.Web.Features.Coverage;

/// <summary>Where a mark of the page leads: the alerts that it counts.</summary>
public sealed class CoverageDrill(CoverageReport report)
{
    // A count on this page is of every status; the queue on its own would show the open ones only.
    private AlertFilter InPeriod => AlertFilter.Default with { Statuses = EnumSet.All<AlertStatus>(), From = report.From };

    public string Alerts => Address(InPeriod);

    public string LeastComplete => Address(InPeriod with { Sort = AlertSort.Completeness });

    public string Host(string name) => Address(InPeriod with { Host = name });

    /// <summary>A bar's part; null for what is neither a level nor a day of the chart.</summary>
    public string? DayAndLevel(ChartMark mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        return Enum.TryParse<Severity>(mark.Series, out var level) && Enum.IsDefined(level)
            && DateOnly.TryParseExact(mark.Category, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? Address(InPeriod with { Levels = EnumSet.Of(level), From = day, Until = day })
            : null;
    }

    /// <summary>A cell of the heat map: the host's alerts; null for a host that is not in the report.</summary>
    public string? Cell(ChartMark mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        return int.TryParse(mark.Row, CultureInfo.InvariantCulture, out var id) && report.Hosts.FirstOrDefault(h => h.Id == id) is { } host
            ? Host(host.Name)
            : null;
    }

    /// <summary>A slice of the outcomes: the alerts of that status.</summary>
    public string? Outcome(ChartMark mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        return Enum.TryParse<OutcomeWord>(mark.Category, out var outcome) && Enum.IsDefined(outcome)
            ? Address(InPeriod with { Statuses = EnumSet.Of(StatusOf(outcome)) })
            : null;
    }

    private static AlertStatus StatusOf(OutcomeWord outcome) => outcome switch
    {
        OutcomeWord.Open => AlertStatus.Open,
        OutcomeWord.Escalated => AlertStatus.Escalated,
        OutcomeWord.Allowed => AlertStatus.Allowed,
        OutcomeWord.AllowedPending => AlertStatus.AllowedPending,
        OutcomeWord.Covered => AlertStatus.Covered,
        _ => AlertStatus.Closed,
    };

    private static string Address(AlertFilter filter) => AppRoutes.Alerts + filter.ToQuery();
}
