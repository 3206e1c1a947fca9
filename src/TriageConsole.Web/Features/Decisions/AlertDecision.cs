using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Decisions;

/// <summary>
/// One change of people's part of one alert: all of it or nothing, and only if nobody else changed the alert since the
/// person looked at it. Dispose without <see cref="CommitAsync"/> and nothing happened.
/// </summary>
internal sealed class AlertDecision : IAsyncDisposable
{
    private readonly IDbContextTransaction _transaction;

    private AlertDecision(TriageContext db, IDbContextTransaction transaction, AlertRow alert)
    {
        Db = db;
        _transaction = transaction;
        Alert = alert;
    }

    public TriageContext Db { get; }

    /// <summary>The alert, tracked and locked until the end.</summary>
    public AlertRow Alert { get; }

    /// <summary>Takes the alert for one change, or says why it cannot be had.</summary>
    public static async Task<(AlertDecision? Taken, DecisionResult? Refused)> TakeAsync(
        TriageContext db, Guid alertId, int seenVersion, CancellationToken cancel)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        try
        {
            // Counting the version up where it is still the one that was seen both checks and locks, on either database.
            var claimed = await db.Alerts.Where(a => a.PublicId == alertId && a.Version == seenVersion)
                .ExecuteUpdateAsync(set => set.SetProperty(a => a.Version, seenVersion + 1), cancel);
            if (claimed == 1)
            {
                var alert = await db.Alerts.Include(a => a.Host).SingleAsync(a => a.PublicId == alertId, cancel);
                return (new AlertDecision(db, transaction, alert), null);
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
    public void Record(Actor actor, DateTime utcNow, AlertAction action, string? note, AlertStatus? to = null, AlertOutcome? outcome = null) =>
        Db.AlertHistory.Add(new AlertHistoryRow
        {
            AlertId = Alert.Id,
            AtUtc = utcNow,
            UserName = actor.Name,
            Address = actor.Address,
            Action = action,
            From = to is null ? null : Alert.Status,
            To = to,
            Outcome = outcome,
            Note = note,
        });

    /// <summary>
    /// Keeps what people's part of the alert was, for who decides to take it back. Call before changing anything.
    /// </summary>
    public async Task KeepAsync(Actor actor, DateTime utcNow, AlertAction action, Guid runId, CancellationToken cancel)
    {
        var row = await Db.AlertUndos.SingleOrDefaultAsync(u => u.AlertId == Alert.Id && u.UserName == actor.Name, cancel)
            ?? Db.AlertUndos.Add(new AlertUndoRow { AlertId = Alert.Id, UserName = actor.Name }).Entity;
        (row.RunId, row.AtUtc, row.Action, row.Version) = (runId, utcNow, action, Alert.Version);
        (row.Status, row.Outcome, row.NeedsTuning, row.Assignee) = (Alert.Status, Alert.Outcome, Alert.NeedsTuning, Alert.Assignee);
        (row.DecidedUtc, row.DecidedBy, row.ApprovedUseId, row.CaseId) = (Alert.DecidedUtc, Alert.DecidedBy, Alert.ApprovedUseId, Alert.CaseId);
    }

    /// <summary>Moves the alert to a decided (or, for <see cref="AlertStatus.Open"/>, undecided) status.</summary>
    public void MoveTo(AlertStatus status, AlertOutcome outcome, Actor actor, DateTime utcNow)
    {
        Alert.Status = status;
        Alert.Outcome = outcome;
        Alert.DecidedUtc = status == AlertStatus.Open ? null : utcNow;
        Alert.DecidedBy = status == AlertStatus.Open ? null : actor.Name;
    }

    public async Task<DecisionResult> CommitAsync(CancellationToken cancel)
    {
        await Db.SaveChangesAsync(cancel);
        await _transaction.CommitAsync(cancel);
        return new DecisionResult.Done(Alert.Version);
    }

    public ValueTask DisposeAsync() => _transaction.DisposeAsync();

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
