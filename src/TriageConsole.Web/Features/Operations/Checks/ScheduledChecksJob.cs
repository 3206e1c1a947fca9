using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TriageConsole.Data;

namespace TriageConsole.Web.Features.Operations.Checks;

/// <summary>Makes every check once; each raises or resolves its notices, and none keeps another from being made.</summary>
public sealed partial class ScheduledChecksJob(
    IEnumerable<IOperationsCheck> checks, OperationsNotices operations, IOptionsMonitor<CheckOptions> options, IDbContextFactory<TriageContext> contexts,
    TimeProvider time, ILogger<ScheduledChecksJob> logger)
{
    [AutomaticRetry(Attempts = 0)]
    [DisableConcurrentExecution(timeoutInSeconds: 60)]
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var check in checks)
        {
            try
            {
                await using var db = await contexts.CreateDbContextAsync(cancellationToken);
                foreach (var result in await check.RunAsync(new(db, time.GetUtcNow().UtcDateTime, options.CurrentValue), cancellationToken))
                {
                    if (result.Message is { } message)
                        await operations.RaiseAsync(result.Kind, result.Subject, message, cancellationToken);
                    else
                        await operations.ResolveAsync(result.Kind, result.Subject, cancellationToken);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Failed(logger, check.GetType().Name, e);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The check {Check} failed; the others go on.")]
        public static partial void Failed(ILogger logger, string check, Exception exception);
    }
}
