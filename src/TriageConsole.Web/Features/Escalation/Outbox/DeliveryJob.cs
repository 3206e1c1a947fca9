using Hangfire;
using TriageConsole.Web.Hosting.Jobs;

namespace TriageConsole.Web.Features.Escalation.Outbox;

/// <summary>
/// Makes the next attempt of one delivery, if it is due. Takes the id and nothing else. In a queue with workers of its own:
/// a target that lets us wait must not hold up imports.
/// </summary>
public sealed class DeliveryJob(DeliveryRunner runner)
{
    // When it is tried again stands in the row.
    [Queue(JobsSetup.DeliveryQueue)]
    [AutomaticRetry(Attempts = 0)]
    public Task RunAsync(long deliveryId, CancellationToken cancellationToken) => runner.RunAsync(deliveryId, cancellationToken);
}
