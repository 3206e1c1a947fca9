using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Decisions;

namespace TriageConsole.Web.Features.Baseline.Transfer;

/// <summary>Between a row of the baseline and an entry of its file.</summary>
internal static class BaselineRecord
{
    /// <summary>The whole baseline, in an order that does not change by itself.</summary>
    public static async Task<List<ApprovedUseRow>> AllAsync(TriageContext db, CancellationToken cancel) =>
        await db.ApprovedUses.AsNoTracking().Counted().OrderBy(use => use.ProposedUtc).ThenBy(use => use.Id).ToListAsync(cancel);

    /// <summary>Every step of every entry, in order.</summary>
    public static async Task<ILookup<Guid, UseApproval>> StepsAsync(TriageContext db, CancellationToken cancel)
    {
        var versions = await db.ApprovedUseVersions.AsNoTracking().OrderBy(v => v.UseId).ThenBy(v => v.Number)
            .Select(v => new { v.UseId, v.Change, v.By, v.AtUtc, v.Note }).ToListAsync(cancel);
        var steps = new List<(Guid Use, UseApproval Step)>();
        var proposer = string.Empty;
        foreach (var version in versions)
        {
            UseAction? action = version.Change switch
            {
                UseChange.Proposed or UseChange.Revised or UseChange.RenewalProposed => UseAction.Proposed,
                UseChange.Approved or UseChange.RenewalApproved => UseAction.Approved,
                UseChange.Refused or UseChange.RenewalRefused or UseChange.Withdrawn => UseAction.Rejected,
                UseChange.Retired => UseAction.Retired,
                _ => null,
            };
            if (action is not { } done)
                continue;
            if (done == UseAction.Proposed)
                proposer = version.By;
            steps.Add((version.UseId, new(done, version.By, version.AtUtc, version.Note, done == UseAction.Approved && Comparers.UserName.Equals(version.By, proposer))));
        }

        return steps.ToLookup(step => step.Use, step => step.Step);
    }

    public static BaselineEntry ToEntry(this ApprovedUseRow row, ILookup<Guid, UseApproval> steps)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new()
        {
            Use = row.ToUse(),
            Acknowledgement = row.Acknowledgement,
            ReviewUtc = row.ReviewUtc,
            Approvals = Approvals(row, steps),
        };
    }

    /// <summary>Who proposed and decided it, oldest first; of an entry from before versions were kept, what its row says.</summary>
    public static IReadOnlyList<UseApproval> Approvals(ApprovedUseRow row, ILookup<Guid, UseApproval> steps)
    {
        if (steps[row.Id].Any())
            return [.. steps[row.Id]];
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
