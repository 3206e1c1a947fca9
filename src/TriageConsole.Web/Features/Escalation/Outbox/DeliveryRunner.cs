using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Escalation.Targets;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Escalation.Outbox;

/// <summary>Makes the next attempt of a delivery and writes down how it ended. Called twice for the same one, the second does nothing.</summary>
public sealed partial class DeliveryRunner(
    IDbContextFactory<TriageContext> contexts, TargetCatalog catalog, TargetSecrets secrets, Attempt attempt, TargetPace pace,
    IOptions<EscalationOptions> options, TimeProvider time, Notices notices, ILogger<DeliveryRunner> logger)
{
    /// <summary>Beyond the attempt's own time, before somebody else may take the delivery: the row has to be written yet.</summary>
    private static readonly TimeSpan _margin = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan _rateWindow = TimeSpan.FromMinutes(1);

    public async Task RunAsync(long deliveryId, CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var row = await db.Deliveries.AsNoTracking().Include(d => d.Target)
            .SingleOrDefaultAsync(d => d.Id == deliveryId && d.State == DeliveryState.Waiting && d.NextUtc <= now, cancel);
        if (row?.Target is not { IsEnabled: true } target)
            return;
        if (await NotBeforeAsync(db, target, now, cancel) is { } later)
        {
            // Put off, not tried: it costs no attempt.
            await db.Deliveries.Where(d => d.Id == row.Id && d.Attempts == row.Attempts && d.State == DeliveryState.Waiting)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.NextUtc, later), cancel);
            return;
        }

        var limit = TimeSpan.FromSeconds(target.TimeoutSeconds);
        var claimed = row.Attempts + 1;
        var until = now + limit + _margin;
        var taken = await db.Deliveries.Where(d => d.Id == row.Id && d.State == DeliveryState.Waiting && d.Attempts == row.Attempts && d.NextUtc <= now)
            .ExecuteUpdateAsync(
                set => set.SetProperty(d => d.Attempts, claimed).SetProperty(d => d.LastUtc, now).SetProperty(d => d.NextUtc, until)
                    .SetProperty(d => d.LastAnswer, (string?)null),
                cancel);
        if (taken == 0)
            return;
        notices.Publish(Topic.Deliveries);
        var delivery = await DeliveryFacts.ReadAsync(db, row.Id, now, options.Value.ConsoleAddress, cancel);
        var outcome = catalog.Find(target.Kind) is not { } kind
            ? new DeliveryOutcome.Refused("This version of the console does not know this kind of target.")
            : secrets.Read(target) is not { } settings
                ? new DeliveryOutcome.Refused("The target's secrets cannot be read: the console's keys were exchanged. Enter them again.")
                : await attempt.MakeAsync(kind, settings, delivery, limit, cancel);
        await WriteAsync(db, row, claimed, outcome);
        Log.Attempted(logger, row.Id, target.Id, claimed, outcome.GetType().Name);
        notices.Publish(Topic.Deliveries);
    }

    /// <summary>Until when this target is left alone; null where it is not.</summary>
    private async Task<DateTime?> NotBeforeAsync(TriageContext db, EscalationTargetRow target, DateTime now, CancellationToken cancel)
    {
        if (pace.RestsUntil(target.Id, now) is { } rested)
            return rested;
        if (target.PerMinute == 0)
            return null;
        var since = now - _rateWindow;
        var recent = await db.Deliveries.Where(d => d.TargetId == target.Id && d.LastUtc > since)
            .OrderByDescending(d => d.LastUtc).Take(target.PerMinute).Select(d => d.LastUtc!.Value).ToListAsync(cancel);
        return recent.Count < target.PerMinute ? null : recent[^1] + _rateWindow;
    }

    // Not cancelled with the server: what was sent was sent, and the row must say so.
    private async Task WriteAsync(TriageContext db, DeliveryRow row, int claimed, DeliveryOutcome outcome)
    {
        var ended = time.GetUtcNow().UtcDateTime;
        var next = ended;
        var state = outcome switch
        {
            DeliveryOutcome.Delivered => DeliveryState.Delivered,
            DeliveryOutcome.Refused => DeliveryState.Refused,
            _ when claimed >= row.MostAttempts => DeliveryState.GaveUp,
            _ => DeliveryState.Waiting,
        };
        if (outcome is DeliveryOutcome.Again again)
        {
            next = ended + Backoff.After(claimed - (row.MostAttempts - options.Value.MostAttempts), options.Value.FirstWaitSeconds, again.After);
            var rested = ended + (again.After ?? TimeSpan.FromSeconds(options.Value.FirstWaitSeconds));
            pace.Rest(row.TargetId!.Value, rested < next ? rested : next);
        }
        else
        {
            pace.Wake(row.TargetId!.Value);
        }

        DateTime? delivered = state == DeliveryState.Delivered ? ended : null;
        var words = StorableText.Clean(outcome.Words);
        await db.Deliveries.Where(d => d.Id == row.Id && d.Attempts == claimed && d.State == DeliveryState.Waiting)
            .ExecuteUpdateAsync(
                set => set.SetProperty(d => d.State, state).SetProperty(d => d.NextUtc, next).SetProperty(d => d.LastAnswer, words)
                    .SetProperty(d => d.DeliveredUtc, delivered),
                CancellationToken.None);
    }

    private static partial class Log
    {
        // Never what was sent, nor the answer: both are foreign text and may hold what is nobody else's.
        [LoggerMessage(Level = LogLevel.Information, Message = "Delivery {DeliveryId} to target {TargetId}, attempt {Attempt}: {Outcome}.")]
        public static partial void Attempted(ILogger logger, long deliveryId, long targetId, int attempt, string outcome);
    }
}
