using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Decisions;

namespace TriageConsole.Web.Features.Baseline.Transfer;

/// <summary>Between a row of the baseline and an entry of its file.</summary>
internal static class BaselineRecord
{
    /// <summary>The whole baseline, in an order that does not change by itself.</summary>
    public static async Task<List<ApprovedUseRow>> AllAsync(TriageContext db, CancellationToken cancel) =>
        await db.ApprovedUses.AsNoTracking().Counted().OrderBy(use => use.ProposedUtc).ThenBy(use => use.Id).ToListAsync(cancel);

    public static BaselineEntry ToEntry(this ApprovedUseRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new()
        {
            Use = row.ToUse(),
            Acknowledgement = row.Acknowledgement,
            ReviewUtc = row.ReviewUtc,
            Approvals = Approvals(row),
        };
    }

    /// <summary>Who proposed and decided it, oldest first.</summary>
    public static IReadOnlyList<UseApproval> Approvals(ApprovedUseRow row)
    {
        var proposed = new UseApproval(UseAction.Proposed, row.ProposedBy, row.ProposedUtc);
        UseAction? decided = row.State switch
        {
            ApprovedUseState.Active => UseAction.Approved,
            ApprovedUseState.Rejected => UseAction.Rejected,
            ApprovedUseState.Retired => UseAction.Retired,
            _ => null,
        };
        return decided is { } action && row is { DecidedBy: { } by, DecidedUtc: { } utc }
            ? [proposed, new UseApproval(action, by, utc, row.DecisionNote, row.SelfApproved)]
            : [proposed];
    }

    /// <summary>What an entry asks to be proposed. Without a review date of its own it is looked at again when it ends.</summary>
    public static AllowRequest ToRequest(this BaselineEntry entry) => new()
    {
        Title = entry.Use.Title,
        Conditions = entry.Use.Conditions,
        Owner = entry.Use.Owner,
        Reason = entry.Use.Reason,
        Ticket = entry.Use.Ticket,
        Acknowledgement = entry.Acknowledgement,
        ReviewUtc = entry.ReviewUtc ?? entry.Use.ExpiresUtc,
        ExpiresUtc = entry.Use.ExpiresUtc,
    };
}
