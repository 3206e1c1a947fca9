using Microsoft.Extensions.Options;

namespace TriageConsole.Web.Features.Imports.Watching;

/// <summary>Looks again and again. Asked, not told: the system's notices of changes get lost, and on shares there are none.</summary>
internal sealed class WatchClock(WatchRound round, WatchBoard board, IOptions<WatchOptions> options, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (board.Folders.Count == 0)
            return;

        // A look touches disks and shares: not in the way of the start.
        await Task.Yield();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.IntervalSeconds), time);
        do
            await round.RunAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
