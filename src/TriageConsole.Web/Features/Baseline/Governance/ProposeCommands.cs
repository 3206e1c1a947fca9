using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Notifications;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Baseline.Governance;

/// <summary>Proposes approved uses and new versions of them. Nothing here covers anything: an admin must approve it.</summary>
public sealed class ProposeCommands(IDbContextFactory<TriageContext> contexts, TimeProvider time, Notices notices, UseCheck check)
{
    /// <summary>Proposes a new entry; its id on success.</summary>
    public async Task<(DecisionResult Result, Guid? UseId)> ProposeAsync(Actor actor, AllowRequest request, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.DecideAlerts);
        ArgumentNullException.ThrowIfNull(request);
        if (await check.RequestFaultsAsync(request, time.GetUtcNow().UtcDateTime, cancel) is { Count: > 0 } faults)
            return (new DecisionResult.Invalid(faults), null);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var row = await NewAsync(db, Guid.CreateVersion7(time.GetUtcNow()), request, actor, time.GetUtcNow().UtcDateTime, cancel);
        await NotificationRows.AddForRoleAsync(db, actor, Policies.ApproveUses, AllowCommands.Waiting(row), row.ProposedUtc, cancel);
        await db.SaveChangesAsync(cancel);
        notices.Publish(Topic.Baseline);
        notices.Publish(Topic.Notifications);
        return (new DecisionResult.Done(row.Version), row.Id);
    }

    /// <summary>
    /// Changes an entry. A proposal is changed in place and is from then on its changer's; one that was refused or retired is
    /// proposed again; one that was approved stays as it is until the new version is approved.
    /// </summary>
    /// <param name="actor">Who.</param>
    /// <param name="useId">The entry.</param>
    /// <param name="seenVersion">Its version when it was looked at.</param>
    /// <param name="request">What it is to say.</param>
    /// <param name="note">Why; may be left out.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<DecisionResult> ReviseAsync(Actor actor, Guid useId, int seenVersion, AllowRequest request, string? note, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.DecideAlerts);
        ArgumentNullException.ThrowIfNull(request);
        var now = time.GetUtcNow().UtcDateTime;
        var why = NoteRules.Clean(note);
        List<string> faults = [.. await check.RequestFaultsAsync(request, now, cancel)];
        if (why is not null)
            NoteRules.Check(why, string.Empty, faults);
        if (faults.Count > 0)
            return new DecisionResult.Invalid(faults);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var taken = await UseDecision.TakeAsync(db, useId, seenVersion, use => true, cancel);
        if (taken.Refused is { } refused)
            return refused;
        var content = UseContent.Of(request, await UseVersions.OwnerIdAsync(db, request.Owner, cancel));
        if (taken.Use.State == ApprovedUseState.Active)
        {
            (taken.Use.RenewalJson, taken.Use.RenewalBy, taken.Use.RenewalUtc) = (UseRecord.WriteContent(content), actor.Name, now);
            UseVersions.Record(db, taken.Use, UseChange.RenewalProposed, actor.Name, now, why, content);
        }
        else
        {
            var change = taken.Use.State == ApprovedUseState.Proposed ? UseChange.Revised : UseChange.Proposed;
            content.WriteTo(taken.Use);
            (taken.Use.State, taken.Use.ProposedBy, taken.Use.ProposedUtc, taken.Use.SelfApproved) = (ApprovedUseState.Proposed, actor.Name, now, false);
            (taken.Use.DecidedBy, taken.Use.DecidedUtc, taken.Use.DecisionNote) = (null, null, null);
            UseVersions.Record(db, taken.Use, change, actor.Name, now, why);
        }

        await NotificationRows.AddForRoleAsync(
            db, actor, Policies.ApproveUses, new(NotificationKind.ApprovalWaiting, content.Title) { Text = content.Reason }, now, cancel);
        var done = await taken.CommitAsync(cancel);
        notices.Publish(Topic.Baseline);
        notices.Publish(Topic.Notifications);
        return done;
    }

    /// <summary>Adds the row of a proposal, with its first version.</summary>
    internal static async Task<ApprovedUseRow> NewAsync(TriageContext db, Guid id, AllowRequest request, Actor actor, DateTime utcNow, CancellationToken cancel)
    {
        var content = UseContent.Of(request, await UseVersions.OwnerIdAsync(db, request.Owner, cancel));
        var row = new ApprovedUseRow
        {
            Id = id,
            Title = content.Title,
            Owner = content.Owner,
            Reason = content.Reason,
            ConditionsJson = "[]",
            State = ApprovedUseState.Proposed,
            ProposedBy = actor.Name,
            ProposedUtc = utcNow,
        };
        content.WriteTo(row);
        db.ApprovedUses.Add(row);
        UseVersions.Record(db, row, UseChange.Proposed, actor.Name, utcNow, null);
        return row;
    }
}
