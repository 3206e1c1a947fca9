using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Web.Features.SelfTest;

namespace TriageConsole.Web.Features.Baseline;

/// <summary>Has the alerts and attacks that a preview compares read before somebody waits for it, and those that came since.</summary>
public sealed partial class PreviewWarmth(
    IDbContextFactory<TriageContext> contexts, PreviewSubjects subjects, SelfTestAttacks attacks, TimeProvider time, ILogger<PreviewWarmth> logger) : BackgroundService
{
    private static readonly TimeSpan _breath = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(1);

    /// <summary>Reads what is not read yet.</summary>
    public async Task WarmAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var latest = await db.Alerts.AsNoTracking().OrderByDescending(a => a.Id).Take(BaselinePreview.MostCompared)
            .Select(a => new PreviewKey(a.Id, a.JudgedUtc, false)).ToListAsync(cancel);
        await subjects.OfAsync(latest, cancel);
        _ = attacks.Count;
    }

    // Not at once: whoever starts the console wants its pages first.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(_breath, time, stoppingToken);
        using var timer = new PeriodicTimer(_interval, time);
        do
        {
            try
            {
                await WarmAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A database that is away for a moment; the preview itself reads what is missing.
                Log.NotRead(logger, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Alerts for previews could not be read ahead.")]
        public static partial void NotRead(ILogger logger, Exception exception);
    }
}
