using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Baseline.Groups;
using TriageConsole.Web.Features.Cases.Changes;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Decisions.Bulk;

/// <summary>Does to one alert of a run what the run's order says, or leaves it and says why.</summary>
public sealed class BulkStep(IDbContextFactory<TriageContext> contexts, EscalateCommands escalate, UseGroupReader groups, TimeProvider time)
{
    internal async Task RunAsync(BulkRunRow run, BulkOrder order, BulkRunItemRow item, CancellationToken cancel)
    {
        // The right to it was asked for when the run was started.
        var stamp = new DecisionStamp(run.Kind, new Actor(run.RequestedById, run.RequestedBy, [], run.Address), time.GetUtcNow().UtcDateTime);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var (taken, refused) = await AlertDecision.TakeAsync(db, stamp, item, cancel);
        if (taken is null)
        {
            if (refused is not null)
                await LeaveAsync(item, WordsOf(refused), cancel);
            return;
        }

        string? why;
        IReadOnlyList<DeliveryRow> sends = [];
        await using (taken)
        {
            (why, sends) = await ApplyAsync(taken, run.Kind, order, cancel);
            if (why is null)
                await taken.CommitAsync(cancel);
        }

        if (why is not null)
            await LeaveAsync(item, why, cancel);
        else if (run.Kind == BulkKind.Escalate)
            escalate.Announce(sends);
    }

    private async Task<(string? Why, IReadOnlyList<DeliveryRow> Sends)> ApplyAsync(AlertDecision taken, BulkKind kind, BulkOrder order, CancellationToken cancel)
    {
        switch (kind)
        {
            case BulkKind.Close:
                CloseCommands.Apply(taken, new(order.Outcome, order.Note, order.NeedsTuning));
                return (null, []);
            case BulkKind.Assign when taken.Alert.Assignee == order.Assignee:
                return (order.Assignee is null ? "nobody had it already" : $"{order.Assignee} had it already", []);
            case BulkKind.Assign:
                AssignCommands.Apply(taken, order.Assignee);
                return (null, []);
            case BulkKind.Comment:
                taken.Record(Domain.Alerts.AlertAction.Commented, order.Note);
                return (null, []);
            case BulkKind.Allow:
                return (await AllowAsync(taken, order.UseId, cancel), []);
            case BulkKind.Escalate:
                var (into, _) = await CaseChange.ClaimAsync(taken.Db, order.CaseId, taken.AtUtc, cancel);
                if (into is null)
                    return ("its case was closed, merged or removed meanwhile", []);
                var (sends, fault) = await escalate.ApplyAsync(taken, into, order.Note!, order.TargetIds, cancel);
                return (fault, sends);
            default:
                throw new InvalidOperationException($"A run cannot do {kind}.");
        }
    }

    private async Task<string?> AllowAsync(AlertDecision taken, Guid useId, CancellationToken cancel)
    {
        if (AllowCommands.IsAllowed(taken.Alert))
            return "it was allowed already";
        var row = await taken.Db.ApprovedUses.AsNoTracking().SingleOrDefaultAsync(u => u.Id == useId, cancel);
        if (row is not { State: ApprovedUseState.Proposed })
            return "the approved use was decided before this alert came up";
        var use = row.ToUse();
        var id = taken.Alert.Id;
        var matcher = BaselineMatcher.Create(
            [use with { State = ApprovedUseState.Active, ExpiresUtc = DateTime.MaxValue }], taken.AtUtc, await groups.ForAsync(use.Conditions, cancel));
        var chains = await StoredChain.LoadAsync(taken.Db, taken.Db.Alerts.Where(a => a.Id == id), cancel);
        if (!chains.Exists(c => matcher.Covering(ChainSubject.Of(c.Chain.Verdict, c.Chain.Processes)) is not null))
            return "the approved use does not cover it";
        AllowCommands.Apply(taken, row);
        return null;
    }

    private async Task LeaveAsync(BulkRunItemRow item, string why, CancellationToken cancel)
    {
        var words = StorableText.Clean(why);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var left = await db.BulkRunItems.Where(i => i.RunId == item.RunId && i.Position == item.Position && i.State == BulkItemState.Waiting)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.State, BulkItemState.Left).SetProperty(i => i.Why, words), cancel);
        if (left == 1)
            await db.BulkRuns.Where(r => r.Id == item.RunId).ExecuteUpdateAsync(set => set.SetProperty(r => r.LeftAlone, r => r.LeftAlone + 1), cancel);
        await transaction.CommitAsync(cancel);
    }

    private static string WordsOf(DecisionResult refused) => refused switch
    {
        DecisionResult.Overtaken overtaken => StandingWords.Of(overtaken.Standing),
        DecisionResult.Gone => "it does not exist any more",
        _ => "it could not be decided",
    };
}
