using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TriageConsole.Data;
using TriageConsole.Data.Model;

namespace TriageConsole.Web.Features.Exercises.Run;

/// <summary>Looks every few seconds, and when it is rung, at what is due of the exercise under way; so it goes on after a start, too.</summary>
public sealed partial class ExerciseClock(
    ExerciseRunner runner, IDbContextFactory<TriageContext> contexts, IOptions<ExerciseOptions> options, TimeProvider time, ILogger<ExerciseClock> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _bell = new(0);

    /// <summary>Something is due now.</summary>
    public void Ring() => _bell.Release();

    /// <summary>Takes away results that are older than they are kept; how many exercises that were.</summary>
    public async Task<int> ForgetAsync(CancellationToken cancel)
    {
        if (options.Value.KeepResultsDays == 0)
            return 0;
        var before = time.GetUtcNow().UtcDateTime.AddDays(-options.Value.KeepResultsDays);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.Exercises.Where(row => row.State == ExerciseState.Ended && row.EndedUtc < before).ExecuteDeleteAsync(cancel);
    }

    public override void Dispose()
    {
        _bell.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var forgotten = DateTime.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await runner.RunAsync(stoppingToken);
                var now = time.GetUtcNow().UtcDateTime;
                if (now - forgotten > TimeSpan.FromHours(1))
                {
                    await ForgetAsync(stoppingToken);
                    forgotten = now;
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A database that is away for a moment; the next look asks again.
                Log.NotLooked(logger, e);
            }

            await _bell.WaitAsync(_interval, stoppingToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "What is due of an exercise could not be looked up.")]
        public static partial void NotLooked(ILogger logger, Exception exception);
    }
}
