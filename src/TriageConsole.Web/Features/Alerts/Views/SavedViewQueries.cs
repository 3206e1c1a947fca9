using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Alerts.Views;

/// <summary>A view as somebody sees it. Name and owner were typed by people.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Query">Its filter, as it was stored.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="IsMine">It is the viewer's own.</param>
/// <param name="IsShared">Everybody sees it.</param>
/// <param name="MayChange">The viewer may rename, share and delete it.</param>
public sealed record SavedView(long Id, string Name, string Query, string Owner, bool IsMine, bool IsShared, bool MayChange)
{
    /// <summary>Where it leads: to the queue, whatever was stored.</summary>
    public string Address => AppRoutes.Alerts + (Query.Length == 0 || Query[0] == '?' ? Query : "?" + Query);
}

/// <summary>The views that somebody can open.</summary>
public sealed class SavedViewQueries(IDbContextFactory<TriageContext> contexts)
{
    /// <summary>Shared views of others shown at most.</summary>
    public const int MostShared = 200;

    /// <summary>One's own, then those that others share, each by name.</summary>
    public async Task<IReadOnlyList<SavedView>> ListAsync(Actor actor, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ReadTriage);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var rows = await db.SavedViews.AsNoTracking().Where(v => v.OwnerId == actor.Id || v.IsShared)
            .OrderByDescending(v => v.OwnerId == actor.Id).ThenBy(v => v.NameKey).ThenBy(v => v.Id)
            .Take(MostShared + SavedViewCommands.MostOwn).ToListAsync(cancel);
        return rows.ConvertAll(v => new SavedView(v.Id, v.Name, v.Query, v.Owner, v.OwnerId == actor.Id, v.IsShared, SavedViewCommands.MayChange(actor, v)));
    }
}
