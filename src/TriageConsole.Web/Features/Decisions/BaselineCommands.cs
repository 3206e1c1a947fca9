using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Decisions;

/// <summary>What admins decide on approved uses. Alerts follow: pending ones here, all others by being judged again.</summary>
public sealed class BaselineCommands(
    IDbContextFactory<TriageContext> contexts, TimeProvider time, Notices notices, IJudgeRequests judge, UseCheck check)
{
    private static readonly TimeSpan _longestLockOut = TimeSpan.FromDays(1);

    /// <summary>
    /// Puts a proposal in force. Its proposer may not, unless there is no other admin who could; then it is marked.
    /// </summary>
    public async Task<DecisionResult> ApproveAsync(Actor actor, Guid useId, int seenVersion, string? note, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ApproveUses);
        await using var db = await contexts.CreateDbContextAsync(cancel);

        // Compared before it is taken: history may be long, and a taken entry keeps others from writing.
        var hidden = await HidesAsync(db, useId, seenVersion, cancel);
        await using var taken = await UseDecision.TakeAsync(db, useId, seenVersion, ApprovedUseState.Proposed, cancel);
        if (taken.Refused is { } refused)
            return refused;
        var now = time.GetUtcNow().UtcDateTime;
        List<string> faults = [.. ApprovedUseRules.Faults(taken.Use.ToUse(), now), .. hidden];
        if (faults.Count > 0)
            return new DecisionResult.Invalid(faults);
        var own = Comparers.UserName.Equals(taken.Use.ProposedBy, actor.Name);
        if (own && await HasOtherAdminAsync(db, actor, now, cancel))
            return new DecisionResult.Invalid(["You proposed it yourself: another admin must approve it."]);
        taken.Use.SelfApproved = own;
        taken.Decide(ApprovedUseState.Active, actor, now, NoteRules.Clean(note));
        await taken.MovePendingAsync(AlertStatus.Allowed, AlertAction.Allowed, $"Approved: {taken.Use.Title}", actor, now, cancel);
        var hosts = await db.Alerts.Where(a => a.Status == AlertStatus.Open).Select(a => a.HostId).Distinct().ToListAsync(cancel);
        return await FinishAsync(taken, hosts, cancel);
    }

    /// <summary>Refuses a proposal; what waited for it is open again.</summary>
    public async Task<DecisionResult> RejectAsync(Actor actor, Guid useId, int seenVersion, string? note, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ApproveUses);
        var why = NoteRules.Clean(note);
        List<string> faults = [];
        NoteRules.Check(why, "Note: say why it is refused.", faults);
        if (faults.Count > 0)
            return new DecisionResult.Invalid(faults);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var taken = await UseDecision.TakeAsync(db, useId, seenVersion, ApprovedUseState.Proposed, cancel);
        if (taken.Refused is { } refused)
            return refused;
        var now = time.GetUtcNow().UtcDateTime;
        taken.Decide(ApprovedUseState.Rejected, actor, now, why);
        await taken.MovePendingAsync(AlertStatus.Open, AlertAction.Reopened, $"Approved use refused: {why}", actor, now, cancel);
        return await FinishAsync(taken, [], cancel);
    }

    /// <summary>Takes an approved use out of force; what it alone covered comes back by being judged again.</summary>
    public async Task<DecisionResult> RetireAsync(Actor actor, Guid useId, int seenVersion, string? note, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ApproveUses);
        var why = NoteRules.Clean(note);
        List<string> faults = [];
        NoteRules.Check(why, "Note: say why it is retired.", faults);
        if (faults.Count > 0)
            return new DecisionResult.Invalid(faults);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var taken = await UseDecision.TakeAsync(db, useId, seenVersion, ApprovedUseState.Active, cancel);
        if (taken.Refused is { } refused)
            return refused;
        taken.Decide(ApprovedUseState.Retired, actor, time.GetUtcNow().UtcDateTime, why);
        var hosts = await db.Alerts.Where(a => a.ApprovedUseId == useId && a.Status == AlertStatus.Covered)
            .Select(a => a.HostId).Distinct().ToListAsync(cancel);
        return await FinishAsync(taken, hosts, cancel);
    }

    // What people found out since it was proposed counts as well. The version makes sure that it is this content.
    private async Task<IReadOnlyList<string>> HidesAsync(TriageContext db, Guid useId, int seenVersion, CancellationToken cancel)
    {
        var row = await db.ApprovedUses.AsNoTracking().SingleOrDefaultAsync(
            u => u.Id == useId && u.Version == seenVersion && u.State == ApprovedUseState.Proposed, cancel);
        return row is null ? [] : await check.FaultsAsync(UseRecord.ReadConditions(row.ConditionsJson), row.Acknowledgement, cancel);
    }

    private async Task<DecisionResult> FinishAsync(UseDecision taken, List<int> hosts, CancellationToken cancel)
    {
        var done = await taken.CommitAsync(cancel);
        notices.Publish(Topic.Baseline);
        notices.Publish(Topic.Alerts);

        // Committed is committed: a closed page must not keep the hosts from being judged.
        if (hosts.Count > 0)
            await judge.RequestAsync(hosts, CancellationToken.None);
        return done;
    }

    /// <summary>
    /// Whether somebody else could approve. An admin counts unless disabled; a short lock-out after wrong passwords does not
    /// make the other one the only admin, or anyone who can type wrong passwords could bring that about.
    /// </summary>
    private static async Task<bool> HasOtherAdminAsync(TriageContext db, Actor actor, DateTime utcNow, CancellationToken cancel)
    {
        var roles = Policies.RolesOf(Policies.ApproveUses);
        var others =
            from held in db.UserRoles
            join role in db.Roles on held.RoleId equals role.Id
            join user in db.Users on held.UserId equals user.Id
            where roles.Contains(role.Name!) && user.Id != actor.Id
            select user.LockoutEnd;
        var disabledFrom = new DateTimeOffset(utcNow, TimeSpan.Zero) + _longestLockOut;

        // SQLite cannot compare this column; there are few admins.
        return (await others.ToListAsync(cancel)).Any(end => end is null || end < disabledFrom);
    }
}
