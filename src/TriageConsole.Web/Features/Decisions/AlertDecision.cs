using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Decisions;

/// <summary>Who decides what, and when.</summary>
internal readonly record struct DecisionStamp(BulkKind Kind, Actor Actor, DateTime AtUtc);

/// <summary>
/// One change of people's part of one alert: all of it or nothing, and only if nobody else changed the alert since the
/// person looked at it. What the alert was and became is kept with it, so that it can be taken back. Dispose without
/// <see cref="CommitAsync"/> and nothing happened.
/// </summary>
internal sealed class AlertDecision : IAsyncDisposable
{
    private readonly IDbContextTransaction _transaction;
    private readonly DecisionStamp _stamp;
    private readonly BulkRunRow? _own;
    private readonly BulkRunItemRow _item;

    private AlertDecision(TriageContext db, IDbContextTransaction transaction, DecisionStamp stamp, AlertRow alert, BulkRunItemRow? item)
    {
        (Db, _transaction, _stamp, Alert) = (db, transaction, stamp, alert);
        if (item is not null)
        {
            _item = item;
            return;
        }

        _item = new() { AlertId = alert.PublicId, SeenVersion = alert.Version - 1, Before = AlertState.Of(alert) };
        _own = new()
        {
            Kind = stamp.Kind,
            State = BulkState.Completed,
            RequestedById = stamp.Actor.Id,
            RequestedBy = stamp.Actor.Name,
            Address = stamp.Actor.Address,
            CreatedUtc = stamp.AtUtc,
            StartedUtc = stamp.AtUtc,
            FinishedUtc = stamp.AtUtc,
            Total = 1,
            Done = 1,
            Items = [_item],
        };
    }

    public TriageContext Db { get; }

    /// <summary>The alert, tracked and locked until the end.</summary>
    public AlertRow Alert { get; }

    public DateTime AtUtc => _stamp.AtUtc;

    public Actor Actor => _stamp.Actor;

    /// <summary>Takes the alert for one change, or says why it cannot be had.</summary>
    /// <param name="db">A context of its own.</param>
    /// <param name="stamp">Who, what, when.</param>
    /// <param name="alertId">The alert.</param>
    /// <param name="seenVersion">The version that was seen; null where none can be overtaken.</param>
    /// <param name="cancel">Cancels.</param>
    public static Task<(AlertDecision? Taken, DecisionResult? Refused)> TakeAsync(
        TriageContext db, DecisionStamp stamp, Guid alertId, int? seenVersion, CancellationToken cancel) =>
        TakeAsync(db, stamp, alertId, seenVersion, null, cancel);

    /// <summary>Takes the alert of a waiting item of a run; neither where somebody else has done that item.</summary>
    public static Task<(AlertDecision? Taken, DecisionResult? Refused)> TakeAsync(
        TriageContext db, DecisionStamp stamp, BulkRunItemRow item, CancellationToken cancel) =>
        TakeAsync(db, stamp, item.AlertId, stamp.Kind == BulkKind.Comment ? null : item.SeenVersion, item, cancel);

    private static async Task<(AlertDecision? Taken, DecisionResult? Refused)> TakeAsync(
        TriageContext db, DecisionStamp stamp, Guid alertId, int? seenVersion, BulkRunItemRow? item, CancellationToken cancel)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        try
        {
            if (item is null || await ClaimAsync(db, item, cancel))
            {
                // Counting the version up where it is still the one that was seen both checks and locks, on either database.
                // A comment competes with nothing: it locks and counts nothing up.
                var step = stamp.Kind == BulkKind.Comment ? 0 : 1;
                var claimed = await db.Alerts.Where(a => a.PublicId == alertId && (seenVersion == null || a.Version == seenVersion))
                    .ExecuteUpdateAsync(set => set.SetProperty(a => a.Version, a => a.Version + step), cancel);
                if (claimed == 1)
                {
                    var alert = await db.Alerts.Include(a => a.Host).SingleAsync(a => a.PublicId == alertId, cancel);
                    return (new AlertDecision(db, transaction, stamp, alert, item), null);
                }
            }
            else
            {
                await transaction.DisposeAsync();
                return (null, null);
            }

            var standing = await StandingAsync(db, alertId, cancel);
            await transaction.DisposeAsync();
            return (null, standing is null
                ? new DecisionResult.Gone("This alert does not exist any more.")
                : new DecisionResult.Overtaken(standing));
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds a line to the alert's history. Call before changing the status: the line holds both.</summary>
    public void Record(AlertAction action, string? note, AlertStatus? to = null, AlertOutcome? outcome = null)
    {
        var line = Db.AlertHistory.Add(new AlertHistoryRow
        {
            AlertId = Alert.Id,
            AtUtc = _stamp.AtUtc,
            UserName = _stamp.Actor.Name,
            Address = _stamp.Actor.Address,
            Action = action,
            From = to is null ? null : Alert.Status,
            To = to,
            Outcome = outcome,
            Note = note,
        }).Entity;
        if (_own is null)
            line.RunId = _item.RunId;
        else
            line.Run = _own;
    }

    /// <summary>Moves the alert to a decided (or, for <see cref="AlertStatus.Open"/>, undecided) status.</summary>
    public void MoveTo(AlertStatus status, AlertOutcome outcome)
    {
        Alert.Status = status;
        Alert.Outcome = outcome;
        Alert.DecidedUtc = status == AlertStatus.Open ? null : _stamp.AtUtc;
        Alert.DecidedBy = status == AlertStatus.Open ? null : _stamp.Actor.Name;
        if (status != AlertStatus.Open)
            Alert.FirstDecidedUtc ??= _stamp.AtUtc;
    }

    public async Task<DecisionResult> CommitAsync(CancellationToken cancel)
    {
        if (_own is null)
        {
            // The item is the run's: it was claimed in this transaction, and is done with it or not at all.
            Db.Attach(_item);
            await Db.BulkRuns.Where(r => r.Id == _item.RunId).ExecuteUpdateAsync(set => set.SetProperty(r => r.Done, r => r.Done + 1), cancel);
        }
        else if (Db.Entry(_own).State == EntityState.Detached)
        {
            Db.BulkRuns.Add(_own);
        }

        _item.State = BulkItemState.Done;
        _item.After = AlertState.Of(Alert);
        await Db.SaveChangesAsync(cancel);
        await _transaction.CommitAsync(cancel);
        return new DecisionResult.Done(Alert.Version);
    }

    public ValueTask DisposeAsync() => _transaction.DisposeAsync();

    private static async Task<bool> ClaimAsync(TriageContext db, BulkRunItemRow item, CancellationToken cancel) =>
        await db.BulkRunItems.Where(i => i.RunId == item.RunId && i.Position == item.Position && i.State == BulkItemState.Waiting)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.State, BulkItemState.Done), cancel) == 1;

    private static async Task<AlertStanding?> StandingAsync(TriageContext db, Guid alertId, CancellationToken cancel)
    {
        var alert = await db.Alerts.AsNoTracking().Where(a => a.PublicId == alertId)
            .Select(a => new { a.Id, a.Version, a.Status, a.Outcome, a.Assignee })
            .SingleOrDefaultAsync(cancel);
        if (alert is null)
            return null;
        var last = await db.AlertHistory.AsNoTracking()
            .Where(h => h.AlertId == alert.Id && h.Action != AlertAction.Commented)
            .OrderByDescending(h => h.Id)
            .FirstOrDefaultAsync(cancel);
        return new AlertStanding
        {
            Version = alert.Version,
            Status = alert.Status,
            Outcome = alert.Outcome,
            Assignee = alert.Assignee,
            By = last?.UserName,
            AtUtc = last?.AtUtc,
            Action = last?.Action,
            Note = last?.Note,
        };
    }
}
