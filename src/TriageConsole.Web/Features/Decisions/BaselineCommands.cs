using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline.Governance;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Decisions;

/// <summary>What admins decide on approved uses. Alerts follow: pending ones here, all others by being judged again.</summary>
public sealed class BaselineCommands(
    IDbContextFactory<TriageContext> contexts, TimeProvider time, Notices notices, IJudgeRequests judge, UseCheck check)
{
    internal const string FromExercise = "It was proposed from an alert of an exercise: what was only invented does not come into the baseline. It goes when the exercise ends.";

    private static readonly TimeSpan _longestLockOut = TimeSpan.FromDays(1);

    /// <summary>A proposal, or a new version of what was approved, waits for an admin.</summary>
    private static readonly Expression<Func<ApprovedUseRow, bool>> _waiting =
        use => use.State == ApprovedUseState.Proposed || (use.State == ApprovedUseState.Active && use.RenewalJson != null);

    /// <summary>
    /// Puts a proposal, or the new version of an entry, in force. Its proposer may not, unless there is no other admin who could; then it is marked.
    /// </summary>
    public async Task<DecisionResult> ApproveAsync(Actor actor, Guid useId, int seenVersion, string? note, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ApproveUses);
        await using var db = await contexts.CreateDbContextAsync(cancel);

        if (await db.ApprovedUses.AnyAsync(use => use.Id == useId && use.ExerciseId != null, cancel))
            return new DecisionResult.Invalid([FromExercise]);

        // Compared before it is taken: history may be long, and a taken entry keeps others from writing. Where the proposal has no
        // sentence on its warnings, which may be younger than it is, the approver's note is one.
        var hidden = await HidesAsync(db, useId, seenVersion, note, cancel);
        await using var taken = await UseDecision.TakeAsync(db, useId, seenVersion, _waiting, cancel);
        if (taken.Refused is { } refused)
            return refused;
        var now = time.GetUtcNow().UtcDateTime;
        var why = NoteRules.Clean(note);
        var renewal = UseRecord.ReadContent(taken.Use.RenewalJson);
        List<string> faults = [.. ApprovedUseRules.Faults((renewal ?? UseContent.Of(taken.Use)).ToUse(), now, check.LongestLife), .. hidden.Faults];
        if (why is not null)
            NoteRules.Check(why, string.Empty, faults);
        if (faults.Count > 0)
            return new DecisionResult.Invalid(faults);
        var own = Comparers.UserName.Equals(renewal is null ? taken.Use.ProposedBy : taken.Use.RenewalBy, actor.Name);
        if (own && await HasOtherAdminAsync(db, actor, now, cancel))
            return new DecisionResult.Invalid(["You proposed it yourself: another admin must approve it."]);
        if (renewal is not null)
        {
            renewal.WriteTo(taken.Use);
            (taken.Use.ProposedBy, taken.Use.ProposedUtc) = (taken.Use.RenewalBy!, taken.Use.RenewalUtc!.Value);
            (taken.Use.RenewalJson, taken.Use.RenewalBy, taken.Use.RenewalUtc) = (null, null, null);
        }

        taken.Use.Acknowledgement = NoteRules.Clean(taken.Use.Acknowledgement) ?? hidden.Acknowledgement;
        taken.Use.SelfApproved = own;
        taken.Decide(ApprovedUseState.Active, actor, now, why);
        UseVersions.Record(db, taken.Use, renewal is null ? UseChange.Approved : UseChange.RenewalApproved, actor.Name, now, why);
        await taken.MovePendingAsync(AlertStatus.Allowed, AlertAction.Allowed, own ? $"Approved by its own proposer: {taken.Use.Title}" : $"Approved: {taken.Use.Title}", actor, now, cancel);

        // A new version may also cover less than the one before it.
        var hosts = await db.Alerts.Counted().Where(a => a.Status == AlertStatus.Open || (a.Status == AlertStatus.Covered && a.ApprovedUseId == useId))
            .Select(a => a.HostId).Distinct().ToListAsync(cancel);
        return await FinishAsync(taken, hosts, cancel);
    }

    /// <summary>Refuses a proposal; what waited for it is open again. Of an entry that was approved before, only its new version is refused.</summary>
    public async Task<DecisionResult> RejectAsync(Actor actor, Guid useId, int seenVersion, string? note, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ApproveUses);
        var why = NoteRules.Clean(note);
        List<string> faults = [];
        NoteRules.Check(why, "Note: say why it is refused.", faults);
        if (faults.Count > 0)
            return new DecisionResult.Invalid(faults);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var taken = await UseDecision.TakeAsync(db, useId, seenVersion, _waiting, cancel);
        if (taken.Refused is { } refused)
            return refused;
        var now = time.GetUtcNow().UtcDateTime;
        if (taken.Use.State == ApprovedUseState.Active)
        {
            (taken.Use.RenewalJson, taken.Use.RenewalBy, taken.Use.RenewalUtc) = (null, null, null);
            UseVersions.Record(db, taken.Use, UseChange.RenewalRefused, actor.Name, now, why);
            return await FinishAsync(taken, [], cancel);
        }

        taken.Decide(ApprovedUseState.Rejected, actor, now, why);
        UseVersions.Record(db, taken.Use, UseChange.Refused, actor.Name, now, why);
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
        await using var taken = await UseDecision.TakeAsync(db, useId, seenVersion, use => use.State == ApprovedUseState.Active, cancel);
        if (taken.Refused is { } refused)
            return refused;
        var now = time.GetUtcNow().UtcDateTime;
        (taken.Use.RenewalJson, taken.Use.RenewalBy, taken.Use.RenewalUtc) = (null, null, null);
        taken.Decide(ApprovedUseState.Retired, actor, now, why);
        UseVersions.Record(db, taken.Use, UseChange.Retired, actor.Name, now, why);
        var hosts = await db.Alerts.Counted().Where(a => a.ApprovedUseId == useId && a.Status == AlertStatus.Covered)
            .Select(a => a.HostId).Distinct().ToListAsync(cancel);
        return await FinishAsync(taken, hosts, cancel);
    }

    /// <summary>
    /// Gives an entry another owner, without another approval: what it covers stays. The version that waits for approval, if
    /// any, gets the owner too.
    /// </summary>
    public async Task<DecisionResult> ChangeOwnerAsync(Actor actor, Guid useId, int seenVersion, string owner, string? note, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ApproveUses);
        ArgumentNullException.ThrowIfNull(owner);
        var (name, why) = (owner.Trim(), NoteRules.Clean(note));
        List<string> faults = [];
        if (name.Length is 0 or > AllowRequest.LongestOwner)
            faults.Add($"Owner: name one, in at most {AllowRequest.LongestOwner} characters.");
        if (why is not null)
            NoteRules.Check(why, string.Empty, faults);
        if (faults.Count > 0)
            return new DecisionResult.Invalid(faults);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var taken = await UseDecision.TakeAsync(
            db, useId, seenVersion, use => use.State == ApprovedUseState.Active || use.State == ApprovedUseState.Proposed, cancel);
        if (taken.Refused is { } refused)
            return refused;
        (taken.Use.Owner, taken.Use.OwnerUserId) = (name, await UseVersions.OwnerIdAsync(db, name, cancel));
        if (UseRecord.ReadContent(taken.Use.RenewalJson) is { } renewal)
            taken.Use.RenewalJson = UseRecord.WriteContent(renewal with { Owner = name, OwnerUserId = taken.Use.OwnerUserId });
        UseVersions.Record(db, taken.Use, UseChange.OwnerChanged, actor.Name, time.GetUtcNow().UtcDateTime, why);
        return await FinishAsync(taken, [], cancel);
    }

    // What people found out since it was proposed counts as well. The version makes sure that it is this content.
    private async Task<(IReadOnlyList<string> Faults, string? Acknowledgement)> HidesAsync(TriageContext db, Guid useId, int seenVersion, string? note, CancellationToken cancel)
    {
        var row = await db.ApprovedUses.AsNoTracking().Where(_waiting).SingleOrDefaultAsync(u => u.Id == useId && u.Version == seenVersion, cancel);
        if (row is null)
            return ([], null);
        var content = UseRecord.ReadContent(row.RenewalJson) ?? UseContent.Of(row);
        var said = NoteRules.Clean(content.Acknowledgement);
        var warns = said is null && (await check.LintAsync(content.Conditions, cancel)).Any(finding => finding.Level == LintLevel.Warning);
        return (await check.FaultsAsync(content.Conditions, said ?? note, cancel), warns ? NoteRules.Clean(note) : null);
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
