using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Baseline.Governance;
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
        var faults = await check.RequestFaultsAsync(request, now, cancel);
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
            var use = await ProposeCommands.NewAsync(db, Guid.CreateVersion7(time.GetUtcNow()), request, actor, now, cancel);
            (use.FromAlertId, use.ExerciseId) = (taken.Alert.Id, taken.Alert.ExerciseId);
            Apply(taken, use);

            // Nobody can approve what was proposed in an exercise, so that nobody is asked to.
            if (use.ExerciseId is null)
                await NotificationRows.AddForRoleAsync(db, actor, Policies.ApproveUses, Waiting(use), now, cancel);
            var done = await taken.CommitAsync(cancel);
            notices.Publish(Topic.Alerts);
            notices.Publish(Topic.Notifications);
            notices.Publish(Topic.Baseline);
            return (done, use.Id);
        }
    }

    /// <summary>What the admins are told of a proposal.</summary>
    internal static Notification Waiting(ApprovedUseRow use) => new(NotificationKind.ApprovalWaiting, use.Title) { Text = use.Reason };

    internal static bool IsAllowed(AlertRow alert) => alert.Status is AlertStatus.Allowed or AlertStatus.AllowedPending;

    internal static void Apply(AlertDecision taken, ApprovedUseRow use)
    {
        taken.Record(AlertAction.Allowed, $"{use.Reason} ({use.Title})", AlertStatus.AllowedPending);
        taken.MoveTo(AlertStatus.AllowedPending, AlertOutcome.None);
        taken.Alert.ApprovedUseId = use.Id;
    }
}
