using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Notifications;

/// <summary>Where somebody wants one kind.</summary>
public sealed record NotificationChoice(NotificationKind Kind, bool InApp, bool Mail);

/// <summary>What somebody chose.</summary>
/// <param name="Choices">One for each kind.</param>
/// <param name="Email">Where mails go; null for nowhere yet.</param>
public sealed record NotificationChoices(IReadOnlyList<NotificationChoice> Choices, string? Email);

/// <summary>What a person is told; nobody reads another's.</summary>
public sealed class NotificationQueries(IDbContextFactory<TriageContext> contexts)
{
    /// <summary>Rows of one page.</summary>
    public const int PageSize = 50;

    /// <summary>Unread ones are counted up to here.</summary>
    public const int MostCounted = 100;

    public async Task<int> UnreadAsync(Actor actor, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Notifications.Where(n => n.UserId == actor.Id && n.ReadUtc == null && n.InApp).Take(MostCounted).CountAsync(cancel);
    }

    /// <summary>The actor's notifications, latest first.</summary>
    /// <param name="actor">Whose.</param>
    /// <param name="unreadOnly">Whether those that were read are left out.</param>
    /// <param name="before">Only those before that id; null for the latest.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<IReadOnlyList<NotificationRow>> ListAsync(Actor actor, bool unreadOnly, long? before, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = db.Notifications.AsNoTracking().Where(n => n.UserId == actor.Id && n.InApp);
        if (unreadOnly)
            rows = rows.Where(n => n.ReadUtc == null);
        if (before is { } id)
            rows = rows.Where(n => n.Id < id);
        return await rows.OrderByDescending(n => n.Id).Take(PageSize).ToListAsync(cancel);
    }

    public async Task<NotificationChoices> ChoicesAsync(Actor actor, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(actor);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var chosen = await db.NotificationChoices.AsNoTracking().Where(c => c.UserId == actor.Id).ToDictionaryAsync(c => c.Kind, cancel);
        var email = await db.Users.Where(u => u.Id == actor.Id).Select(u => u.Email).SingleOrDefaultAsync(cancel);
        return new([.. Enum.GetValues<NotificationKind>().Select(kind => chosen.TryGetValue(kind, out var row)
            ? new NotificationChoice(kind, row.InApp, row.Mail)
            : new NotificationChoice(kind, true, false))], email);
    }
}
