using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Operations;

/// <summary>Notices about the console itself: one open for each thing that is wrong, resolved by whoever finds it well again.</summary>
public sealed class OperationsNotices(IDbContextFactory<TriageContext> contexts, TimeProvider time, Notices notices)
{
    /// <summary>Raises one, or says it anew where it is open: with other words it is shown again to who dismissed it.</summary>
    public async Task RaiseAsync(string kind, string subject, string message, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var open = await db.OperationsNotices.FirstOrDefaultAsync(n => n.Kind == kind && n.Subject == subject && n.ResolvedUtc == null, cancel);
        if (open?.Message == message)
            return;
        if (open is not null)
            (open.Message, open.DismissedBy) = (message, null);
        else
            db.OperationsNotices.Add(new() { Kind = kind, Subject = subject, Message = message, RaisedUtc = time.GetUtcNow().UtcDateTime });
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException) when (open is null)
        {
            // Somebody else raised it at the same moment.
        }

        notices.Publish(Topic.Operations);
    }

    public async Task ResolveAsync(string kind, string subject, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var resolved = await db.OperationsNotices.Where(n => n.Kind == kind && n.Subject == subject && n.ResolvedUtc == null)
            .ExecuteUpdateAsync(set => set.SetProperty(n => n.ResolvedUtc, now), cancel);
        if (resolved > 0)
            notices.Publish(Topic.Operations);
    }

    /// <summary>What is open and nobody dismissed, oldest first; nothing for who may not see it.</summary>
    public async Task<IReadOnlyList<OperationsNoticeRow>> ForAsync(Actor? actor, CancellationToken cancel)
    {
        if (actor?.May(Policies.SeeOperations) != true)
            return [];
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.OperationsNotices.AsNoTracking().Where(n => n.ResolvedUtc == null && n.DismissedBy == null).OrderBy(n => n.Id).ToListAsync(cancel);
    }

    /// <summary>Takes one out of sight, for everybody, until it says something else.</summary>
    public async Task DismissAsync(Actor actor, long id, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.SeeOperations);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.OperationsNotices.Where(n => n.Id == id && n.DismissedBy == null).ExecuteUpdateAsync(set => set.SetProperty(n => n.DismissedBy, actor.Name), cancel);
        notices.Publish(Topic.Operations);
    }
}
