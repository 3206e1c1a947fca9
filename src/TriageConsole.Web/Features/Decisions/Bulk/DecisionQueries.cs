using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Decisions.Bulk;

/// <summary>An alert that a run left, and why. Chain and host are hostile text; both null where the alert is gone.</summary>
public sealed record LeftAlert(Guid AlertId, string? Chain, string? Host, string Why);

/// <summary>A decision and how far it is.</summary>
public sealed record DecisionView
{
    public required BulkRunRow Run { get; init; }

    public AlertOutcome Outcome { get; init; }

    /// <summary>Chain and host where it is about a single alert; hostile text.</summary>
    public string? Subject { get; init; }

    public IReadOnlyList<LeftAlert> Left { get; init; } = [];
}

/// <summary>What a person did last, and what of it can be taken back.</summary>
/// <param name="Latest">The last decision of late; null for none.</param>
/// <param name="Undoable">The last one that can be taken back; null for none.</param>
public sealed record OwnDecisions(DecisionView? Latest, DecisionView? Undoable);

/// <summary>What people are shown of their own decisions.</summary>
public sealed class DecisionQueries(IDbContextFactory<TriageContext> contexts, TimeProvider time)
{
    /// <summary>Alerts named of those that were left.</summary>
    public const int MostNamed = 20;

    public async Task<OwnDecisions> OwnAsync(Actor actor, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var since = time.GetUtcNow().UtcDateTime - UndoCommands.Window;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var latest = await db.BulkRuns.AsNoTracking()
            .Where(r => r.RequestedById == actor.Id && r.State != BulkState.Frozen
                && (r.FinishedUtc == null || r.FinishedUtc >= since || r.UndoneUtc >= since || r.State == BulkState.UndoQueued || r.State == BulkState.Undoing))
            .OrderByDescending(r => r.UndoneUtc ?? r.FinishedUtc ?? r.CreatedUtc).ThenByDescending(r => r.Id)
            .FirstOrDefaultAsync(cancel);
        var undoable = await UndoCommands.Undoable(db, actor, since).AsNoTracking().OrderByDescending(r => r.FinishedUtc).ThenByDescending(r => r.Id).FirstOrDefaultAsync(cancel);
        return new(
            latest is null ? null : await ViewAsync(db, latest, cancel),
            undoable is null ? null : await ViewAsync(db, undoable, cancel));
    }

    /// <summary>Names of those whom alerts can be given to.</summary>
    public async Task<IReadOnlyList<string>> DecidersAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await AssignCommands.DecidersAsync(db, cancel);
    }

    /// <summary>The alerts of a run that it changed.</summary>
    public async Task<IReadOnlyList<Guid>> DoneAsync(long runId, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.BulkRunItems.Where(i => i.RunId == runId && i.State == BulkItemState.Done).Select(i => i.AlertId).ToListAsync(cancel);
    }

    private static async Task<DecisionView> ViewAsync(TriageContext db, BulkRunRow run, CancellationToken cancel)
    {
        var items = db.BulkRunItems.AsNoTracking().Where(i => i.RunId == run.Id);
        var subject = run.Total > 1
            ? null
            : await items.Join(db.Alerts, i => i.AlertId, a => a.PublicId, (_, a) => a.Chain + " on " + a.Host!.Name).FirstOrDefaultAsync(cancel);
        var left = run.LeftAlone + run.UndoLeft == 0
            ? []
            : await (from item in items
                     where item.State == BulkItemState.Left || item.State == BulkItemState.UndoLeft
                     join a in db.Alerts on item.AlertId equals a.PublicId into found
                     from alert in found.DefaultIfEmpty()
                     orderby item.Position
                     select new LeftAlert(item.AlertId, alert == null ? null : alert.Chain, alert == null ? null : alert.Host!.Name, item.Why ?? string.Empty))
                .Take(MostNamed).ToListAsync(cancel);
        return new()
        {
            Run = run,
            Outcome = run.Kind == BulkKind.Close ? await items.Where(i => i.State != BulkItemState.Left).Select(i => i.After.Outcome).FirstOrDefaultAsync(cancel) : AlertOutcome.None,
            Subject = subject,
            Left = left,
        };
    }
}
