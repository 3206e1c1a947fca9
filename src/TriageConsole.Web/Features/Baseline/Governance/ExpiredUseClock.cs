using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Baseline.Governance;

/// <summary>
/// Has what an approved use covered judged again as soon as it expires. Whatever is lost here, with the process or a database
/// that is away, the hourly look of <see cref="Detecting.StaleAlertsJob"/> makes up for.
/// </summary>
public sealed partial class ExpiredUseClock(
    IDbContextFactory<TriageContext> contexts, IJudgeRequests judge, TimeProvider time, Notices notices, ILogger<ExpiredUseClock> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(10);

    private DateTime _seen = time.GetUtcNow().UtcDateTime;

    /// <summary>Looks at what expired since the last look.</summary>
    public async Task LookAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var seen = _seen;
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var expired = await db.ApprovedUses.Where(use => use.State == ApprovedUseState.Active && use.ExpiresUtc > seen && use.ExpiresUtc <= now)
            .Select(use => use.Id).ToListAsync(cancel);
        if (expired.Count > 0)
        {
            var hosts = await db.Alerts.Counted().Where(a => a.Status == AlertStatus.Covered && expired.Contains(a.ApprovedUseId!.Value))
                .Select(a => a.HostId).Distinct().ToListAsync(cancel);
            if (hosts.Count > 0)
                await judge.RequestAsync(hosts, cancel);
            notices.Publish(Topic.Baseline);
        }

        _seen = now;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(_interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A database that is away for a moment; the next look begins where the last one that came to its end did.
                Log.NotLooked(logger, e);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Approved uses that expired could not be looked up.")]
        public static partial void NotLooked(ILogger logger, Exception exception);
    }
}
