using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Alerts;
using TriageConsole.Web.Features.Coverage.Period;
using TriageConsole.Web.Features.Hunt;

namespace TriageConsole.Web.Features.Coverage.Uses;

/// <summary>The charts of script hosts and scripts, and where their marks lead.</summary>
public sealed record ScriptHostCharts(StackedBarChart Starts, StackedBarChart Hosts, StackedBarChart Scripts)
{
    public const int MostNames = 12;

    private const string Approved = "approved";
    private const string NotApproved = "not-approved";

    private static readonly EnumSet<AlertStatus> _approved = EnumSet.Of(AlertStatus.Covered, AlertStatus.Allowed);
    private static readonly EnumSet<AlertStatus> _notApproved = EnumSet.Of(Enum.GetValues<AlertStatus>().Where(status => !_approved.Contains(status)));

    public static ScriptHostCharts Of(ScriptHostReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var starts = report.Starts.Take(MostNames).ToList();
        return new(
            new()
            {
                Title = "Script hosts and utilities, by starts (UTC days)",
                CategoryTitle = "Script host",
                IsLying = true,
                Categories = [.. starts.Select(s => new ChartKey(s.Name, s.Name))],
                Series = [new("starts", "starts", "--tc-chart-5", [.. starts.Select(s => (double?)s.Starts)])],
            },
            Chart("Alerts by script host, approved against not", "Script host", report.Hosts),
            Chart("Scripts in use that raised alerts, approved against not", "Script", report.Scripts));
    }

    /// <summary>A bar of starts: those processes, in the whole UTC days that were counted.</summary>
    public static string Start(ChartMark mark, CoverageScope scope)
    {
        ArgumentNullException.ThrowIfNull(mark);
        ArgumentNullException.ThrowIfNull(scope);
        var (from, until) = scope.Span.UtcDays;
        return AppRoutes.Hunt + (HuntFilter.Default with
        {
            Image = mark.Category,
            Group = scope.Filter.Group,
            FromUtc = from?.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
            UntilUtc = until?.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc),
        }).ToQuery();
    }

    /// <summary>A bar's part of a script host's alerts.</summary>
    public static string? Host(ChartMark mark, CoverageDrill drill) => Alerts(mark, drill, filter => filter with { Proxy = mark.Category });

    /// <summary>A bar's part of a script's alerts.</summary>
    public static string? Script(ChartMark mark, CoverageDrill drill) => Alerts(mark, drill, filter => filter with { Script = mark.Category });

    private static string? Alerts(ChartMark mark, CoverageDrill drill, Func<AlertFilter, AlertFilter> narrowed)
    {
        ArgumentNullException.ThrowIfNull(mark);
        ArgumentNullException.ThrowIfNull(drill);
        return mark.Series switch
        {
            Approved => CoverageDrill.Address(narrowed(drill.InPeriod) with { Statuses = _approved }),
            NotApproved => CoverageDrill.Address(narrowed(drill.InPeriod) with { Statuses = _notApproved }),
            _ => null,
        };
    }

    private static StackedBarChart Chart(string title, string of, IReadOnlyList<NamedAlerts> all)
    {
        var names = all.Take(MostNames).ToList();
        return new()
        {
            Title = title,
            CategoryTitle = of,
            IsLying = true,
            Categories = [.. names.Select(n => new ChartKey(n.Name, n.Name))],
            Series =
            [
                new("approved", Approved, "--tc-chart-4", [.. names.Select(n => (double?)n.Approved)]),
                new("not approved", NotApproved, "--tc-chart-3", [.. names.Select(n => (double?)n.NotApproved)]),
            ],
        };
    }
}
