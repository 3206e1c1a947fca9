using Hangfire;

namespace TriageConsole.Web.Features.Escalation.Outbox;

/// <summary>Tells the job queue that a delivery waits. A lost ring is harmless: the clock rings for whatever is due.</summary>
public sealed partial class DeliveryDoorbell(IBackgroundJobClient jobs, ILogger<DeliveryDoorbell> logger)
{
    public void Ring(long deliveryId)
    {
        try
        {
            jobs.Enqueue<DeliveryJob>(job => job.RunAsync(deliveryId, CancellationToken.None));
        }
        catch (BackgroundJobClientException e)
        {
            // Whoever decided is done: their rows are stored, and only the sending waits for the clock.
            Log.NotRung(logger, deliveryId, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The job queue did not take delivery {DeliveryId}; the clock will ring for it.")]
        public static partial void NotRung(ILogger logger, long deliveryId, Exception exception);
    }
}
