namespace TriageConsole.Web.Features.Reports.Schedules;

/// <summary>Looks for schedules that are due and reports that wait to be sent, for as long as the console runs.</summary>
public sealed partial class ReportClock(ScheduleRound round, ReportSender sender, TimeProvider time, ILogger<ReportClock> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(20);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(_interval, time);
        do
        {
            try
            {
                await round.RunAsync(stoppingToken);
                await sender.RunAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A database that is away for a moment; the next look asks again.
                Log.NotLooked(logger, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "What reports are due could not be looked up.")]
        public static partial void NotLooked(ILogger logger, Exception exception);
    }
}
