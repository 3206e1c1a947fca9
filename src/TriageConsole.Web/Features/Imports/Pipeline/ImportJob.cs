using Hangfire;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Imports.Pipeline;

/// <summary>
/// Runs one import to its end: read and store, then detect. Takes the id and nothing else; running it twice, or again
/// after a kill, does what is left to do.
/// </summary>
public sealed partial class ImportJob(ImportRunner runner, IDbContextFactory<TriageContext> contexts, TimeProvider time, Notices notices, ILogger<ImportJob> logger)
{
    // A failed import says why on its row and waits for a person; running it again by itself would fail again.
    [AutomaticRetry(Attempts = 0)]
    [DisableConcurrentExecution(timeoutInSeconds: 3600)]
    public async Task RunAsync(long importId, CancellationToken cancellationToken)
    {
        try
        {
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
            await FailAsync(importId, e);
        }
        finally
        {
            notices.Publish(Topic.Imports);
            notices.Publish(Topic.Alerts);
        }
    }

    private async Task FailAsync(long importId, Exception e)
    {
        var why = e is IOException or UnauthorizedAccessException
            ? $"Reading or writing failed: {e.Message} What was stored is kept; retry goes on from there."
            : $"{e.GetType().Name}: {e.Message} What was stored is kept; retry goes on from there.";
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        await db.Imports.Where(i => i.Id == importId).ExecuteUpdateAsync(
            set => set.SetProperty(i => i.State, ImportState.Failed).SetProperty(i => i.Error, why)
                .SetProperty(i => i.FinishedUtc, time.GetUtcNow().UtcDateTime),
            CancellationToken.None);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Import {ImportId} failed.")]
        public static partial void Failed(ILogger logger, long importId, Exception exception);
    }
}
