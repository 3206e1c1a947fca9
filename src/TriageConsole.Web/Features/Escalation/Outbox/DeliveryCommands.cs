using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Escalation.Outbox;

/// <summary>What people do with deliveries.</summary>
public sealed class DeliveryCommands(
    IDbContextFactory<TriageContext> contexts, DeliveryDoorbell doorbell, TargetPace pace, IOptions<EscalationOptions> options, TimeProvider time, Notices notices)
{
    /// <summary>Starts another round of a delivery that ended undelivered; false where there is nothing to try again.</summary>
    public async Task<bool> RetryAsync(Actor actor, long deliveryId, CancellationToken cancel)
    {
        Permissions.Require(actor, Policies.DecideAlerts);
        var now = time.GetUtcNow().UtcDateTime;
        var more = options.Value.MostAttempts;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var again = await db.Deliveries
            .Where(d => d.Id == deliveryId && d.TargetId != null && (d.State == DeliveryState.Refused || d.State == DeliveryState.GaveUp))
            .ExecuteUpdateAsync(
                set => set.SetProperty(d => d.State, DeliveryState.Waiting).SetProperty(d => d.NextUtc, now)
                    .SetProperty(d => d.MostAttempts, d => d.Attempts + more).SetProperty(d => d.RetriedBy, actor.Name),
                cancel);
        notices.Publish(Topic.Deliveries);
        if (again == 0)
            return false;

        // Whoever presses the button expects an attempt, even where the target was left alone.
        if (await db.Deliveries.Where(d => d.Id == deliveryId).Select(d => d.TargetId).SingleAsync(cancel) is { } target)
            pace.Wake(target);
        doorbell.Ring(deliveryId);
        return true;
    }
}
