using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Web.Features.Baseline.Governance;
using TriageConsole.Web.Features.Decisions;
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
    public async Task<DecisionResult> ProposeAsync(Actor actor, IReadOnlyList<Proposal> proposals, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.DecideAlerts);
        ArgumentNullException.ThrowIfNull(proposals);
        var now = time.GetUtcNow().UtcDateTime;
        var faults = new List<string>();
        foreach (var (_, request) in proposals)
        {
            faults.AddRange((await check.RequestFaultsAsync(request, now, cancel)).Select(fault => $"{request.Title.Trim()}: {fault}"));
        }

        if (faults.Count > 0)
            return new DecisionResult.Invalid(faults);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        foreach (var (id, request) in proposals)
            await ProposeCommands.NewAsync(db, id, request, actor, now, cancel);
        try
        {
            // One save is one transaction.
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            var ids = proposals.Select(proposal => proposal.Id).ToList();
            db.ChangeTracker.Clear();
            if (!await db.ApprovedUses.AnyAsync(use => ids.Contains(use.Id), CancellationToken.None))
                throw;
            return new DecisionResult.Settled("Somebody proposed one of them meanwhile. Nothing was stored; look again.");
        }

        notices.Publish(Topic.Baseline);
        return new DecisionResult.Done(0);
    }
}
