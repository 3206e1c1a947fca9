using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;

namespace TriageConsole.Web.Features.Escalation.Outbox;

/// <summary>Rings for every delivery that is due: after a wait, after a start, after a ring that was lost.</summary>
public sealed partial class DeliveryClock(
    IDbContextFactory<TriageContext> contexts, DeliveryDoorbell doorbell, TimeProvider time, ILogger<DeliveryClock> logger) : BackgroundService
{
    private const int MostAtOnce = 200;
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(10);

    /// <summary>Rings once for whatever is due now, the longest due first; how many rings that were.</summary>
    public async Task<int> RingAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var due = await db.Deliveries.Where(d => d.State == DeliveryState.Waiting && d.NextUtc <= now && d.Target!.IsEnabled)
            .OrderBy(d => d.NextUtc).Take(MostAtOnce).Select(d => d.Id).ToListAsync(cancel);
        foreach (var id in due)
            doorbell.Ring(id);
        return due.Count;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(_interval, time);
        do
        {
            try
            {
                await RingAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A database that is away for a moment; the next look asks again.
                Log.NotLooked(logger, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "What is due for delivery could not be looked up.")]
        public static partial void NotLooked(ILogger logger, Exception exception);
    }
}
