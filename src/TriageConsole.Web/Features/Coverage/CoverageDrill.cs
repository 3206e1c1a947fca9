using System.Globalization;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Alerts;
using TriageConsole.Web.Features.Coverage.Period;
using TriageConsole.Web.Features.Coverage.Work;
using TriageConsole.Web.Features.Filters;

namespace TriageConsole.Web.Features.Coverage;

/// <summary>Where a mark of the page leads: to exactly what it counts. Null for a mark that is not of its chart.</summary>
public sealed class CoverageDrill(CoverageScope scope)
{
    /// <summary>Alerts of every status in the period, since a count on this page is of all; the queue on its own would show the open ones only.</summary>
    public AlertFilter InPeriod => AlertFilter.Default with
    {
        Statuses = EnumSet.All<AlertStatus>(),
        Began = scope.Span.Range,
        Group = scope.Filter.Group,
    };

    public string Alerts => Address(InPeriod);

    public string Weakened => Address(InPeriod with { Below = WorkReport.WeakenedBelow, Sort = AlertSort.Completeness });

    public string Open => Address(InPeriod with { Statuses = EnumSet.Of(AlertStatus.Open), Sort = AlertSort.Due });

    public string Decided => Address(InPeriod with { Decided = TimeRange.Any });

    public string Escalated => Address(InPeriod with { Escalated = true });

    public string Technique(string id) => Address(InPeriod with { Technique = id });

    public string CoveredOf(string technique) => Address(InPeriod with { Technique = technique, Statuses = EnumSet.Of(AlertStatus.Covered) });

    /// <summary>A bar's part of a day.</summary>
    public string? DayAndLevel(ChartMark mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        return Level(mark.Series) is { } level
            && DateOnly.TryParseExact(mark.Category, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? Address(InPeriod with { Levels = EnumSet.Of(level), Began = scope.Span.RangeOf(day) })
            : null;
    }

    /// <summary>A point of a trend: that day alone, of the same hosts.</summary>
    public string? Day(ChartMark mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        return DateOnly.TryParseExact(mark.Category, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? AppRoutes.Coverage + (scope.Filter with { Days = null, From = day, Until = day }).ToQuery()
            : null;
    }

    /// <summary>A slice of the outcomes.</summary>
    public string? Outcome(ChartMark mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        if (!Enum.TryParse<OutcomeWord>(mark.Category, out var word) || !Enum.IsDefined(word))
            return null;
        var (status, outcome) = StandingOf(word);
        return Address(InPeriod with { Statuses = EnumSet.Of(status), Outcomes = outcome is { } one ? EnumSet.Of(one) : default });
    }

    /// <summary>A bar of the times to the first decision: the alerts that it was told from.</summary>
    public string? Triage(ChartMark mark) => LevelOf(mark) is { } level ? Address(InPeriod with { Levels = EnumSet.Of(level), Decided = TimeRange.Any }) : null;

    /// <summary>A bar of the times to escalation.</summary>
    public string? Escalation(ChartMark mark) => LevelOf(mark) is { } level ? Address(InPeriod with { Levels = EnumSet.Of(level), Escalated = true }) : null;

    /// <summary>A bar's part of the backlog, at the moment that ages were told at.</summary>
    public string? Backlog(ChartMark mark, DateTime atUtc)
    {
        ArgumentNullException.ThrowIfNull(mark);
        return Level(mark.Series) is { } level
            && int.TryParse(mark.Category, NumberStyles.None, CultureInfo.InvariantCulture, out var age) && age < BacklogAge.Count
            ? Address(InPeriod with { Statuses = EnumSet.Of(AlertStatus.Open), Levels = EnumSet.Of(level), Raised = BacklogAge.Raised(age, atUtc), Sort = AlertSort.Oldest })
            : null;
    }

    /// <summary>A bar's part of somebody's work.</summary>
    public string? Person(ChartMark mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        return mark.Series switch
        {
            WorkCharts.ClosedKey => Decisions(AlertStatus.Closed),
            WorkCharts.AllowedKey => Decisions(AlertStatus.Allowed, AlertStatus.AllowedPending),
            WorkCharts.EscalatedKey => Decisions(AlertStatus.Escalated),
            WorkCharts.WaitingKey => Address(InPeriod with { Statuses = EnumSet.Of(AlertStatus.Open), Assignee = mark.Category }),
            _ => null,
        };

        string Decisions(params AlertStatus[] statuses) => Address(InPeriod with { Statuses = EnumSet.Of(statuses), DecidedBy = mark.Category });
    }

    public static string Address(AlertFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return AppRoutes.Alerts + filter.ToQuery();
    }

    private static Severity? LevelOf(ChartMark mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        return Level(mark.Category);
    }

    private static Severity? Level(string word) => Enum.TryParse<Severity>(word, out var level) && Enum.IsDefined(level) ? level : null;

    private static (AlertStatus Status, AlertOutcome? Outcome) StandingOf(OutcomeWord word) => word switch
    {
        OutcomeWord.Open => (AlertStatus.Open, null),
        OutcomeWord.Escalated => (AlertStatus.Escalated, null),
        OutcomeWord.Allowed => (AlertStatus.Allowed, null),
        OutcomeWord.AllowedPending => (AlertStatus.AllowedPending, null),
        OutcomeWord.Covered => (AlertStatus.Covered, null),
        OutcomeWord.TruePositive => (AlertStatus.Closed, AlertOutcome.TruePositive),
        OutcomeWord.BenignPositive => (AlertStatus.Closed, AlertOutcome.BenignPositive),
        OutcomeWord.FalsePositive => (AlertStatus.Closed, AlertOutcome.FalsePositive),
        _ => (AlertStatus.Closed, AlertOutcome.Undetermined),
    };
}
