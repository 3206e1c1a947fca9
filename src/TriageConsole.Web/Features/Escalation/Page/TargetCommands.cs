using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Escalation.Outbox;
using TriageConsole.Web.Features.Escalation.Targets;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Escalation.Page;

/// <summary>What admins do with targets. Neither secrets nor settings are logged.</summary>
public sealed partial class TargetCommands(
    IDbContextFactory<TriageContext> contexts, TargetCatalog catalog, TargetSecrets secrets, Attempt attempt, TargetPace pace, TimeProvider time,
    Notices notices, ILogger<TargetCommands> logger)
{
    /// <summary>Saves a target; all faults at once, none when it was saved.</summary>
    public async Task<IReadOnlyList<TargetFault>> SaveAsync(Actor actor, TargetEdit edit, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ManageTargets);
        ArgumentNullException.ThrowIfNull(edit);
        if (catalog.Find(edit.Kind) is not { } kind)
            return [new(string.Empty, "Choose a kind of target.")];
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var row = edit.Id is { } id ? await db.EscalationTargets.SingleOrDefaultAsync(t => t.Id == id, cancel) : null;
        if (edit.Id is not null && (row is null || row.Kind != edit.Kind))
            return [new(string.Empty, "This target does not exist any more.")];
        var filled = TargetCheck.Check(kind, edit, row is null ? null : TargetSecrets.ReadValues(row), row is null ? null : secrets.Unprotect(row.ProtectedSecrets));
        List<TargetFault> faults = [.. filled.Faults];
        var name = edit.Name.Trim();
        var key = name.ToLowerInvariant();
        if (await db.EscalationTargets.AnyAsync(t => t.NameKey == key && t.Id != (edit.Id ?? 0), cancel))
            faults.Add(new(TargetEdit.NameField, "Name: another target has it."));
        if (faults.Count > 0)
            return faults;
        row ??= db.EscalationTargets.Add(new()
        {
            Name = name,
            NameKey = key,
            Kind = kind.Kind,
            SettingsJson = string.Empty,
            ProtectedSecrets = string.Empty,
            ChangedBy = actor.Name,
        }).Entity;
        (row.Name, row.NameKey) = (name, key);
        (row.IsEnabled, row.IsDefault) = (edit.IsEnabled, edit.IsDefault);
        (row.TimeoutSeconds, row.PerMinute) = (filled.TimeoutSeconds, filled.PerMinute);
        row.SettingsJson = JsonSerializer.Serialize(filled.Values);
        row.ProtectedSecrets = secrets.Protect(filled.Secrets);
        (row.ChangedBy, row.ChangedUtc) = (actor.Name, time.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancel);
        pace.Wake(row.Id);
        notices.Publish(Topic.Targets);
        Log.Saved(logger, actor.Id, row.Id);
        return [];
    }

    /// <summary>Removes a target. What was sent to it stays on record; what was not will not be.</summary>
    public async Task RemoveAsync(Actor actor, long targetId, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ManageTargets);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.Deliveries.Where(d => d.TargetId == targetId && d.State == DeliveryState.Waiting)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.State, DeliveryState.Refused).SetProperty(d => d.LastAnswer, "The target was removed."), cancel);
        await db.Deliveries.Where(d => d.TargetId == targetId).ExecuteUpdateAsync(set => set.SetProperty(d => d.TargetId, (long?)null), cancel);
        await db.EscalationTargets.Where(t => t.Id == targetId).ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
        notices.Publish(Topic.Targets);
        notices.Publish(Topic.Deliveries);
        Log.Removed(logger, actor.Id, targetId);
    }

    /// <summary>Sends a bundle that says it is a test, with the stored settings, at once and once.</summary>
    public async Task<DeliveryOutcome> SendTestAsync(Actor actor, long targetId, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.ManageTargets);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var row = await db.EscalationTargets.AsNoTracking().SingleOrDefaultAsync(t => t.Id == targetId, cancel);
        if (row is null || catalog.Find(row.Kind) is not { } kind)
            return new DeliveryOutcome.Refused("This target does not exist any more.");
        if (secrets.Read(row) is not { } settings)
            return new DeliveryOutcome.Refused("Its secrets cannot be read: the console's keys were exchanged. Enter them again.");
        Log.Tested(logger, actor.Id, targetId);
        return await attempt.MakeAsync(kind, settings, TestDelivery.Of(actor, time.GetUtcNow().UtcDateTime), TimeSpan.FromSeconds(row.TimeoutSeconds), cancel);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "User {ActorId} saved escalation target {TargetId}.")]
        public static partial void Saved(ILogger logger, long actorId, long targetId);

        [LoggerMessage(Level = LogLevel.Information, Message = "User {ActorId} removed escalation target {TargetId}.")]
        public static partial void Removed(ILogger logger, long actorId, long targetId);

        [LoggerMessage(Level = LogLevel.Information, Message = "User {ActorId} sent a test to escalation target {TargetId}.")]
        public static partial void Tested(ILogger logger, long actorId, long targetId);
    }
}
