using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Cases.Changes;

/// <summary>
/// One change of one case: all of it or nothing, with its line of history. Cases are changed one at a time; what takes an
/// alert as well takes that first, so that two changes never wait for each other.
/// </summary>
internal sealed class CaseChange : IAsyncDisposable
{
    private readonly TriageContext _db;
    private readonly IDbContextTransaction _transaction;

    private CaseChange(TriageContext db, IDbContextTransaction transaction, CaseRow row)
    {
        _db = db;
        _transaction = transaction;
        Case = row;
    }

    /// <summary>The case, tracked and locked until the end.</summary>
    public CaseRow Case { get; }

    /// <summary>Takes the case for one change, or says why it cannot be had.</summary>
    public static async Task<(CaseChange? Taken, DecisionResult? Refused)> TakeAsync(
        TriageContext db, long caseId, DateTime utcNow, CancellationToken cancel, bool evenClosed = false)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancel);
        try
        {
            var (row, refused) = await ClaimAsync(db, caseId, utcNow, cancel, evenClosed);
            if (row is not null)
                return (new CaseChange(db, transaction, row), null);
            await transaction.DisposeAsync();
            return (null, refused);
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    /// <summary>Locks the case within the transaction that is open.</summary>
    public static async Task<(CaseRow? Case, DecisionResult? Refused)> ClaimAsync(
        TriageContext db, long caseId, DateTime utcNow, CancellationToken cancel, bool evenClosed = false)
    {
        // Counting the version up locks the row, on either database.
        await db.Cases.Where(c => c.Id == caseId)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Version, c => c.Version + 1).SetProperty(c => c.ChangedUtc, utcNow), cancel);
        var row = await db.Cases.SingleOrDefaultAsync(c => c.Id == caseId, cancel);
        return row switch
        {
            null => (null, new DecisionResult.Gone("This case does not exist any more.")),
            { Status: CaseStatus.Merged } => (null, new DecisionResult.Invalid([$"Case: it was merged into case {row.MergedIntoId}."])),
            { Status: CaseStatus.Closed } when !evenClosed => (null, new DecisionResult.Invalid(["Case: it is closed; open it again first."])),
            _ => (row, null),
        };
    }

    /// <summary>A new case of the actor's, to be saved.</summary>
    public static CaseRow Open(TriageContext db, string title, Actor actor, DateTime utcNow)
    {
        var row = db.Cases.Add(new CaseRow { Title = title, Owner = actor.Name, CreatedUtc = utcNow, ChangedUtc = utcNow }).Entity;
        Record(row, actor, utcNow, CaseAction.Opened, title);
        return row;
    }

    /// <summary>Adds a line to a case's history.</summary>
    public static void Record(CaseRow row, Actor actor, DateTime utcNow, CaseAction action, string? note, Guid? alertId = null) =>
        row.History.Add(new CaseHistoryRow
        {
            AtUtc = utcNow,
            UserName = actor.Name,
            Address = actor.Address,
            Action = action,
            Note = note,
            AlertId = alertId,
        });

    public void Record(Actor actor, DateTime utcNow, CaseAction action, string? note) => Record(Case, actor, utcNow, action, note);

    public async Task<DecisionResult> CommitAsync(CancellationToken cancel)
    {
        await _db.SaveChangesAsync(cancel);
        await _transaction.CommitAsync(cancel);
        return new DecisionResult.Done(Case.Version);
    }

    public ValueTask DisposeAsync() => _transaction.DisposeAsync();
}
