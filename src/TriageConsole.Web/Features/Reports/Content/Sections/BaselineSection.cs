using TriageConsole.Web.Features.Baseline;
using TriageConsole.Web.Features.Reports.Content.Figures;

namespace TriageConsole.Web.Features.Reports.Content.Sections;

/// <summary>The approved uses: who owns, proposed and approved them, until when, and what they cover.</summary>
public static class BaselineSection
{
    public const int MostUses = 200;

    private const int MostChanges = 200;

    public static ReportSection Of(ReportScope scope, ReportNumbers numbers)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(numbers);
        var baseline = numbers.Baseline;
        return new("baseline", "Baseline and approvals",
        [
            new ReportText($"Approved uses as they stood {ReportFigures.Utc(scope.NowUtc)}. They are of the whole console{(scope.Hosts is null ? string.Empty : ", not only of this host group")}.", ReportWeight.Small),
            new ReportFacts(
            [
                new("In force", ReportFigures.Count(baseline.InForce.Count()), $"of {ReportFigures.Of(baseline.Uses.Count, "entry", "entries")}"),
                new("Self-approved", ReportFigures.Count(baseline.SelfApproved), "no second approver"),
                new("Expire within 30 days", ReportFigures.Count(baseline.Expiring)),
                new("Owner gone", ReportFigures.Count(baseline.Ownerless)),
                new("Review due", ReportFigures.Count(baseline.ReviewDue)),
                new("Unused for 90 days", ReportFigures.Count(baseline.Unused)),
            ]),
            new ReportTable
            {
                Caption = "Approved uses",
                Headers = ["Title", "Standing", "Owner", "Proposed by", "Decided by", "Decided", "Expires", "Alerts of the period"],
                Numbers = new HashSet<int> { 7 },
                Rows = [.. baseline.Uses.Take(MostUses).Select(use => Row(use, numbers.Decisions))],
                Left = Math.Max(0, baseline.Uses.Count - MostUses),
                LeftWhere = "The evidence pack lists them all in csv/approvals.csv.",
                Empty = "There is no approved use.",
            },
            new ReportTable
            {
                Caption = "What was decided about approved uses in the period",
                Headers = ["When", "Approved use", "What", "By", "Note"],
                Rows = [.. baseline.Changes.Take(MostChanges).Select(change => (IReadOnlyList<string>)[
                    ReportFigures.Utc(change.AtUtc), change.Title, UseWords.Of(change.Change), change.By, change.Note ?? string.Empty])],
                Left = Math.Max(0, baseline.Changes.Count - MostChanges),
                LeftWhere = "The evidence pack lists them all in audit/approved-use-versions.csv.",
                Empty = "Nothing was decided about approved uses in this period.",
            },
        ]);
    }

    private static IReadOnlyList<string> Row(UseLine use, DecisionFigures decisions) =>
    [
        use.Title,
        $"{UseWords.Mark(use.Standing)} {UseWords.Of(use.Standing)}",
        use.Attentions.Contains(UseAttention.Ownerless) ? $"{use.Owner} (gone)" : use.Owner,
        use.ProposedBy,
        use.SelfApproved ? $"{use.DecidedBy} — SELF-APPROVED" : use.DecidedBy ?? ReportFigures.None,
        ReportFigures.Day(use.DecidedUtc),
        ReportFigures.Day(use.ExpiresUtc),
        ReportFigures.Count(decisions.ByUse.GetValueOrDefault(use.Id)),
    ];
}
