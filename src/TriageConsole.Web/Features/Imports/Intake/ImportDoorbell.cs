using Hangfire;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Imports.Pipeline;

namespace TriageConsole.Web.Features.Imports.Intake;

/// <summary>Tells the job queue that a row waits. A lost ring is harmless: unfinished rows are rung again at start.</summary>
public sealed class ImportDoorbell(IBackgroundJobClient jobs)
{
    public void Ring(long importId) => jobs.Enqueue<ImportJob>(job => job.RunAsync(importId, CancellationToken.None));
}

/// <summary>Rings for every unfinished import once the server is up: the in-memory queue forgot them.</summary>
public sealed class UnfinishedImports(IDbContextFactory<TriageContext> contexts, ImportDoorbell doorbell) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var unfinished = await db.Imports
            .Where(i => i.State == ImportState.Queued || i.State == ImportState.Reading || i.State == ImportState.Detecting)
            .OrderBy(i => i.Id).Select(i => i.Id).ToListAsync(cancellationToken);
        foreach (var id in unfinished)
            doorbell.Ring(id);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
