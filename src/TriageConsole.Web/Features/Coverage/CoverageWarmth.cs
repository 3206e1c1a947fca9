using TriageConsole.Web.Features.Coverage.Health;
using TriageConsole.Web.Features.Coverage.Period;
using TriageConsole.Web.Features.Coverage.Recommending;

namespace TriageConsole.Web.Features.Coverage;

/// <summary>Has how telemetry stands told once before somebody waits for it: with thousands of hosts that takes a second or two.</summary>
public sealed partial class CoverageWarmth(
    ScopeQueries scopes, HealthCache health, RecommendationQueries advice, TimeProvider time, ILogger<CoverageWarmth> logger) : BackgroundService
{
    // Not at once: whoever starts the console wants its pages first.
    private static readonly TimeSpan _breath = TimeSpan.FromSeconds(10);

    /// <summary>Tells the page as it opens, by the clock of the machine.</summary>
    public async Task WarmAsync(CancellationToken cancel)
    {
        var told = await health.ReadAsync(await scopes.ReadAsync(CoverageFilter.Default, time.LocalTimeZone, cancel), cancel);
        await advice.OfAsync(told.Report, cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(_breath, time, stoppingToken);
        try
        {
            await WarmAsync(stoppingToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A database that is away for a moment; the page itself reads what it needs.
            Log.NotTold(logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "How telemetry stands could not be told ahead.")]
        public static partial void NotTold(ILogger logger, Exception exception);
    }
}
