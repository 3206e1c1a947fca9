using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Baseline.Governance;
using TriageConsole.Web.Features.Cases.Changes;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Decisions.Bulk;

/// <summary>
/// Brings one alert of a run back to what it was, if what the run made of it still stands; else somebody decided since, and
/// the alert is left and named.
/// </summary>
public sealed class UndoStep(IDbContextFactory<TriageContext> contexts, TimeProvider time)
{
    private const string TakenBack = "Taken back before it was sent.";
    private const string TakingBack = "a decision was taken back";

    internal async Task RunAsync(BulkRunRow run, BulkRunItemRow item, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (!await ClaimAsync(db, item, cancel))
            return;

        // Counting up first locks the alert: what is read next is what stands until the end.
        var step = run.Kind == BulkKind.Comment ? 0 : 1;
        await db.Alerts.Where(a => a.PublicId == item.AlertId).ExecuteUpdateAsync(set => set.SetProperty(a => a.Version, a => a.Version + step), cancel);
        var alert = await db.Alerts.Include(a => a.Host).SingleOrDefaultAsync(a => a.PublicId == item.AlertId, cancel);
        var why = alert is null ? "it does not exist any more" : await ChangedAsync(db, run, item, alert, cancel);
        if (why is null)
        {
            await RestoreAsync(db, run, item, alert!, cancel);
            await db.BulkRuns.Where(r => r.Id == run.Id).ExecuteUpdateAsync(set => set.SetProperty(r => r.Undone, r => r.Undone + 1), cancel);
            await db.SaveChangesAsync(cancel);
        }
        else
        {
            await LeaveAsync(db, item, alert, step, why, cancel);
        }

        await transaction.CommitAsync(cancel);
    }

    /// <summary>Ends the run: what only it brought into the world goes, too.</summary>
    internal async Task EndAsync(BulkRunRow run, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var ended = await db.BulkRuns.Where(r => r.Id == run.Id && r.State == BulkState.Undoing)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.State, BulkState.Undone).SetProperty(r => r.UndoneUtc, now), cancel);
        if (ended == 1 && run.Kind == BulkKind.Allow)
            await WithdrawAsync(db, run, now, cancel);
        if (ended == 1 && run.Kind == BulkKind.Escalate)
            await CloseCasesAsync(db, run, now, cancel);
        await transaction.CommitAsync(cancel);
    }

    private static async Task<bool> ClaimAsync(TriageContext db, BulkRunItemRow item, CancellationToken cancel) =>
        await db.BulkRunItems.Where(i => i.RunId == item.RunId && i.Position == item.Position && i.State == BulkItemState.Done)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.State, BulkItemState.Undone), cancel) == 1;

    /// <summary>Why the alert is no longer what the run made of it; null where it is.</summary>
    private static async Task<string?> ChangedAsync(TriageContext db, BulkRunRow run, BulkRunItemRow item, AlertRow alert, CancellationToken cancel)
    {
        // A comment changed nothing, so that nothing can have come of it.
        if (run.Kind == BulkKind.Comment || AlertState.Of(alert) == item.After)
            return null;
        var last = await db.AlertHistory.AsNoTracking().Where(h => h.AlertId == alert.Id && h.Action != AlertAction.Commented)
            .OrderByDescending(h => h.Id).FirstOrDefaultAsync(cancel);
        return StandingWords.Of(new()
        {
            Version = alert.Version,
            Status = alert.Status,
            Outcome = alert.Outcome,
            By = last?.UserName,
            Action = last?.Action,
        });
    }

    private async Task RestoreAsync(TriageContext db, BulkRunRow run, BulkRunItemRow item, AlertRow alert, CancellationToken cancel)
    {
        var (from, left) = (alert.Status, alert.CaseId);
        if (run.Kind != BulkKind.Comment)
            item.Before.ApplyTo(alert);
        if (left != alert.CaseId)
            await MoveBackAsync(db, run, alert, left, cancel);
        if (run.Kind == BulkKind.Escalate)
            await KeepBackAsync(db, alert, item, cancel);
        db.AlertHistory.Add(new()
        {
            AlertId = alert.Id,
            AtUtc = time.GetUtcNow().UtcDateTime,
            UserName = run.RequestedBy,
            Address = run.Address,
            Action = AlertAction.Undone,
            RunId = run.Id,
            From = from == alert.Status ? null : from,
            To = from == alert.Status ? null : alert.Status,
        });
    }

    /// <summary>The cases know of it, too; one that was merged meanwhile is the one it led on to.</summary>
    private async Task MoveBackAsync(TriageContext db, BulkRunRow run, AlertRow alert, long? left, CancellationToken cancel)
    {
        var back = alert.CaseId is { } was
            ? await db.Cases.Where(c => c.Id == was).Select(c => c.MergedIntoId ?? c.Id).Cast<long?>().SingleOrDefaultAsync(cancel)
            : null;
        alert.CaseId = back;
        var line = $"{alert.Chain} on {alert.Host!.Name} ({TakingBack})";
        foreach (var id in new[] { left, back }.OfType<long>().Distinct().Order())
        {
            var (touched, _) = await CaseChange.ClaimAsync(db, id, time.GetUtcNow().UtcDateTime, cancel, evenClosed: true);
            if (touched is not null)
                CaseChange.Record(touched, ActorOf(run), touched.ChangedUtc, id == back ? CaseAction.AlertAdded : CaseAction.AlertRemoved, line, alert.PublicId);
        }
    }

    private static Actor ActorOf(BulkRunRow run) => new(run.RequestedById, run.RequestedBy, [], run.Address);

    // What was sent was sent; what was not yet tried is not sent any more.
    private static async Task KeepBackAsync(TriageContext db, AlertRow alert, BulkRunItemRow item, CancellationToken cancel)
    {
        var caseId = item.After.CaseId;
        var last = await db.Escalations.Where(e => e.AlertId == alert.Id && e.CaseId == caseId).OrderByDescending(e => e.Id).Select(e => e.Id).FirstOrDefaultAsync(cancel);
        await db.Deliveries.Where(d => d.EscalationId == last && d.State == DeliveryState.Waiting && d.Attempts == 0)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.State, DeliveryState.Refused).SetProperty(d => d.LastAnswer, TakenBack), cancel);
    }

    private static async Task LeaveAsync(TriageContext db, BulkRunItemRow item, AlertRow? alert, int step, string why, CancellationToken cancel)
    {
        var words = StorableText.Clean(why);
        await db.BulkRunItems.Where(i => i.RunId == item.RunId && i.Position == item.Position)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.State, BulkItemState.UndoLeft).SetProperty(i => i.Why, words), cancel);
        await db.BulkRuns.Where(r => r.Id == item.RunId).ExecuteUpdateAsync(set => set.SetProperty(r => r.UndoLeft, r => r.UndoLeft + 1), cancel);

        // It was only looked at: whoever has it open is not overtaken by that.
        if (alert is not null)
            await db.Alerts.Where(a => a.Id == alert.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.Version, a => a.Version - step), cancel);
    }

    private static async Task WithdrawAsync(TriageContext db, BulkRunRow run, DateTime now, CancellationToken cancel)
    {
        var uses = await db.BulkRunItems.Where(i => i.RunId == run.Id && i.After.ApprovedUseId != null).Select(i => i.After.ApprovedUseId!.Value).Distinct().ToListAsync(cancel);
        var alone = await db.ApprovedUses.AsNoTracking().Where(u => uses.Contains(u.Id) && u.State == ApprovedUseState.Proposed && u.ProposedBy == run.RequestedBy
            && !db.Alerts.Any(a => a.ApprovedUseId == u.Id)).ToListAsync(cancel);
        foreach (var use in alone)
        {
            var withdrawn = await db.ApprovedUses.Where(u => u.Id == use.Id && u.Version == use.Version).ExecuteUpdateAsync(
                set => set.SetProperty(u => u.State, ApprovedUseState.Rejected).SetProperty(u => u.DecidedBy, run.RequestedBy).SetProperty(u => u.DecidedUtc, now)
                    .SetProperty(u => u.DecisionNote, "Taken back by who proposed it.").SetProperty(u => u.Version, u => u.Version + 1),
                cancel);
            if (withdrawn == 1)
                UseVersions.Record(db, await db.ApprovedUses.AsNoTracking().SingleAsync(u => u.Id == use.Id, cancel), UseChange.Withdrawn, run.RequestedBy, now, null);
        }

        await db.SaveChangesAsync(cancel);
    }

    private static async Task CloseCasesAsync(TriageContext db, BulkRunRow run, DateTime now, CancellationToken cancel)
    {
        var cases = await db.BulkRunItems.Where(i => i.RunId == run.Id && i.After.CaseId != null).Select(i => i.After.CaseId!.Value).Distinct().ToListAsync(cancel);
        var empty = await db.Cases.Where(c => cases.Contains(c.Id) && c.Status == CaseStatus.Open && c.Owner == run.RequestedBy && c.CreatedUtc >= run.CreatedUtc
                && !c.Alerts.Any() && !c.Notes.Any() && !c.Tasks.Any())
            .OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(cancel);
        foreach (var id in empty)
        {
            var (row, _) = await CaseChange.ClaimAsync(db, id, now, cancel);
            if (row is null)
                continue;
            CaseChange.Record(row, ActorOf(run), now, CaseAction.Closed, $"{OutcomeWords.Of(AlertOutcome.Undetermined)}: {TakingBack}");
            (row.Status, row.Outcome, row.ClosedUtc) = (CaseStatus.Closed, AlertOutcome.Undetermined, now);
        }

        await db.SaveChangesAsync(cancel);
    }
}
