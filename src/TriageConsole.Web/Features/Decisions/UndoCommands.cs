using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline.Governance;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Decisions;

/// <summary>What a person can take back.</summary>
/// <param name="RunId">All that was decided in one go.</param>
/// <param name="Action">What it was.</param>
/// <param name="Alerts">On how many alerts.</param>
/// <param name="UntilUtc">How long it can be.</param>
public sealed record UndoOffer(Guid RunId, AlertAction Action, int Alerts, DateTime UntilUtc);

/// <summary>What came of taking back.</summary>
/// <param name="Restored">Alerts that are what they were.</param>
/// <param name="Left">Alerts that were changed since and stay as they are: chain and host of each, hostile text.</param>
/// <param name="Fault">Why nothing was done; null where it was.</param>
public sealed record UndoResult(IReadOnlyList<Guid> Restored, IReadOnlyList<string> Left, string? Fault = null);

/// <summary>
/// Takes back what a person decided within the last minutes. People's part of each alert becomes exactly what it was;
/// its history keeps both. Whatever was changed since is left. Escalations are not taken back: they were sent.
/// </summary>
public sealed class UndoCommands(IDbContextFactory<TriageContext> contexts, TimeProvider time, Notices notices)
{
    /// <summary>How long a decision can be taken back.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromMinutes(10);

    /// <summary>The last thing the person decided that can still be taken back; null where there is none.</summary>
    public async Task<UndoOffer?> OfferAsync(Actor actor, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.DecideAlerts);
        var since = time.GetUtcNow().UtcDateTime - Within;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var last = await db.AlertUndos.AsNoTracking().Where(u => u.UserName == actor.Name && u.AtUtc > since)
            .OrderByDescending(u => u.AtUtc).ThenByDescending(u => u.AlertId).FirstOrDefaultAsync(cancel);
        return last is null
            ? null
            : new(last.RunId, last.Action, await db.AlertUndos.CountAsync(u => u.RunId == last.RunId, cancel), last.AtUtc + Within);
    }

    /// <summary>Takes it back, alert by alert.</summary>
    public async Task<UndoResult> UndoAsync(Actor actor, Guid runId, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.DecideAlerts);
        var now = time.GetUtcNow().UtcDateTime;
        List<(AlertUndoRow Row, Guid AlertId, string Words)> all;
        await using (var db = await contexts.CreateDbContextAsync(cancel))
        {
            all = [.. (await db.AlertUndos.AsNoTracking().Where(u => u.RunId == runId && u.UserName == actor.Name)
                .OrderBy(u => u.AlertId).Select(u => new { Row = u, u.Alert!.PublicId, u.Alert.Chain, Host = u.Alert.Host!.Name }).ToListAsync(cancel))
                .Select(u => (u.Row, u.PublicId, $"{u.Chain} on {u.Host}"))];
        }

        if (all.Count == 0)
            return new([], [], "There is nothing of yours to take back.");
        if (all.Exists(u => u.Row.AtUtc <= now - Within))
            return new([], [], "That was more than ten minutes ago; open the alert again instead.");
        List<Guid> restored = [];
        List<string> left = [];
        foreach (var (row, alertId, words) in all)
        {
            if (await RestoreAsync(actor, row, alertId, now, cancel))
                restored.Add(alertId);
            else
                left.Add(words);
        }

        notices.Publish(Topic.Alerts);
        if (all[0].Row.Action == AlertAction.Allowed)
            notices.Publish(Topic.Baseline);
        return new(restored, left);
    }

    private async Task<bool> RestoreAsync(Actor actor, AlertUndoRow before, Guid alertId, DateTime utcNow, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var (taken, _) = await AlertDecision.TakeAsync(db, alertId, before.Version, cancel);
        if (taken is null)
            return false;
        await using (taken)
        {
            var alert = taken.Alert;
            if (before.Action == AlertAction.Allowed && !await WithdrawAsync(db, actor, alert.ApprovedUseId, utcNow, cancel))
                return false;
            taken.Record(actor, utcNow, AlertAction.Undone, null, before.Status, before.Outcome);
            (alert.Status, alert.Outcome, alert.NeedsTuning, alert.Assignee) = (before.Status, before.Outcome, before.NeedsTuning, before.Assignee);
            (alert.DecidedUtc, alert.DecidedBy, alert.ApprovedUseId, alert.CaseId) = (before.DecidedUtc, before.DecidedBy, before.ApprovedUseId, before.CaseId);
            db.AlertUndos.Remove(await db.AlertUndos.SingleAsync(u => u.AlertId == alert.Id && u.UserName == actor.Name, cancel));
            await taken.CommitAsync(cancel);
            return true;
        }
    }

    // The proposal goes with the decision that made it, unless an admin has decided on it.
    private static async Task<bool> WithdrawAsync(TriageContext db, Actor actor, Guid? useId, DateTime utcNow, CancellationToken cancel)
    {
        var withdrawn = await db.ApprovedUses.Where(u => u.Id == useId && u.State == ApprovedUseState.Proposed).ExecuteUpdateAsync(
            set => set.SetProperty(u => u.State, ApprovedUseState.Rejected).SetProperty(u => u.DecidedBy, actor.Name)
                .SetProperty(u => u.DecidedUtc, utcNow).SetProperty(u => u.DecisionNote, "Taken back by who proposed it.").SetProperty(u => u.Version, u => u.Version + 1),
            cancel) == 1;
        if (withdrawn)
            UseVersions.Record(db, await db.ApprovedUses.AsNoTracking().SingleAsync(u => u.Id == useId, cancel), UseChange.Withdrawn, actor.Name, utcNow, null);
        return withdrawn;
    }
}
