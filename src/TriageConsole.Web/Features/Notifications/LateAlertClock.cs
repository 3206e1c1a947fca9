using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Alerts;
using TriageConsole.Web.Features.Alerts.Sla;
using TriageConsole.Web.Features.Decisions.Bulk;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Notifications;

/// <summary>
/// Tells people while there is still time: whoever has an alert that is about to be late, once for each alert; and everybody
/// who may decide, at most once in <see cref="Rest"/>, when such alerts have nobody.
/// </summary>
public sealed partial class LateAlertClock(
    IDbContextFactory<TriageContext> contexts, SlaQueries sla, TimeProvider time, Notices notices, ILogger<LateAlertClock> logger) : BackgroundService
{
    /// <summary>How long people are left alone about alerts that nobody has.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromHours(1);

    // More than this late at once is a backlog, which the queue shows better than a bell.
    private const int MostAtOnce = 200;

    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(1);
    private static readonly Actor _console = new(0, "The console", [], null);

    /// <summary>Looks once.</summary>
    public async Task TellAsync(CancellationToken cancel)
    {
        var clock = await sla.ClockAsync(cancel);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var late = db.Alerts.AsNoTracking().Where(SlaFilter.Soon, clock);
        await TellAssigneesAsync(db, late, clock.UtcNow, cancel);
        await TellDecidersAsync(db, late.Counted().Where(a => a.Assignee == null), clock.UtcNow, cancel);
        if (await db.SaveChangesAsync(cancel) > 0)
            notices.Publish(Topic.Notifications);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(_interval, time);
        do
        {
            try
            {
                await TellAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A database that is away for a moment; the next look asks again.
                Log.NotLooked(logger, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static async Task TellAssigneesAsync(TriageContext db, IQueryable<AlertRow> late, DateTime utcNow, CancellationToken cancel)
    {
        var untold = await late.Where(a => a.Assignee != null && !db.Notifications.Any(n =>
                n.Kind == NotificationKind.NearlyLate && n.AlertId == a.PublicId && n.User!.UserName == a.Assignee))
            .OrderBy(a => a.CreatedUtc).Take(MostAtOnce)
            .Select(a => new { a.PublicId, a.Chain, Host = a.Host!.Name, Assignee = a.Assignee! }).ToListAsync(cancel);
        foreach (var alert in untold)
        {
            var what = new Notification(NotificationKind.NearlyLate, $"{alert.Chain} on {alert.Host}") { AlertId = alert.PublicId };
            await NotificationRows.AddAsync(db, _console, [alert.Assignee], what, utcNow, cancel);
        }
    }

    private static async Task TellDecidersAsync(TriageContext db, IQueryable<AlertRow> late, DateTime utcNow, CancellationToken cancel)
    {
        var count = await late.Take(CappedCount.Cap).CountAsync(cancel);
        if (count == 0)
            return;
        var since = utcNow - Rest;
        var left = (await db.Notifications.AsNoTracking().Where(n => n.Kind == NotificationKind.NearlyLate && n.AlertId == null && n.AtUtc > since)
            .Select(n => n.User!.UserName!).ToListAsync(cancel)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var people = await Decisions.AssignCommands.DecidersAsync(db, cancel);
        await NotificationRows.AddAsync(
            db, _console, [.. people.Where(name => !left.Contains(name))],
            new(NotificationKind.NearlyLate, $"{BulkWords.Counted(count)} that nobody has"), utcNow, cancel);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Alerts that are about to be late could not be looked up.")]
        public static partial void NotLooked(ILogger logger, Exception exception);
    }
}
