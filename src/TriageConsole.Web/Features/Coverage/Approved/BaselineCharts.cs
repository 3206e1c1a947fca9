using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Alerts;
using TriageConsole.Web.Features.Baseline;
using TriageConsole.Domain.Alerts;

namespace TriageConsole.Web.Features.Coverage.Approved;

/// <summary>The charts of the baseline, and where their marks lead.</summary>
public sealed record BaselineCharts(StackedBarChart Entries, StackedBarChart Covered)
{
    /// <summary>Entries shown; the rest covered less than any of these.</summary>
    public const int MostEntries = 15;

    private const string StandingKey = "state:";
    private const string AttentionKey = "attention:";

    private static readonly UseStanding[] _standings = [UseStanding.Active, UseStanding.Expiring, UseStanding.Proposed, UseStanding.Expired];
    private static readonly UseAttention[] _attentions =
        [UseAttention.Ownerless, UseAttention.SelfApproved, UseAttention.ReviewDue, UseAttention.Unused, UseAttention.Renewal];

    public static BaselineCharts Of(BaselineReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var covered = report.Covered.Take(MostEntries).ToList();
        return new(
            new()
            {
                Title = "Approved uses, as they stand now",
                CategoryTitle = "State or what to look at",
                IsLying = true,
                Categories = report.Uses.Count == 0 ? [] :
                [
                    .. _standings.Select(standing => new ChartKey(UseWords.Of(standing), StandingKey + standing)),
                    .. _attentions.Select(attention => new ChartKey(UseWords.Of(attention), AttentionKey + attention)),
                ],
                Series = [new("entries", "entries", "--tc-chart-1", [.. _standings.Select(s => (double?)report.Count(s)), .. _attentions.Select(a => (double?)report.Count(a))])],
            },
            new()
            {
                Title = "Chains covered, by entry",
                CategoryTitle = "Approved use",
                IsLying = true,
                Categories = [.. covered.Select(use => new ChartKey(use.Title, use.Id.ToString("D")))],
                Series = [new("covered chains", "covered", "--tc-chart-3", [.. covered.Select(use => (double?)use.Covered)])],
            });
    }

    /// <summary>A bar of the entries: those of that state.</summary>
    public static string? Entry(ChartMark mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        var filter = mark.Category switch
        {
            var key when key.StartsWith(StandingKey, StringComparison.Ordinal) && Enum.TryParse<UseStanding>(key.AsSpan(StandingKey.Length), out var standing)
                => BaselineFilter.Default with { Standing = standing },
            var key when key.StartsWith(AttentionKey, StringComparison.Ordinal) && Enum.TryParse<UseAttention>(key.AsSpan(AttentionKey.Length), out var attention)
                => BaselineFilter.Default with { Attention = attention },
            _ => null,
        };
        return filter is null ? null : AppRoutes.Baseline + filter.ToQuery();
    }

    /// <summary>A bar of the covered chains: the alerts that the entry covers.</summary>
    public static string? CoveredBy(ChartMark mark, CoverageDrill drill)
    {
        ArgumentNullException.ThrowIfNull(mark);
        ArgumentNullException.ThrowIfNull(drill);
        return Guid.TryParseExact(mark.Category, "D", out var use)
            ? CoverageDrill.Address(drill.InPeriod with { Statuses = EnumSet.Of(AlertStatus.Covered), Use = use })
            : null;
    }
}
