using Hangfire;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Features.Operations;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.SelfTest;

/// <summary>Runs the self-test once, keeps what came of it, and raises a notice where something got worse.</summary>
public sealed partial class SelfTestJob(
    SelfTestRunner runner, SelfTestScenarios library, DetectionRuntime runtime, IDbContextFactory<TriageContext> contexts,
    OperationsNotices operations, TimeProvider time, Notices notices, ILogger<SelfTestJob> logger)
{
    /// <summary>Kind of the notices.</summary>
    public const string Kind = "self-test";

    internal const string Regression = "regression";
    internal const string Unfinished = "unfinished";
    private const int KeptRuns = 30;

    /// <param name="requestedBy">Who asked; null where the clock did.</param>
    /// <param name="cancellationToken">Cancels between hosts.</param>
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(string? requestedBy, CancellationToken cancellationToken)
    {
        var version = runtime.Snapshot();
        if (await StartAsync(version, requestedBy, cancellationToken) is not { } runId)
            return;
        try
        {
            var results = await runner.RunAsync(
                library.All, version,
                revision => UpdateAsync(runId, run => run.BaselineRevision = revision),
                done => UpdateAsync(runId, run => run.Done = done),
                cancellationToken);
            await EndAsync(runId, results, cancellationToken);
        }
        catch (Exception e)
        {
            var why = e is OperationCanceledException ? "The console was stopped meanwhile." : $"{e.GetType().Name}: {e.Message}";
            await UpdateAsync(runId, run => (run.State, run.Slot, run.FinishedUtc, run.Error) = (SelfTestState.Failed, null, time.GetUtcNow().UtcDateTime, why));
            if (e is OperationCanceledException && cancellationToken.IsCancellationRequested)
                throw;
            Log.Failed(logger, runId, e);
            await operations.RaiseAsync(Kind, Unfinished, $"The self-test of detection did not finish. {why}", CancellationToken.None);
        }
        finally
        {
            notices.Publish(Topic.SelfTest);
        }
    }

    private async Task<long?> StartAsync(DetectionRuntime version, string? requestedBy, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.SelfTestRuns.AnyAsync(run => run.Slot != null, cancel))
            return null;
        var run = new SelfTestRunRow
        {
            Slot = 1,
            StartedUtc = time.GetUtcNow().UtcDateTime,
            RequestedBy = requestedBy,
            JudgedWith = version.Version,
            SettingsVersion = version.Current.SettingsVersion,
            Total = library.All.Count,
        };
        db.SelfTestRuns.Add(run);
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException)
        {
            // Another began at the same moment: the slot is taken.
            return null;
        }

        notices.Publish(Topic.SelfTest);
        return run.Id;
    }

    private async Task UpdateAsync(long runId, Action<SelfTestRunRow> change)
    {
        await using var db = await contexts.CreateDbContextAsync();
        change(await db.SelfTestRuns.SingleAsync(run => run.Id == runId));
        await db.SaveChangesAsync();
        notices.Publish(Topic.SelfTest);
    }

    private async Task EndAsync(long runId, IReadOnlyList<SelfTestResultRow> results, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var last = await db.SelfTestRuns.Where(r => r.State == SelfTestState.Completed && r.Id < runId).OrderByDescending(r => r.Id).Select(r => (long?)r.Id).FirstOrDefaultAsync(cancel);
        var before = await db.SelfTestResults.AsNoTracking().Where(r => r.RunId == last).ToListAsync(cancel);
        var run = await db.SelfTestRuns.SingleAsync(r => r.Id == runId, cancel);
        run.Regressions = SelfTestRegressions.Mark(results, before);
        foreach (var result in results)
            result.RunId = runId;
        db.SelfTestResults.AddRange(results);
        int Count(SelfTestOutcome outcome) => results.Count(r => r.Outcome == outcome);
        (run.Caught, run.Hidden, run.Missed, run.Raised) = (Count(SelfTestOutcome.Caught), Count(SelfTestOutcome.Hidden), Count(SelfTestOutcome.Missed), Count(SelfTestOutcome.Raised));
        (run.State, run.Slot, run.FinishedUtc) = (SelfTestState.Completed, null, time.GetUtcNow().UtcDateTime);
        await db.SaveChangesAsync(cancel);
        var oldest = await db.SelfTestRuns.OrderByDescending(r => r.Id).Skip(KeptRuns - 1).Select(r => (long?)r.Id).FirstOrDefaultAsync(cancel);
        if (oldest is { } kept)
            await db.SelfTestRuns.Where(r => r.Id < kept).ExecuteDeleteAsync(cancel);
        await operations.ResolveAsync(Kind, Unfinished, cancel);
        if (run.Regressions == 0)
            await operations.ResolveAsync(Kind, Regression, cancel);
        else
            await operations.RaiseAsync(Kind, Regression, Message(results), cancel);
    }

    private static string Message(IReadOnlyList<SelfTestResultRow> results)
    {
        var worse = results.Where(r => r.IsRegression).ToList();
        var attacks = worse.Count(r => r.Outcome != SelfTestOutcome.Raised);
        var uses = string.Join(", ", worse.Select(r => r.ApprovedUseTitle).OfType<string>().Distinct(StringComparer.Ordinal).Take(3).Select(title => $"“{title}”"));
        return FormattableString.Invariant($"The self-test of detection got worse: {attacks} attacks that were caught before are not, {worse.Count - attacks} routine uses are raised that were not.")
            + (uses.Length > 0 ? $" Approved uses that hide some: {uses}." : string.Empty);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Run {RunId} of the self-test failed.")]
        public static partial void Failed(ILogger logger, long runId, Exception exception);
    }
}
