using Hangfire;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;

namespace TriageConsole.Web.Features.Decisions.Bulk;

/// <summary>Tells the job queue that a run waits. A lost ring is harmless: unfinished runs are rung again at start.</summary>
public sealed class BulkDoorbell(IBackgroundJobClient jobs)
{
    public void Ring(long runId) => jobs.Enqueue<BulkJob>(job => job.RunAsync(runId, CancellationToken.None));
}

/// <summary>Rings for the runs that the last process left undone.</summary>
public sealed class UnfinishedBulkRuns(IDbContextFactory<TriageContext> contexts, BulkDoorbell doorbell) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var unfinished = await db.BulkRuns
            .Where(r => r.State == BulkState.Queued || r.State == BulkState.Running || r.State == BulkState.UndoQueued || r.State == BulkState.Undoing)
            .OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(cancellationToken);
        foreach (var id in unfinished)
            doorbell.Ring(id);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
