using Hangfire;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Imports.Pipeline;

/// <summary>
/// Runs one import to its end: read and store, then detect. Takes the id and nothing else; running it twice, or again
/// after a kill, does what is left to do.
/// </summary>
public sealed partial class ImportJob(ImportRunner runner, FailedImports failures, Notices notices, ILogger<ImportJob> logger)
{
    // A failed import says why on its row and waits for a person; running it again by itself would fail again.
    [AutomaticRetry(Attempts = 0)]
    [DisableConcurrentExecution(timeoutInSeconds: 3600)]
    public async Task RunAsync(long importId, CancellationToken cancellationToken)
    {
        try
        {
            failures.Forget(importId);
            await runner.RunAsync(importId, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The server stops: the row stays unfinished and is rung again at the next start.
            throw;
        }
        catch (Exception e)
        {
            Log.Failed(logger, importId, e);
            await failures.AddAsync(importId, FaultWords.Of(e));
        }
        finally
        {
            notices.Publish(Topic.Imports);
            notices.Publish(Topic.Alerts);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Import {ImportId} failed.")]
        public static partial void Failed(ILogger logger, long importId, Exception exception);
    }
}
