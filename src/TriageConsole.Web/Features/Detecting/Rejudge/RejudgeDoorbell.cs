using Hangfire;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;

namespace TriageConsole.Web.Features.Detecting.Rejudge;

/// <summary>Tells the job queue that a run waits. A lost ring is harmless: unfinished runs are rung again at start.</summary>
public sealed class RejudgeDoorbell(IBackgroundJobClient jobs)
{
    public void Ring(long runId) => jobs.Enqueue<RejudgeJob>(job => job.RunAsync(runId, CancellationToken.None));
}

/// <summary>Rings for the run that the last process left undone.</summary>
public sealed class UnfinishedRejudge(IDbContextFactory<TriageContext> contexts, RejudgeDoorbell doorbell) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var id in await db.RejudgeRuns.Where(r => r.Slot != null).Select(r => r.Id).ToListAsync(cancellationToken))
            doorbell.Ring(id);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
