using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Decisions;

/// <summary>Who has an alert, and what people say about it.</summary>
public sealed class AssignCommands(IDbContextFactory<TriageContext> contexts, TimeProvider time, Notices notices)
{
    /// <summary>Takes the alert oneself.</summary>
    public Task<DecisionResult> TakeAsync(Actor actor, Guid alertId, int seenVersion, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return AssignAsync(actor, alertId, seenVersion, actor.Name, cancel);
    }

    /// <summary>Takes exactly the given alerts, each on the version that was seen; answers one by one.</summary>
    public async Task<IReadOnlyDictionary<Guid, DecisionResult>> TakeManyAsync(
        Actor actor, IReadOnlyDictionary<Guid, int> seenVersions, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.DecideAlerts);
        ArgumentNullException.ThrowIfNull(seenVersions);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seenVersions.Count, CloseCommands.MostAtOnce);
        var results = new Dictionary<Guid, DecisionResult>(seenVersions.Count);
        var run = Guid.NewGuid();
        foreach (var (alertId, seen) in seenVersions)
            results[alertId] = await AssignAsync(actor, alertId, seen, actor.Name, run, cancel);
        return results;
    }

    /// <summary>Gives the alert to somebody who may decide it, or to nobody.</summary>
    public Task<DecisionResult> AssignAsync(Actor actor, Guid alertId, int seenVersion, string? assignee, CancellationToken cancel) =>
        AssignAsync(actor, alertId, seenVersion, assignee, Guid.NewGuid(), cancel);

    private async Task<DecisionResult> AssignAsync(Actor actor, Guid alertId, int seenVersion, string? assignee, Guid run, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.DecideAlerts);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (assignee is not null && !await MayDecideAsync(db, assignee, cancel))
            return new DecisionResult.Invalid(["Assignee: there is nobody of that name who may decide alerts."]);
        var (taken, refused) = await AlertDecision.TakeAsync(db, alertId, seenVersion, cancel);
        if (taken is null)
            return refused!;
        await using (taken)
        {
            // Said again, a thing is not news: neither history nor version move.
            if (taken.Alert.Assignee == assignee)
                return new DecisionResult.Done(seenVersion);
            var now = time.GetUtcNow().UtcDateTime;
            await taken.KeepAsync(actor, now, AlertAction.Assigned, run, cancel);
            taken.Record(actor, now, AlertAction.Assigned, assignee is null ? "to nobody" : $"to {assignee}");
            taken.Alert.Assignee = assignee;
            var done = await taken.CommitAsync(cancel);
            notices.Publish(Topic.Alerts);
            return done;
        }
    }

    /// <summary>Adds a comment. Comments do not compete: they need no version and count none up.</summary>
    public async Task<DecisionResult> CommentAsync(Actor actor, Guid alertId, string? text, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.DecideAlerts);
        var note = NoteRules.Clean(text);
        List<string> faults = [];
        NoteRules.Check(note, "Comment: it is empty.", faults);
        if (faults.Count > 0)
            return new DecisionResult.Invalid(faults);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var alert = await db.Alerts.Where(a => a.PublicId == alertId).Select(a => new { a.Id, a.Version }).SingleOrDefaultAsync(cancel);
        if (alert is null)
            return new DecisionResult.Gone("This alert does not exist any more.");
        db.AlertHistory.Add(new AlertHistoryRow
        {
            AlertId = alert.Id,
            AtUtc = time.GetUtcNow().UtcDateTime,
            UserName = actor.Name,
            Address = actor.Address,
            Action = AlertAction.Commented,
            Note = note,
        });
        await db.SaveChangesAsync(cancel);
        notices.Publish(Topic.Alerts);
        return new DecisionResult.Done(alert.Version);
    }

    private static Task<bool> MayDecideAsync(TriageContext db, string userName, CancellationToken cancel)
    {
        var roles = Policies.RolesOf(Policies.DecideAlerts);
        return db.Users.Where(u => u.UserName == userName)
            .AnyAsync(u => db.UserRoles.Any(r => r.UserId == u.Id && db.Roles.Any(role => role.Id == r.RoleId && roles.Contains(role.Name!))), cancel);
    }
}
