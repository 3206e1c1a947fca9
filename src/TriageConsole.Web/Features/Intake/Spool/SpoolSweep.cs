using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Intake.Access;

namespace TriageConsole.Web.Features.Intake.Spool;

/// <summary>Keeps the spool moving: leftovers at start, old files all the time, everything at the end.</summary>
internal sealed partial class SpoolSweep(
    EventSpool spool, SpoolImports imports, SpoolFolder folder, TokenUse use, IDbContextFactory<TriageContext> contexts, IOptions<IntakeOptions> options,
    TimeProvider time, ILogger<SpoolSweep> logger) : BackgroundService
{
    private static readonly TimeSpan _cleanEvery = TimeSpan.FromMinutes(10);

    private DateTime _cleaned;
    private int _ended;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the first request: afterwards an open file could not be told from a leftover.
        var recovered = await imports.RecoverAsync(cancellationToken);
        if (recovered > 0)
            Log.Recovered(logger, recovered);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);

        // A host may be stopped twice, the second time when the database is gone.
        if (Interlocked.Exchange(ref _ended, 1) == 1)
            return;
        await spool.SealAllAsync();
        await use.WriteAsync(all: true, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(Math.Min(1, options.Value.SealSeconds)), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await spool.SealOldAsync(stoppingToken);
                await use.WriteAsync(all: false, stoppingToken);
                await CleanAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // A full disk or a database that is away: the events stay in their files, and the next round tries again.
                Log.Failed(logger, e);
            }
        }
    }

    private async Task CleanAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (now - _cleaned < _cleanEvery)
            return;
        _cleaned = now;
        var before = now.AddHours(-options.Value.KeepHours);
        await using var db = await contexts.CreateDbContextAsync(cancel);
        foreach (var (path, _) in folder.Files().ToList())
        {
            var stored = path;
            var ended = db.Imports.Where(i => i.StoredPath == stored && i.FinishedUtc < before && i.State >= ImportState.Completed);
            if (!await ended.AnyAsync(cancel))
                continue;

            // The file first: a row that names none could not stop a leftover file from being imported again.
            File.Delete(path);
            await ended.ExecuteUpdateAsync(set => set.SetProperty(i => i.StoredPath, string.Empty), cancel);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Count} spool files of an earlier run were queued for import.")]
        public static partial void Recovered(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Error, Message = "The intake spool could not be moved on; trying again.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
