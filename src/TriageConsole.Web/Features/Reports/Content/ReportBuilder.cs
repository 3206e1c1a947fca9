using TriageConsole.Web.Features.Reports.Content.Figures;
using TriageConsole.Web.Features.Reports.Content.Sections;
using TriageConsole.Web.Features.Reports.Periods;

namespace TriageConsole.Web.Features.Reports.Content;

/// <summary>Puts a report together: a new section is a line here.</summary>
public static class ReportBuilder
{
    private static readonly IReadOnlyList<Func<ReportScope, ReportNumbers, ReportSection?>> _sections =
    [
        ExecutiveSection.Of,
        CoverageSection.Of,
        DecisionSection.Of,
        BaselineSection.Of,
        ExerciseSection.Of,
        SelfTestSection.Of,
        MethodSection.Of,
    ];

    /// <summary>The report; a topic of which there is nothing gives no section.</summary>
    public static ReportDocument Build(ReportScope scope, ReportNumbers numbers)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(numbers);
        return new(
            "Detection of signed script-proxy execution",
            [
                new("Period", ReportPeriod.Words(scope.Period.From, scope.Period.Until), $"{ReportFigures.Of(scope.Period.Days, "day", "days")} of {scope.Period.Zone.Id}"),
                new("Hosts", scope.Hosts is null ? "all" : $"group {scope.GroupName}", scope.Hosts is null ? string.Empty : ReportFigures.Of(scope.Hosts.Count, "known host", "known hosts")),
                new("Made", ReportFigures.Utc(scope.NowUtc), $"by {scope.MadeBy}"),
            ],
            [.. _sections.Select(section => section(scope, numbers)).OfType<ReportSection>()]);
    }
}
