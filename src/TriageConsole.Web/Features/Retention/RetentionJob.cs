using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Data.Retention;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Retention;

/// <summary>
/// Keeps the store within its age and size: first by age, then oldest first until it fits. Uploaded files go before what was
/// read from them. Reports each run as a row.
/// </summary>
public sealed class RetentionJob(
    RetentionSweep sweep, UploadedFiles uploads, IOptionsMonitor<RetentionOptions> settings, IDbContextFactory<TriageContext> contexts, TimeProvider time, Notices notices)
{
    // Below the limit, so that the next import does not start it again at once.
    private const double Target = 0.9;
    private const int MostRounds = 6;

    /// <param name="requestedBy">Who asked; null where the clock did.</param>
    /// <param name="cancellationToken">Cancels between parts.</param>
    [AutomaticRetry(Attempts = 0)]
    [DisableConcurrentExecution(timeoutInSeconds: 3600)]
    public async Task RunAsync(string? requestedBy, CancellationToken cancellationToken)
    {
        var policy = settings.CurrentValue;
        if (!policy.IsOn)
            return;
        var run = new RetentionRunRow { StartedUtc = time.GetUtcNow().UtcDateTime, RequestedBy = requestedBy };
        var freed = 0L;
        if (policy.Days > 0)
        {
            run.BeforeUtc = run.StartedUtc.AddDays(-policy.Days);
            var (files, bytes) = await uploads.RemoveAsync(run.BeforeUtc.Value, long.MaxValue, cancellationToken);
            run.Files += files;
            freed += bytes;
            Count(run, await sweep.RunAsync(run.BeforeUtc.Value, cancellationToken));
        }

        if (policy.MaxMegabytes > 0)
            freed += await FitAsync(policy, run, cancellationToken);
        run.FreedBytes = freed + await sweep.FreeSpaceAsync(cancellationToken);
        run.UsedBytes = await sweep.UsedBytesAsync(cancellationToken) + uploads.Bytes();
        run.FinishedUtc = time.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.RetentionRuns.Add(run);
        await db.SaveChangesAsync(cancellationToken);
        notices.Publish(Topic.Storage);
    }

    private async Task<long> FitAsync(RetentionOptions policy, RetentionRunRow run, CancellationToken cancel)
    {
        var used = await UsedAsync(cancel);
        if (used <= policy.MaxBytes)
            return 0;
        var target = (long)(policy.MaxBytes * Target);
        var (files, freed) = await uploads.RemoveAsync(DateTime.MaxValue, used - target, cancel);
        run.Files += files;
        for (var round = 0; round < MostRounds && (used = await UsedAsync(cancel)) > target; round++)
        {
            var database = await sweep.UsedBytesAsync(cancel);
            var share = Math.Clamp((double)(used - target) / Math.Max(1, database), 0.01, 1);
            if (await sweep.MomentOfAsync(share, cancel) is not { } before)
                break;
            var removed = await sweep.RunAsync(before, cancel);
            Count(run, removed);
            if (run.BeforeUtc is null || before > run.BeforeUtc)
                run.BeforeUtc = before;
            if (removed.Processes == 0 && round > 0)
                break;
        }

        if (await UsedAsync(cancel) > policy.MaxBytes)
            run.Note = "Still over the limit: what is left is recent, or the evidence of alerts.";
        return freed;
    }

    private async Task<long> UsedAsync(CancellationToken cancel) => await sweep.UsedBytesAsync(cancel) + uploads.Bytes();

    private static void Count(RetentionRunRow run, RemovedRows removed)
    {
        run.Processes += removed.Processes;
        run.Records += removed.Records;
    }
}
