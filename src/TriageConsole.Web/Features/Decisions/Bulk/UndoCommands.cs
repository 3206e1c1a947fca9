using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Decisions.Bulk;

/// <summary>Takes decisions back: a single one at once, a run over a selection by its job.</summary>
public sealed class UndoCommands(IDbContextFactory<TriageContext> contexts, BulkRunner runner, BulkDoorbell doorbell, TimeProvider time, Notices notices)
{
    /// <summary>How long a decision can be taken back.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>Takes back one's own decision; false where it is too late, or there is nothing (any more) to take back.</summary>
    public async Task<bool> UndoAsync(Actor actor, long runId, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.DecideAlerts);
        var since = time.GetUtcNow().UtcDateTime - Window;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var claimed = await Undoable(db, actor, since).Where(r => r.Id == runId)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.State, BulkState.UndoQueued), cancel);
        if (claimed == 0)
            return false;

        // Claimed is claimed: a closed page must not leave it half taken back.
        if (await db.BulkRuns.AnyAsync(r => r.Id == runId && r.Total == 1, CancellationToken.None))
            await runner.RunAsync(runId, CancellationToken.None);
        else
            doorbell.Ring(runId);
        notices.Publish(Topic.Decisions);
        notices.Publish(Topic.Alerts);
        notices.Publish(Topic.Baseline);
        notices.Publish(Topic.Cases);
        return true;
    }

    /// <summary>What a person may still take back.</summary>
    internal static IQueryable<BulkRunRow> Undoable(TriageContext db, Actor actor, DateTime since) => db.BulkRuns.Where(r =>
        r.RequestedById == actor.Id && r.FinishedUtc >= since && r.Done > 0
        && (r.State == BulkState.Completed || r.State == BulkState.Cancelled || r.State == BulkState.Failed));
}
