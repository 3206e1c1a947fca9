using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Notifications.Mail;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Notifications;

/// <summary>What people do with their own notifications; another's are out of reach whatever id is named.</summary>
public sealed class NotificationCommands(IDbContextFactory<TriageContext> contexts, TimeProvider time, Notices notices)
{
    /// <summary>Marks one as read, or as not read.</summary>
    public async Task MarkAsync(Actor actor, long id, bool isRead, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ReadTriage);
        DateTime? at = isRead ? time.GetUtcNow().UtcDateTime : null;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.Notifications.Where(n => n.Id == id && n.UserId == actor.Id && (n.ReadUtc == null) == isRead)
            .ExecuteUpdateAsync(set => set.SetProperty(n => n.ReadUtc, at), cancel);
        notices.Publish(Topic.Notifications);
    }

    /// <summary>Marks those up to that id as read: what came since was not seen.</summary>
    public async Task MarkAllAsync(Actor actor, long upTo, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ReadTriage);
        DateTime? now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.Notifications.Where(n => n.UserId == actor.Id && n.Id <= upTo && n.ReadUtc == null)
            .ExecuteUpdateAsync(set => set.SetProperty(n => n.ReadUtc, now), cancel);
        notices.Publish(Topic.Notifications);
    }

    /// <summary>Keeps what the actor wants; faults in words, and then nothing is kept.</summary>
    public async Task<IReadOnlyList<string>> ChooseAsync(Actor actor, NotificationChoices choices, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ReadTriage);
        ArgumentNullException.ThrowIfNull(choices);
        var email = string.IsNullOrWhiteSpace(choices.Email) ? null : choices.Email.Trim();
        if (email is not null && !MailOptionsCheck.IsAddress(email))
            return ["Mail address: that is none; write it as pat@example.com."];
        if (email is null && choices.Choices.Any(c => c.Mail))
            return ["Mail address: say where the mails are to go."];
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.NotificationChoices.Where(c => c.UserId == actor.Id).ExecuteDeleteAsync(cancel);
        db.NotificationChoices.AddRange(choices.Choices.Where(c => Enum.IsDefined(c.Kind)).DistinctBy(c => c.Kind)
            .Select(c => new NotificationChoiceRow { UserId = actor.Id, Kind = c.Kind, InApp = c.InApp, Mail = c.Mail }));
        await db.SaveChangesAsync(cancel);
        var key = email?.ToUpperInvariant();
        await db.Users.Where(u => u.Id == actor.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.Email, email).SetProperty(u => u.NormalizedEmail, key), cancel);
        await transaction.CommitAsync(cancel);
        return [];
    }
}
