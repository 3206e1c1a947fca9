using Hangfire;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;

namespace TriageConsole.Web.Features.Reports.Making;

/// <summary>Tells the job queue that a report waits. A lost ring is harmless: unfinished ones are rung again at start.</summary>
public sealed class ReportDoorbell(IBackgroundJobClient jobs)
{
    public void Ring(long reportId) => jobs.Enqueue<ReportJob>(job => job.RunAsync(reportId, CancellationToken.None));
}

/// <summary>Rings for what the last process left undone, and has old reports removed at night.</summary>
public sealed class UnfinishedReports(IDbContextFactory<TriageContext> contexts, ReportDoorbell doorbell, IRecurringJobManager recurring) : IHostedService
{
    // After the telemetry's retention, before the self-test; by UTC.
    private const string Night = "30 3 * * *";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var id in await db.Reports.Where(r => r.State == ReportState.Queued || r.State == ReportState.Running).OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(cancellationToken))
            doorbell.Ring(id);
        recurring.AddOrUpdate<ReportRetention>("report-retention", job => job.RunAsync(CancellationToken.None), Night);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
