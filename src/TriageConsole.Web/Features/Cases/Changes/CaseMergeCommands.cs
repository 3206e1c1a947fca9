using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Cases.Changes;

/// <summary>Makes one case of two: everything moves, and the empty one leads on to where it went.</summary>
public sealed class CaseMergeCommands(IDbContextFactory<TriageContext> contexts, TimeProvider time, Notices notices)
{
    public async Task<DecisionResult> MergeAsync(Actor actor, long fromId, long intoId, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.WorkCases);
        if (fromId == intoId)
            return new DecisionResult.Invalid(["Case: a case cannot be merged into itself."]);
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);

        // Alerts first, as whoever adds or removes one takes them; what came in before the cases were locked is moved below.
        var moved = await MoveAlertsAsync(db, fromId, intoId, cancel);

        // In one order whoever asks, so that two merges of the same two do not wait for each other.
        var first = await CaseChange.ClaimAsync(db, Math.Min(fromId, intoId), now, cancel, evenClosed: true);
        var second = await CaseChange.ClaimAsync(db, Math.Max(fromId, intoId), now, cancel, evenClosed: true);
        if ((first.Refused ?? second.Refused) is { } refused)
            return refused;
        var (from, into) = first.Case!.Id == fromId ? (first.Case, second.Case!) : (second.Case!, first.Case);
        if (into.Status == CaseStatus.Closed)
            return new DecisionResult.Invalid([$"Case: case {intoId} is closed; open it again first."]);
        moved.AddRange(await MoveAlertsAsync(db, fromId, intoId, cancel));
        await MoveRestAsync(db, fromId, intoId, cancel);

        var told = string.Create(CultureInfo.InvariantCulture, $"Case {fromId} ({from.Title}) was merged into case {intoId} ({into.Title}).");
        CaseChange.Record(from, actor, now, CaseAction.MergedInto, told);
        CaseChange.Record(into, actor, now, CaseAction.MergedFrom, told);
        (from.Status, from.MergedIntoId, from.ClosedUtc) = (CaseStatus.Merged, intoId, now);
        db.AlertHistory.AddRange(moved.Select(id => new AlertHistoryRow
        {
            AlertId = id,
            AtUtc = now,
            UserName = actor.Name,
            Address = actor.Address,
            Action = AlertAction.AddedToCase,
            Note = told,
        }));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        notices.Publish(Topic.Cases);
        notices.Publish(Topic.Alerts);
        notices.Publish(Topic.Deliveries);
        return new DecisionResult.Done(into.Version);
    }

    private static async Task<List<long>> MoveAlertsAsync(TriageContext db, long fromId, long intoId, CancellationToken cancel)
    {
        // A case that is not there would break the reference before it can be said.
        if (!await db.Cases.AnyAsync(c => c.Id == intoId, cancel))
            return [];
        var ids = await db.Alerts.Where(a => a.CaseId == fromId).OrderBy(a => a.Id).Select(a => a.Id).ToListAsync(cancel);
        var moved = new List<long>(ids.Count);
        foreach (var id in ids)
        {
            // One that was taken out meanwhile stays out.
            if (await db.Alerts.Where(a => a.Id == id && a.CaseId == fromId).ExecuteUpdateAsync(set => set.SetProperty(a => a.CaseId, intoId), cancel) == 1)
                moved.Add(id);
        }

        return moved;
    }

    private static async Task MoveRestAsync(TriageContext db, long fromId, long intoId, CancellationToken cancel)
    {
        await db.Escalations.Where(e => e.CaseId == fromId).ExecuteUpdateAsync(set => set.SetProperty(e => e.CaseId, intoId), cancel);
        await db.CaseNotes.Where(n => n.CaseId == fromId).ExecuteUpdateAsync(set => set.SetProperty(n => n.CaseId, intoId), cancel);
        await db.CaseTasks.Where(t => t.CaseId == fromId).ExecuteUpdateAsync(set => set.SetProperty(t => t.CaseId, intoId), cancel);
        await db.CaseHistory.Where(h => h.CaseId == fromId)
            .ExecuteUpdateAsync(set => set.SetProperty(h => h.CaseId, intoId).SetProperty(h => h.OriginCaseId, h => h.OriginCaseId ?? fromId), cancel);
        await db.Cases.Where(c => c.MergedIntoId == fromId).ExecuteUpdateAsync(set => set.SetProperty(c => c.MergedIntoId, intoId), cancel);
    }
}
