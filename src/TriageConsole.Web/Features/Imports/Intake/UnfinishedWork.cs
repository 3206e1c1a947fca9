using Hangfire;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Detecting;

namespace TriageConsole.Web.Features.Imports.Intake;

/// <summary>Rings for whatever the last run left undone, and sets the clock of what comes by itself. The in-memory queue forgot both.</summary>
public sealed class UnfinishedWork(
    IDbContextFactory<TriageContext> contexts, ImportDoor door, ImportDoorbell doorbell, IBackgroundJobClient jobs, IRecurringJobManager recurring) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await door.RemoveLeftoversAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var unfinished = await db.Imports.Counted()
            .Where(i => i.State == ImportState.Queued || i.State == ImportState.Reading || i.State == ImportState.Detecting)
            .OrderBy(i => i.Id).Select(i => i.Id).ToListAsync(cancellationToken);
        foreach (var id in unfinished)
            doorbell.Ring(id);
        foreach (var id in await db.Imports.Counted().Where(i => i.State == ImportState.Deleting).OrderBy(i => i.Id).Select(i => i.Id).ToListAsync(cancellationToken))
            doorbell.RingDelete(id);
        jobs.Enqueue<StaleAlertsJob>(job => job.AfterStartAsync(CancellationToken.None));
        recurring.AddOrUpdate<StaleAlertsJob>("stale-alerts", job => job.RunAsync(CancellationToken.None), Cron.Hourly());
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
