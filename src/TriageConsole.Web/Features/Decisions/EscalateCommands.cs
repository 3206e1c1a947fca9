using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Alert;
using TriageConsole.Web.Features.Cases.Changes;
using TriageConsole.Web.Features.Escalation;
using TriageConsole.Web.Features.Escalation.Outbox;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Decisions;

/// <summary>Where an alert is escalated to, and why.</summary>
/// <param name="CaseId">An open case; null for a new one.</param>
/// <param name="NewTitle">Title of the new case; ignored with <paramref name="CaseId"/>.</param>
/// <param name="Note">Why; always required.</param>
/// <param name="TargetIds">Targets to send it to; null for none.</param>
public sealed record EscalateRequest(long? CaseId, string? NewTitle, string? Note, IReadOnlyCollection<long>? TargetIds = null);

/// <summary>Escalates alerts into cases, each time with a frozen bundle of the proof, and puts that into the outbox.</summary>
public sealed class EscalateCommands(
    IDbContextFactory<TriageContext> contexts, DeliveryRows deliveries, DeliveryDoorbell doorbell, TimeProvider time, Notices notices)
{
    public const int LongestTitle = 200;

    /// <summary>Escalates; the case's id on success.</summary>
    public async Task<(DecisionResult Result, long? CaseId)> EscalateAsync(
        Actor actor, Guid alertId, int seenVersion, EscalateRequest request, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.DecideAlerts);
        ArgumentNullException.ThrowIfNull(request);
        var faults = Faults(request);
        if (faults.Count > 0)
            return (new DecisionResult.Invalid(faults), null);

        await using var db = await contexts.CreateDbContextAsync(cancel);
        var (taken, refused) = await AlertDecision.TakeAsync(db, new(BulkKind.Escalate, actor, time.GetUtcNow().UtcDateTime), alertId, seenVersion, cancel);
        if (taken is null)
            return (refused!, null);
        await using (taken)
        {
            var (into, refusal) = await CaseAsync(db, actor, taken.AtUtc, request, cancel);
            if (into is null)
                return (refusal!, null);
            var (sends, fault) = await ApplyAsync(taken, into, NoteRules.Clean(request.Note)!, request.TargetIds ?? [], cancel);
            if (fault is not null)
                return (new DecisionResult.Invalid([fault]), null);
            var done = await taken.CommitAsync(cancel);
            Announce(sends);
            return (done, into.Id);
        }
    }

    /// <summary>Everything that keeps alerts from being escalated so, each a sentence.</summary>
    internal static IReadOnlyList<string> Faults(EscalateRequest request)
    {
        var title = NoteRules.Clean(request.NewTitle);
        List<string> faults = [];
        NoteRules.Check(NoteRules.Clean(request.Note), "Note: say what the next person must know.", faults);
        if (request.CaseId is null && title is null)
            faults.Add("Case: choose one or name a new one.");
        if (request.CaseId is null && title?.Length > LongestTitle)
            faults.Add($"Case: at most {LongestTitle} characters.");
        return faults;
    }

    /// <summary>The case that is meant, locked, a new one not yet stored; or why it cannot be had.</summary>
    internal static async Task<(CaseRow? Into, DecisionResult? Refused)> CaseAsync(
        TriageContext db, Actor actor, DateTime utcNow, EscalateRequest request, CancellationToken cancel) => request.CaseId is { } caseId
        ? await CaseChange.ClaimAsync(db, caseId, utcNow, cancel)
        : (CaseChange.Open(db, NoteRules.Clean(request.NewTitle)!, actor, utcNow), null);

    internal async Task<(IReadOnlyList<DeliveryRow> Sends, string? Fault)> ApplyAsync(
        AlertDecision taken, CaseRow into, string note, IReadOnlyCollection<long> targetIds, CancellationToken cancel)
    {
        var db = taken.Db;
        CaseChange.Record(into, taken.Actor, taken.AtUtc, CaseAction.Escalated, note, taken.Alert.PublicId);
        taken.Record(AlertAction.Escalated, note, AlertStatus.Escalated);
        taken.MoveTo(AlertStatus.Escalated, AlertOutcome.None);
        taken.Alert.Case = into;
        into.Met(taken.Alert);

        // The bundle names the case and holds this very decision: both need their place in the database first.
        await db.SaveChangesAsync(cancel);
        var bundle = EscalationBundle.Create(await FactsAsync(db, taken.Alert, into, taken.Actor, taken.AtUtc, note, cancel));
        var escalation = db.Escalations.Add(new EscalationRow
        {
            CaseId = into.Id,
            AlertId = taken.Alert.Id,
            CreatedBy = taken.Actor.Name,
            CreatedUtc = taken.AtUtc,
            Note = note,
            BundleJson = bundle.Json,
            Sha256 = bundle.Sha256,
        }).Entity;
        return await deliveries.AddAsync(db, escalation, targetIds, cancel);
    }

    /// <summary>Rings for what is to be sent and tells the pages; call it once the escalation is committed.</summary>
    internal void Announce(IReadOnlyList<DeliveryRow> sends)
    {
        foreach (var delivery in sends)
            doorbell.Ring(delivery.Id);
        notices.Publish(Topic.Alerts);
        notices.Publish(Topic.Cases);
        notices.Publish(Topic.Deliveries);
    }

    private static async Task<BundleFacts> FactsAsync(
        TriageContext db, AlertRow alert, CaseRow into, Actor actor, DateTime utcNow, string note, CancellationToken cancel)
    {
        var members = await db.AlertProcesses.AsNoTracking().Where(p => p.AlertId == alert.Id).OrderBy(p => p.Order)
            .ToDictionaryAsync(p => p.ProcessId, cancel);
        var processes = await ChainProcesses.LoadAsync(db, members.Keys, cancel);
        return new BundleFacts
        {
            Alert = alert,
            Host = alert.Host!.Name,
            Case = into,
            CreatedBy = actor.Name,
            CreatedUtc = utcNow,
            Note = note,
            Processes = [.. processes.Select(p => p with { Role = members[p.Id].Role, Order = members[p.Id].Order }).OrderBy(p => p.Order)],
            Records = await ChainProcesses.RecordsAsync(db, members.Keys, cancel),
            History = await db.AlertHistory.AsNoTracking().Where(h => h.AlertId == alert.Id).OrderBy(h => h.Id).ToListAsync(cancel),
        };
    }
}
