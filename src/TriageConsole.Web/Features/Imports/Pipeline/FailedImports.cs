using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Imports.Pipeline;

/// <summary>
/// Says on its row why an import failed. Where the row cannot be written, which is what stopped the import in the first
/// place, it is kept here, shown, and written as soon as that is possible.
/// </summary>
public sealed partial class FailedImports(IDbContextFactory<TriageContext> contexts, TimeProvider time, Notices notices, ILogger<FailedImports> logger)
{
    private readonly ConcurrentDictionary<long, Failure> _unwritten = new();

    /// <summary>What is not written yet of an import; null where there is nothing.</summary>
    public string? Find(long importId) => _unwritten.TryGetValue(importId, out var failure) ? failure.Why : null;

    public async Task AddAsync(long importId, string why)
    {
        _unwritten[importId] = new(why, time.GetUtcNow().UtcDateTime);
        await WriteAsync(CancellationToken.None);
    }

    /// <summary>The import runs again: what stopped it last time no longer counts.</summary>
    public void Forget(long importId) => _unwritten.TryRemove(importId, out _);

    /// <summary>Writes what waits; returns whether nothing waits any more.</summary>
    public async Task<bool> WriteAsync(CancellationToken cancel)
    {
        foreach (var (id, failure) in _unwritten)
        {
            try
            {
                await using var db = await contexts.CreateDbContextAsync(cancel);
                await db.Imports.Where(i => i.Id == id).ExecuteUpdateAsync(
                    set => set.SetProperty(i => i.State, ImportState.Failed).SetProperty(i => i.Error, failure.Why).SetProperty(i => i.FinishedUtc, failure.AtUtc), cancel);
                _unwritten.TryRemove(new KeyValuePair<long, Failure>(id, failure));
                notices.Publish(Topic.Imports);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Unwritten(logger, id, e.Message);
            }
        }

        return _unwritten.IsEmpty;
    }

    private sealed record Failure(string Why, DateTime AtUtc);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "That import {ImportId} failed cannot be stored yet: {Why}")]
        public static partial void Unwritten(ILogger logger, long importId, string why);
    }
}

/// <summary>Tries again and again to write what could not be written.</summary>
internal sealed class FailedImportsClock(FailedImports failures, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan _every = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await failures.WriteAsync(stoppingToken);
    }
}
