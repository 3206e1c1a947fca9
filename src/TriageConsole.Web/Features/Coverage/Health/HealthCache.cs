using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using TriageConsole.Data;
using TriageConsole.Web.Features.Coverage.Period;
using TriageConsole.Web.Features.Coverage.Recommending;
using TriageConsole.Web.Live;

namespace TriageConsole.Web.Features.Coverage.Health;

/// <summary>How telemetry stands, with its hosts by group.</summary>
public sealed record TelemetryHealth(HealthReport Report, IReadOnlyList<HealthGroup> Groups);

/// <summary>
/// The last reports, so that a page which is opened again reads no roll-ups that it has read. What is stored is looked at each
/// time. A report that took long is not waited for again: it is shown as it was, told anew in the background, and the pages that
/// show it are told then; while an import changes it all the time, no sooner than after ten times as long as it took.
/// </summary>
public sealed partial class HealthCache(
    IDbContextFactory<TriageContext> contexts, HealthQueries queries, HealthGroupQueries groups, RecommendationQueries advice, Notices notices, TimeProvider time,
    ILogger<HealthCache> logger) : IDisposable
{
    private const int Kept = 6;
    private const int Patience = 10;

    private static readonly TimeSpan _longest = TimeSpan.FromMinutes(1);

    // A report that takes no longer than this is waited for.
    private static readonly TimeSpan _unnoticed = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _gone = new();

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<Key, Entry> _entries = [];

    public async Task<TelemetryHealth> ReadAsync(CoverageScope scope, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var (from, until) = scope.Span.UtcDays;
        var key = new Key(from, until, scope.Filter.Group);

        // One at a time: two people who open the page at once wait for one reading.
        await _turn.WaitAsync(cancel);
        try
        {
            var revision = await RevisionAsync(cancel);
            if (_entries.TryGetValue(key, out var known) && (known.Revision == revision || IsToldLater(known, key, scope, revision)))
                return known.Health;
            var read = await ReadAsync(key, scope, revision, cancel);
            Keep(key, read);
            return read.Health;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _gone.Cancel();
        foreach (var entry in _entries.Values)
            entry.Later?.Dispose();
        _turn.Dispose();
        _gone.Dispose();
    }

    private async Task<Entry> ReadAsync(Key key, CoverageScope scope, Revision revision, CancellationToken cancel)
    {
        var start = time.GetTimestamp();
        var report = await queries.ReadAsync(key.From, key.Until, scope.Hosts, cancel);
        return new(new(report, await groups.OfAsync(report, cancel)), revision, time.GetTimestamp(), time.GetElapsedTime(start));
    }

    private bool IsToldLater(Entry entry, Key key, CoverageScope scope, Revision revision)
    {
        if (entry.Took <= _unnoticed)
            return false;
        var patience = entry.Took * Patience;
        var left = (patience < _longest ? patience : _longest) - time.GetElapsedTime(entry.ReadAt);
        entry.Later ??= time.CreateTimer(_ => Task.Run(() => RefreshAsync(key, scope, revision)), null, left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        return true;
    }

    // Beside the pages, which go on being shown what was known and are told once all of it is there. It counts as told at the
    // revision that it was asked at: of what came since, the next page finds that it is missing.
    private async Task RefreshAsync(Key key, CoverageScope scope, Revision revision)
    {
        try
        {
            var cancel = _gone.Token;
            var read = await TryReadAsync(key, scope, revision, cancel);
            await _turn.WaitAsync(cancel);
            try
            {
                // Where it failed, the next page asks for itself and says what is wrong.
                if (read is null)
                    Forget(key);
                else
                    Keep(key, read);
            }
            finally
            {
                _turn.Release();
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or ObjectDisposedException)
        {
            return;
        }

        notices.Publish(Topic.Coverage);
    }

    private async Task<Entry?> TryReadAsync(Key key, CoverageScope scope, Revision revision, CancellationToken cancel)
    {
        try
        {
            var read = await ReadAsync(key, scope, revision, cancel);
            await advice.OfAsync(read.Health.Report, cancel);
            return read;
        }
        catch (DbException e)
        {
            Log.NotTold(logger, e);
            return null;
        }
    }

    private void Forget(Key key)
    {
        if (_entries.Remove(key, out var old))
            old.Later?.Dispose();
    }

    private void Keep(Key key, Entry entry)
    {
        Forget(key);
        if (_entries.Count >= Kept)
        {
            var oldest = _entries.MinBy(pair => pair.Value.ReadAt);
            oldest.Value.Later?.Dispose();
            _entries.Remove(oldest.Key);
        }

        _entries.Add(key, entry);
    }

    // Whatever changes roll-ups, hosts or groups changes one of these.
    private async Task<Revision> RevisionAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var imports = await db.Imports.GroupBy(_ => 1).Select(g => new { Count = g.Count(), Last = g.Max(i => i.Id), Records = g.Sum(i => i.Records) }).SingleOrDefaultAsync(cancel);
        var hosts = await db.Hosts.GroupBy(_ => 1).Select(g => new { Count = g.Count(), Last = g.Max(h => h.LastSeenUtc) }).SingleOrDefaultAsync(cancel);
        var groupings = await db.UseGroups.GroupBy(_ => 1).Select(g => new { Count = g.Count(), Last = g.Max(u => u.ChangedUtc), Versions = g.Sum(u => u.Version) }).SingleOrDefaultAsync(cancel);
        var retention = await db.RetentionRuns.MaxAsync(run => (long?)run.Id, cancel);
        return new(
            imports?.Count ?? 0, imports?.Last ?? 0, imports?.Records ?? 0, hosts?.Count ?? 0, hosts?.Last, groupings?.Count ?? 0, groupings?.Last, groupings?.Versions ?? 0, retention);
    }

    private readonly record struct Key(DateOnly? From, DateOnly? Until, string? Group);

    private readonly record struct Revision(
        int Imports, long LastImport, long Records, int Hosts, DateTime? LastSeen, int Groups, DateTime? LastGroup, int GroupVersions, long? Retention);

    private sealed record Entry(TelemetryHealth Health, Revision Revision, long ReadAt, TimeSpan Took)
    {
        /// <summary>Tells the report anew, once it was shown though more is stored.</summary>
        public ITimer? Later { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "How telemetry stands could not be told anew.")]
        public static partial void NotTold(ILogger logger, Exception exception);
    }
}
