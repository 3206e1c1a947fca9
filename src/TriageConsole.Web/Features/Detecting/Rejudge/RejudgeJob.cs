using Hangfire;
using TriageConsole.Data.Model;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Detecting.Rejudge;

/// <summary>Runs one run to its end. Takes the id and nothing else; running it again does what is left to do.</summary>
public sealed partial class RejudgeJob(RejudgeRunner runner, RejudgeRows rows, Notices notices, ILogger<RejudgeJob> logger)
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
            await rows.EndAsync(runId, RejudgeState.Failed, $"{e.GetType().Name}: {e.Message} What was judged is kept; it can go on from there.", CancellationToken.None);
        }
        finally
        {
            notices.Publish(Topic.Detection);
            notices.Publish(Topic.Alerts);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Run {RunId} over history failed.")]
        public static partial void Failed(ILogger logger, long runId, Exception exception);
    }
}
