using System.Globalization;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Cases.Changes;

/// <summary>
/// Which alerts are in a case. One that nobody decided is escalated by being put into one, and undecided again when it is
/// taken out; any other decision stands.
/// </summary>
public sealed class CaseAlertCommands(IDbContextFactory<TriageContext> contexts, TimeProvider time, Notices notices)
{
    /// <summary>Puts the alert into the case, out of any other.</summary>
    public async Task<DecisionResult> AddAsync(Actor actor, long caseId, Guid alertId, int seenVersion, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.WorkCases);
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var (taken, refused) = await AlertDecision.TakeAsync(db, new(BulkKind.MoveCase, actor, now), alertId, seenVersion, cancel);
        if (taken is null)
            return refused!;
        await using (taken)
        {
            if (taken.Alert.CaseId == caseId)
                return new DecisionResult.Invalid(["Alert: it is in this case already."]);

            // In order of their ids, as a merge takes them.
            CaseRow? into = null;
            foreach (var id in new[] { taken.Alert.CaseId ?? caseId, caseId }.Distinct().Order())
            {
                var (claimed, refusal) = await CaseChange.ClaimAsync(db, id, now, cancel);
                if (claimed is null)
                    return refusal!;
                if (id == caseId)
                    into = claimed;
                else
                    Leave(claimed, taken.Alert, actor, now);
            }

            var note = string.Create(CultureInfo.InvariantCulture, $"Case {caseId}: {into!.Title}");
            if (taken.Alert.Status == AlertStatus.Open)
            {
                taken.Record(AlertAction.AddedToCase, note, AlertStatus.Escalated);
                taken.MoveTo(AlertStatus.Escalated, AlertOutcome.None);
            }
            else
            {
                taken.Record(AlertAction.AddedToCase, note);
            }

            taken.Alert.CaseId = caseId;
            into.Met(taken.Alert);
            CaseChange.Record(into, actor, now, CaseAction.AlertAdded, Line(taken.Alert), alertId);
            return Told(await taken.CommitAsync(cancel));
        }
    }

    /// <summary>Takes the alert out of its case. What was escalated from it stays with the case.</summary>
    public async Task<DecisionResult> RemoveAsync(Actor actor, long caseId, Guid alertId, int seenVersion, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.WorkCases);
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var (taken, refused) = await AlertDecision.TakeAsync(db, new(BulkKind.MoveCase, actor, now), alertId, seenVersion, cancel);
        if (taken is null)
            return refused!;
        await using (taken)
        {
            if (taken.Alert.CaseId != caseId)
                return new DecisionResult.Invalid(["Alert: it is not in this case any more."]);
            var (left, refusal) = await CaseChange.ClaimAsync(db, caseId, now, cancel);
            if (left is null)
                return refusal!;
            Leave(left, taken.Alert, actor, now);
            var note = string.Create(CultureInfo.InvariantCulture, $"Case {caseId}");
            if (taken.Alert.Status == AlertStatus.Escalated)
            {
                taken.Record(AlertAction.RemovedFromCase, note, AlertStatus.Open);
                taken.MoveTo(AlertStatus.Open, AlertOutcome.None);
            }
            else
            {
                taken.Record(AlertAction.RemovedFromCase, note);
            }

            return Told(await taken.CommitAsync(cancel));
        }
    }

    private static void Leave(CaseRow left, AlertRow alert, Actor actor, DateTime utcNow)
    {
        CaseChange.Record(left, actor, utcNow, CaseAction.AlertRemoved, Line(alert), alert.PublicId);
        alert.CaseId = null;
    }

    private static string Line(AlertRow alert) => $"{alert.Chain} on {alert.Host!.Name}";

    private DecisionResult Told(DecisionResult done)
    {
        notices.Publish(Topic.Alerts);
        notices.Publish(Topic.Cases);
        return done;
    }
}
