using Hangfire;

namespace TriageConsole.Web.Features.Decisions.Bulk;

/// <summary>Runs one run to its end. Takes the id and nothing else; running it again does what is left to do.</summary>
public sealed partial class BulkJob(BulkRunner runner, ILogger<BulkJob> logger)
{
    // A failed run says why on its row and waits for a person.
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(long runId, CancellationToken cancellationToken)
    {
        try
        {
            await runner.RunAsync(runId, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The server stops: the row stays unfinished and is rung again at the next start.
            throw;
        }
        catch (Exception e)
        {
            Log.Failed(logger, runId, e);
            await runner.BreakOffAsync(runId, $"{e.GetType().Name}: {e.Message} What was done is kept; it can go on from there.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Run {RunId} over a selection of alerts failed.")]
        public static partial void Failed(ILogger logger, long runId, Exception exception);
    }
}
