using Hangfire;
using Microsoft.Extensions.Options;
using TriageConsole.Data.Retention;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Intake.Spool;

/// <summary>Makes one import a day and token of the many that ended well some days ago.</summary>
public sealed class IntakeMergeJob(IntakeMerge merge, IOptions<IntakeOptions> options, TimeProvider time, Notices notices)
{
    [AutomaticRetry(Attempts = 0)]
    [DisableConcurrentExecution(timeoutInSeconds: 3600)]
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (options.Value.MergeDays == 0)
            return;
        var merged = await merge.RunAsync(time.GetUtcNow().UtcDateTime.AddDays(-options.Value.MergeDays), cancellationToken);
        if (merged > 0)
            notices.Publish(Topic.Imports);
    }
}

/// <summary>At night by UTC, before retention.</summary>
internal sealed class IntakeMergeClock(IRecurringJobManager recurring) : IHostedService
{
    private const int Hour = 2;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        recurring.AddOrUpdate<IntakeMergeJob>("intake-merge", job => job.RunAsync(CancellationToken.None), Cron.Daily(Hour));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
