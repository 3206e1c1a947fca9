using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline.Governance;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Decisions;

/// <summary>One change of one approved use and the alerts that waited for it: all or nothing, and only the first one.</summary>
internal sealed class UseDecision : IAsyncDisposable
{
    private readonly TriageContext _db;
    private readonly IDbContextTransaction _transaction;
    private readonly ApprovedUseRow? _use;

    private UseDecision(TriageContext db, IDbContextTransaction transaction, ApprovedUseRow? use, DecisionResult? refused)
    {
        _db = db;
        _transaction = transaction;
        _use = use;
        Refused = refused;
    }

    /// <summary>Why it cannot be had; then there is no <see cref="Use"/>.</summary>
    public DecisionResult? Refused { get; }

    public ApprovedUseRow Use => _use ?? throw new InvalidOperationException("The approved use was refused.");

    /// <summary>Claims an entry for one change: its version must be the one that was seen, and its state one that the change is for.</summary>
    public static async Task<UseDecision> TakeAsync(
        TriageContext db, Guid useId, int seenVersion, Expression<Func<ApprovedUseRow, bool>> needed, CancellationToken cancel)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        try
        {
            var claimed = await db.ApprovedUses.Where(u => u.Id == useId && u.Version == seenVersion).Where(needed)
                .ExecuteUpdateAsync(set => set.SetProperty(u => u.Version, seenVersion + 1), cancel);
            var use = await db.ApprovedUses.SingleOrDefaultAsync(u => u.Id == useId, cancel);
            return claimed == 1
                ? new(db, transaction, use, null)
                : new(db, transaction, null, use is null
                    ? new DecisionResult.Gone("This approved use does not exist any more.")
                    : new DecisionResult.Settled(await UseVersions.LastAsync(db, useId, cancel)));
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    public void Decide(ApprovedUseState state, Actor actor, DateTime utcNow, string? note)
    {
        Use.State = state;
        Use.DecidedBy = actor.Name;
        Use.DecidedUtc = utcNow;
        Use.DecisionNote = note;
    }

    /// <summary>Moves the alerts that waited for this entry, each with its line of history.</summary>
    public async Task MovePendingAsync(
        AlertStatus to, AlertAction action, string note, Actor actor, DateTime utcNow, CancellationToken cancel)
    {
        // Counting the versions up first locks the rows, so that no analyst decides one of them in between.
        var pending = _db.Alerts.Where(a => a.ApprovedUseId == Use.Id && a.Status == AlertStatus.AllowedPending);
        await pending.ExecuteUpdateAsync(set => set.SetProperty(a => a.Version, a => a.Version + 1), cancel);
        foreach (var alert in await pending.ToListAsync(cancel))
        {
            _db.AlertHistory.Add(new AlertHistoryRow
            {
                AlertId = alert.Id,
                AtUtc = utcNow,
                UserName = actor.Name,
                Address = actor.Address,
                Action = action,
                From = alert.Status,
                To = to,
                Note = note,
            });
            alert.Status = to;
            if (to != AlertStatus.Open)
                continue;
            alert.ApprovedUseId = null;
            alert.DecidedUtc = null;
            alert.DecidedBy = null;
        }
    }

    public async Task<DecisionResult> CommitAsync(CancellationToken cancel)
    {
        await _db.SaveChangesAsync(cancel);
        await _transaction.CommitAsync(cancel);
        return new DecisionResult.Done(Use.Version);
    }

    public ValueTask DisposeAsync() => _transaction.DisposeAsync();
}
