using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline.Governance;
using TriageConsole.Web.Features.Baseline.Groups;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Notifications;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Baseline.Proposing;

/// <summary>A proposal that comes from no alert.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Request">What is proposed.</param>
public sealed record Proposal(Guid Id, AllowRequest Request);

/// <summary>Proposes approved uses that come from a file or a pack: all of them or none, and none in force.</summary>
public sealed class ProposalCommands(IDbContextFactory<TriageContext> contexts, TimeProvider time, Notices notices, UseCheck check)
{
    /// <summary>Proposes them; <see cref="DecisionResult.Invalid"/> names every fault with the title of its proposal.</summary>
    public Task<DecisionResult> ProposeAsync(Actor actor, IReadOnlyList<Proposal> proposals, CancellationToken cancel) =>
        ProposeAsync(actor, proposals, [], cancel);

    /// <summary>The same with groups that they name and that are made with them, which takes an admin.</summary>
    public async Task<DecisionResult> ProposeAsync(Actor actor, IReadOnlyList<Proposal> proposals, IReadOnlyList<UseGroup> added, CancellationToken cancel)
    {
        Permissions.Require(actor, added is { Count: > 0 } ? Policies.ApproveUses : Policies.DecideAlerts);
        ArgumentNullException.ThrowIfNull(added);
        ArgumentNullException.ThrowIfNull(proposals);
        var now = time.GetUtcNow().UtcDateTime;
        var faults = new List<string>();
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var groups = UseGroups.Create([.. await UseGroupReader.AllAsync(db, cancel), .. added]);
        foreach (var (_, request) in proposals)
        {
            faults.AddRange((await check.RequestFaultsAsync(request, groups, now, cancel)).Select(fault => $"{request.Title.Trim()}: {fault}"));
        }

        if (faults.Count > 0)
            return new DecisionResult.Invalid(faults);
        db.UseGroups.AddRange(added.Select(group => UseGroupRecord.New(group, actor.Name, now)));
        foreach (var (id, request) in proposals)
            await ProposeCommands.NewAsync(db, id, request, actor, now, cancel);

        // One line for all of them: two hundred say no more than one.
        var waiting = proposals is [var only] ? only.Request.Title.Trim() : string.Create(CultureInfo.InvariantCulture, $"{proposals.Count:N0} approved uses at once");
        if (proposals.Count > 0)
            await NotificationRows.AddForRoleAsync(db, actor, Policies.ApproveUses, new(NotificationKind.ApprovalWaiting, waiting) { Text = proposals[0].Request.Reason }, now, cancel);
        try
        {
            // One save is one transaction.
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            var ids = proposals.Select(proposal => proposal.Id).ToList();
            var names = added.Select(group => UseGroupRecord.Key(group.Name)).ToList();
            db.ChangeTracker.Clear();
            if (!await db.ApprovedUses.AnyAsync(use => ids.Contains(use.Id), CancellationToken.None)
                && !await db.UseGroups.AnyAsync(group => names.Contains(group.NameKey), CancellationToken.None))
                throw;
            return new DecisionResult.Settled("Somebody proposed one of them or made one of the groups meanwhile. Nothing was stored; look again.");
        }

        notices.Publish(Topic.Baseline);
        notices.Publish(Topic.Notifications);
        return new DecisionResult.Done(0);
    }
}
