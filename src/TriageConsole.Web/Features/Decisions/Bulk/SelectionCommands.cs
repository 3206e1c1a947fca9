using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Alerts;
using TriageConsole.Web.Features.Alerts.Sla;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Decisions.Bulk;

/// <summary>Freezes selections: which alerts, each with what it is now. Deciding comes after: <see cref="BulkCommands"/>.</summary>
public sealed class SelectionCommands(IDbContextFactory<TriageContext> contexts, SlaQueries sla, TimeProvider time)
{
    /// <summary>Alerts of one selection.</summary>
    public const int Most = CappedCount.Cap;

    private const int AtOnce = 500;

    private static readonly TimeSpan _kept = TimeSpan.FromDays(1);

    /// <summary>Freezes the given alerts, each on the version that was seen. Those that are gone are left out; null where none is left.</summary>
    public async Task<FrozenSelection?> FreezeAsync(Actor actor, IReadOnlyDictionary<Guid, int> seenVersions, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.DecideAlerts);
        ArgumentNullException.ThrowIfNull(seenVersions);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seenVersions.Count, Most);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var found = new Dictionary<Guid, BulkRunItemRow>();
        foreach (var some in seenVersions.Keys.Chunk(AtOnce))
        {
            foreach (var item in await ItemsAsync(db.Alerts.AsNoTracking().Where(a => some.Contains(a.PublicId)), cancel))
                found[item.AlertId] = item;
        }

        // What was seen counts, not what is there by now: a decision in between must be met.
        return await KeepAsync(db, actor, [.. seenVersions.Where(seen => found.ContainsKey(seen.Key)).Select(seen =>
        {
            found[seen.Key].SeenVersion = seen.Value;
            return found[seen.Key];
        })], cancel);
    }

    /// <summary>Freezes every alert that matches now; null where none or more than <see cref="Most"/> do.</summary>
    public async Task<FrozenSelection?> FreezeMatchingAsync(Actor actor, AlertFilter filter, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.DecideAlerts);
        ArgumentNullException.ThrowIfNull(filter);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var times = await sla.ClockAsync(filter, cancel);
        var items = await ItemsAsync((await db.MatchingAsync(filter, actor.Name, times, cancel)).InOrder(filter.Sort, times).Take(Most + 1), cancel);
        return items.Count > Most ? null : await KeepAsync(db, actor, items, cancel);
    }

    private static async Task<List<BulkRunItemRow>> ItemsAsync(IQueryable<AlertRow> alerts, CancellationToken cancel)
    {
        var rows = await alerts.Select(a => new
        {
            a.PublicId,
            a.Version,
            Before = new AlertState
            {
                Status = a.Status,
                Outcome = a.Outcome,
                NeedsTuning = a.NeedsTuning,
                Assignee = a.Assignee,
                DecidedUtc = a.DecidedUtc,
                DecidedBy = a.DecidedBy,
                FirstDecidedUtc = a.FirstDecidedUtc,
                ApprovedUseId = a.ApprovedUseId,
                CaseId = a.CaseId,
            },
        }).ToListAsync(cancel);
        return rows.ConvertAll(row => new BulkRunItemRow { AlertId = row.PublicId, SeenVersion = row.Version, Before = row.Before, After = row.Before });
    }

    private async Task<FrozenSelection?> KeepAsync(TriageContext db, Actor actor, List<BulkRunItemRow> items, CancellationToken cancel)
    {
        if (items.Count == 0)
            return null;
        var now = time.GetUtcNow().UtcDateTime;
        var old = now - _kept;
        await db.BulkRuns.Where(r => r.State == BulkState.Frozen && r.CreatedUtc < old).ExecuteDeleteAsync(cancel);
        for (var at = 0; at < items.Count; at++)
            items[at].Position = at;
        var run = new BulkRunRow
        {
            State = BulkState.Frozen,
            RequestedById = actor.Id,
            RequestedBy = actor.Name,
            Address = actor.Address,
            CreatedUtc = now,
            Total = items.Count,
            Items = items,
        };
        db.BulkRuns.Add(run);
        await db.SaveChangesAsync(cancel);
        return new(run.Id, items.Count, items[0].AlertId);
    }
}
