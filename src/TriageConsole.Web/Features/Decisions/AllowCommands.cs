using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Notifications;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Decisions;

/// <summary>
/// Allows an alert as documented admin use. Whoever allows only proposes: the approved use covers nothing and the alert
/// is "allowed, pending review" until an admin approves it (<see cref="BaselineCommands"/>).
/// </summary>
public sealed class AllowCommands(IDbContextFactory<TriageContext> contexts, TimeProvider time, Notices notices, UseCheck check)
{
    internal const string AllowedAlready = "It is allowed already; open it again first to allow it otherwise.";

    /// <summary>Proposes the approved use and moves the alert; the new entry's id on success.</summary>
    public async Task<(DecisionResult Result, Guid? UseId)> AllowAsync(
        Actor actor, Guid alertId, int seenVersion, AllowRequest request, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.DecideAlerts);
        ArgumentNullException.ThrowIfNull(request);
        var now = time.GetUtcNow().UtcDateTime;
        var faults = request.Faults(now);
        if (faults.Count == 0)
            faults = await check.FaultsAsync(request.ToUse(Guid.Empty).Conditions, request.Acknowledgement, cancel);
        if (faults.Count > 0)
            return (new DecisionResult.Invalid(faults), null);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var (taken, refused) = await AlertDecision.TakeAsync(db, new(BulkKind.Allow, actor, now), alertId, seenVersion, cancel);
        if (taken is null)
            return (refused!, null);
        await using (taken)
        {
            if (IsAllowed(taken.Alert))
                return (new DecisionResult.Invalid([AllowedAlready]), null);
            var use = request.ToUse(Guid.CreateVersion7(time.GetUtcNow()));
            db.ApprovedUses.Add(Proposal(use, request, actor, taken.Alert.Id, now));
            Apply(taken, use);
            await NotificationRows.AddForRoleAsync(db, actor, Policies.ApproveUses, Waiting(use), now, cancel);
            var done = await taken.CommitAsync(cancel);
            notices.Publish(Topic.Alerts);
            notices.Publish(Topic.Notifications);
            notices.Publish(Topic.Baseline);
            return (done, use.Id);
        }
    }

    /// <summary>What the admins are told of a proposal.</summary>
    internal static Notification Waiting(ApprovedUse use) => new(NotificationKind.ApprovalWaiting, use.Title) { Text = use.Reason };

    internal static bool IsAllowed(AlertRow alert) => alert.Status is AlertStatus.Allowed or AlertStatus.AllowedPending;

    internal static void Apply(AlertDecision taken, ApprovedUse use)
    {
        taken.Record(AlertAction.Allowed, $"{use.Reason} ({use.Title})", AlertStatus.AllowedPending);
        taken.MoveTo(AlertStatus.AllowedPending, AlertOutcome.None);
        taken.Alert.ApprovedUseId = use.Id;
    }

    internal static ApprovedUseRow Proposal(ApprovedUse use, AllowRequest request, Actor actor, long alertId, DateTime utcNow) => new()
    {
        Id = use.Id,
        Title = use.Title,
        State = ApprovedUseState.Proposed,
        Owner = use.Owner,
        Reason = use.Reason,
        Ticket = use.Ticket,
        ConditionsJson = UseRecord.WriteConditions(use.Conditions),
        ReviewUtc = request.ReviewUtc,
        Acknowledgement = NoteRules.Clean(request.Acknowledgement),
        ExpiresUtc = use.ExpiresUtc,
        ProposedBy = actor.Name,
        ProposedUtc = utcNow,
        FromAlertId = alertId,
    };
}
