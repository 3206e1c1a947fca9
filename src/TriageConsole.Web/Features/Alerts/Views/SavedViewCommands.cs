using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Alerts.Views;

/// <summary>Keeps named filters. Everybody keeps their own; a shared one of somebody else's only an admin changes.</summary>
public sealed class SavedViewCommands(IDbContextFactory<TriageContext> contexts, TimeProvider time, Notices notices)
{
    public const int LongestName = 60;

    public const int LongestQuery = 2_000;

    public const int MostOwn = 100;

    private const string Gone = "This view does not exist any more.";
    private const string NameTaken = "Name: you have a view of that name already.";

    /// <summary>Keeps a filter under a name; the fault in words, or null.</summary>
    public async Task<string?> SaveAsync(Actor actor, string? name, AlertFilter filter, bool isShared, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ReadTriage);
        ArgumentNullException.ThrowIfNull(filter);
        var query = filter.ToQuery();
        var kept = StorableText.Clean(name?.Trim() ?? string.Empty);
        if (Fault(kept, query) is { } fault)
            return fault;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.SavedViews.CountAsync(v => v.OwnerId == actor.Id, cancel) >= MostOwn)
            return $"You have {MostOwn} views; delete one first.";
        db.SavedViews.Add(new()
        {
            Name = kept,
            NameKey = kept.ToLowerInvariant(),
            Query = query,
            OwnerId = actor.Id,
            Owner = actor.Name,
            IsShared = isShared,
            ChangedUtc = time.GetUtcNow().UtcDateTime,
        });
        return await FinishAsync(db, cancel);
    }

    public Task<string?> RenameAsync(Actor actor, long viewId, string? name, CancellationToken cancel)
    {
        var kept = StorableText.Clean(name?.Trim() ?? string.Empty);
        return ChangeAsync(actor, viewId, Fault(kept, string.Empty), view => (view.Name, view.NameKey) = (kept, kept.ToLowerInvariant()), cancel);
    }

    /// <summary>Puts another filter under the same name.</summary>
    public Task<string?> ReplaceAsync(Actor actor, long viewId, AlertFilter filter, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var query = filter.ToQuery();
        return ChangeAsync(actor, viewId, Fault("any", query), view => view.Query = query, cancel);
    }

    public Task<string?> ShareAsync(Actor actor, long viewId, bool isShared, CancellationToken cancel) =>
        ChangeAsync(actor, viewId, null, view => view.IsShared = isShared, cancel);

    public async Task<string?> DeleteAsync(Actor actor, long viewId, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ReadTriage);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.SavedViews.SingleOrDefaultAsync(v => v.Id == viewId, cancel) is not { } view)
            return Gone;
        RequireMine(actor, view);
        db.SavedViews.Remove(view);
        return await FinishAsync(db, cancel);
    }

    internal static bool MayChange(Actor actor, SavedViewRow view) =>
        view.OwnerId == actor.Id || (view.IsShared && actor.May(Policies.ManageSharedViews));

    private async Task<string?> ChangeAsync(Actor actor, long viewId, string? fault, Action<SavedViewRow> change, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ReadTriage);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.SavedViews.SingleOrDefaultAsync(v => v.Id == viewId, cancel) is not { } view)
            return Gone;
        RequireMine(actor, view);
        if (fault is not null)
            return fault;
        change(view);
        view.ChangedUtc = time.GetUtcNow().UtcDateTime;
        return await FinishAsync(db, cancel);
    }

    private async Task<string?> FinishAsync(TriageContext db, CancellationToken cancel)
    {
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Gone;
        }
        catch (DbUpdateException)
        {
            // The one thing that the database refuses here.
            return NameTaken;
        }

        notices.Publish(Topic.SavedViews);
        return null;
    }

    private static void RequireMine(Actor actor, SavedViewRow view)
    {
        if (!MayChange(actor, view))
            throw new PermissionDeniedException($"{actor.Name} may not change this view: it is {view.Owner}’s.");
    }

    private static string? Fault(string name, string query) => name switch
    {
        "" => "Name: give it one.",
        { Length: > LongestName } => $"Name: at most {LongestName} characters.",
        _ when name.Any(char.IsControl) => "Name: one line of text.",
        _ => query.Length > LongestQuery ? $"This filter is too long to be kept: at most {LongestQuery} characters." : null,
    };
}
