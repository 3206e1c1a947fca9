using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Notifications;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Decisions;

/// <summary>Who has an alert, and what people say about it.</summary>
public sealed class AssignCommands(IDbContextFactory<TriageContext> contexts, TimeProvider time, Notices notices)
{
    internal const string NobodyOfThatName = "Assignee: there is nobody of that name who may decide alerts.";

    /// <summary>Takes the alert oneself.</summary>
    public Task<DecisionResult> TakeAsync(Actor actor, Guid alertId, int seenVersion, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return AssignAsync(actor, alertId, seenVersion, actor.Name, cancel);
    }

    /// <summary>Gives the alert to somebody who may decide it, or to nobody.</summary>
    public async Task<DecisionResult> AssignAsync(Actor actor, Guid alertId, int seenVersion, string? assignee, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.DecideAlerts);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (assignee is not null && !await MayDecideAsync(db, assignee, cancel))
            return new DecisionResult.Invalid([NobodyOfThatName]);
        var (taken, refused) = await AlertDecision.TakeAsync(db, new(BulkKind.Assign, actor, time.GetUtcNow().UtcDateTime), alertId, seenVersion, cancel);
        if (taken is null)
            return refused!;
        await using (taken)
        {
            // Said again, a thing is not news: neither history nor version move.
            if (taken.Alert.Assignee == assignee)
                return new DecisionResult.Done(seenVersion);
            Apply(taken, assignee);
            if (assignee is not null)
                await NotificationRows.AddAsync(db, actor, [assignee], About(NotificationKind.Assigned, taken.Alert), taken.AtUtc, cancel);
            var done = await taken.CommitAsync(cancel);
            notices.Publish(Topic.Alerts);
            notices.Publish(Topic.Notifications);
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
        var (taken, refused) = await AlertDecision.TakeAsync(db, new(BulkKind.Comment, actor, time.GetUtcNow().UtcDateTime), alertId, null, cancel);
        if (taken is null)
            return refused!;
        await using (taken)
        {
            taken.Record(AlertAction.Commented, note);
            await NotificationRows.AddMentionedAsync(db, actor, note!, About(NotificationKind.Mentioned, taken.Alert), taken.AtUtc, cancel);
            var done = await taken.CommitAsync(cancel);
            notices.Publish(Topic.Alerts);
            notices.Publish(Topic.Notifications);
            return done;
        }
    }

    internal static void Apply(AlertDecision taken, string? assignee)
    {
        taken.Record(AlertAction.Assigned, assignee is null ? "to nobody" : $"to {assignee}");
        taken.Alert.Assignee = assignee;
    }

    /// <summary>Names of those who may decide alerts, in order.</summary>
    internal static async Task<IReadOnlyList<string>> DecidersAsync(TriageContext db, CancellationToken cancel)
    {
        var roles = Policies.RolesOf(Policies.DecideAlerts);
        return await db.Users.Where(u => db.UserRoles.Any(r => r.UserId == u.Id && db.Roles.Any(role => role.Id == r.RoleId && roles.Contains(role.Name!))))
            .Select(u => u.UserName!).OrderBy(name => name).ToListAsync(cancel);
    }

    private static Notification About(NotificationKind kind, AlertRow alert) => new(kind, $"{alert.Chain} on {alert.Host!.Name}") { AlertId = alert.PublicId };

    internal static Task<bool> MayDecideAsync(TriageContext db, string userName, CancellationToken cancel)
    {
        var roles = Policies.RolesOf(Policies.DecideAlerts);
        return db.Users.Where(u => u.UserName == userName)
            .AnyAsync(u => db.UserRoles.Any(r => r.UserId == u.Id && db.Roles.Any(role => role.Id == r.RoleId && roles.Contains(role.Name!))), cancel);
    }
}
