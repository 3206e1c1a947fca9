using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Notifications;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Decisions.Bulk;

/// <summary>
/// Does what is left to do of a run, alert by alert, or takes back what is left to be taken back. An alert and its item change
/// in one transaction that claims the item first: rung twice or killed anywhere, nothing is done twice.
/// </summary>
public sealed class BulkRunner(IDbContextFactory<TriageContext> contexts, BulkStep step, UndoStep undo, TimeProvider time, Notices notices)
{
    private const int AtOnce = 50;

    public async Task RunAsync(long runId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var run = await db.BulkRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Id == runId, cancel);
        switch (run?.State)
        {
            case BulkState.Queued or BulkState.Running:
                await DecideAsync(run, cancel);
                break;
            case BulkState.UndoQueued or BulkState.Undoing:
                await TakeBackAsync(run, cancel);
                break;
        }
    }

    /// <summary>Writes down why a run broke off.</summary>
    public async Task BreakOffAsync(long runId, string error)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await MoveAsync(runId, [BulkState.Queued, BulkState.Running], BulkState.Failed, error, now);
        await MoveAsync(runId, [BulkState.UndoQueued, BulkState.Undoing], BulkState.UndoFailed, error, null);
        Announce();
    }

    private async Task DecideAsync(BulkRunRow run, CancellationToken cancel)
    {
        var order = BulkOrder.Read(run.OrderJson);
        await MoveAsync(run.Id, [BulkState.Queued], BulkState.Running, null, null);
        while (await NextAsync(run.Id, BulkItemState.Waiting, cancel) is { Count: > 0 } items)
        {
            foreach (var item in items)
            {
                if (await IsCancelledAsync(run.Id, cancel))
                {
                    await MoveAsync(run.Id, [BulkState.Running], BulkState.Cancelled, null, time.GetUtcNow().UtcDateTime);
                    Announce();
                    return;
                }

                await step.RunAsync(run, order, item, cancel);
                Announce();
            }
        }

        await TellAsync(run, order, cancel);
        await MoveAsync(run.Id, [BulkState.Running], BulkState.Completed, null, time.GetUtcNow().UtcDateTime);
        Announce();
    }

    // Once a run, not once an alert: a hundred notices say no more than one. Killed in between, a run tells twice, never not at all.
    private async Task TellAsync(BulkRunRow run, BulkOrder order, CancellationToken cancel)
    {
        if (run.Kind is not (BulkKind.Assign or BulkKind.Comment))
            return;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var done = await db.BulkRunItems.Where(i => i.RunId == run.Id && i.State == BulkItemState.Done).OrderBy(i => i.Position)
            .Join(db.Alerts, i => i.AlertId, a => a.PublicId, (_, a) => new { a.PublicId, a.Chain, Host = a.Host!.Name }).ToListAsync(cancel);
        if (done is not [var first, .. var others])
            return;
        var more = others.Count == 0 ? string.Empty : $" and {BulkWords.Counted(others.Count)} more";
        var subject = $"{first.Chain} on {first.Host}{more}";
        var by = new Actor(run.RequestedById, run.RequestedBy, [], run.Address);
        var now = time.GetUtcNow().UtcDateTime;
        if (run.Kind == BulkKind.Comment)
            await NotificationRows.AddMentionedAsync(db, by, order.Note!, new(NotificationKind.Mentioned, subject) { AlertId = first.PublicId }, now, cancel);
        else if (order.Assignee is { } assignee)
            await NotificationRows.AddAsync(db, by, [assignee], new(NotificationKind.Assigned, subject) { AlertId = first.PublicId }, now, cancel);
        await db.SaveChangesAsync(cancel);
        notices.Publish(Topic.Notifications);
    }

    private async Task TakeBackAsync(BulkRunRow run, CancellationToken cancel)
    {
        await MoveAsync(run.Id, [BulkState.UndoQueued], BulkState.Undoing, null, null);
        while (await NextAsync(run.Id, BulkItemState.Done, cancel) is { Count: > 0 } items)
        {
            foreach (var item in items)
            {
                await undo.RunAsync(run, item, cancel);
                Announce();
            }
        }

        await undo.EndAsync(run, cancel);
        Announce();
    }

    private async Task<List<BulkRunItemRow>> NextAsync(long runId, BulkItemState state, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.BulkRunItems.AsNoTracking().Where(i => i.RunId == runId && i.State == state)
            .OrderBy(i => i.Position).Take(AtOnce).ToListAsync(cancel);
    }

    private async Task<bool> IsCancelledAsync(long runId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.BulkRuns.AnyAsync(r => r.Id == runId && r.CancelRequested, cancel);
    }

    private async Task MoveAsync(long runId, BulkState[] from, BulkState to, string? error, DateTime? finishedUtc)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var words = error is null ? null : StorableText.Clean(error);
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        await db.BulkRuns.Where(r => r.Id == runId && from.Contains(r.State)).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.State, to).SetProperty(r => r.Error, words).SetProperty(r => r.StartedUtc, r => r.StartedUtc ?? now)
                .SetProperty(r => r.FinishedUtc, r => finishedUtc ?? r.FinishedUtc),
            CancellationToken.None);
    }

    private void Announce()
    {
        notices.Publish(Topic.Decisions);
        notices.Publish(Topic.Alerts);
    }
}
