using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using TriageConsole.Data;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Coverage.Health;
using TriageConsole.Web.Features.Coverage.Period;
using TriageConsole.Web.Live;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Coverage.Health;

public sealed class HealthCacheTests : IDisposable
{
    private readonly AlertStore _store = new();
    private readonly HealthCache _cache;

    private readonly IDisposable _subscription;
    private int _told;

    public HealthCacheTests()
    {
        _cache = Cache(_store);
        _subscription = _store.Notices.Subscribe(Topic.Coverage, () =>
        {
            Interlocked.Increment(ref _told);
            return Task.CompletedTask;
        });
    }

    private DateOnly Today => DateOnly.FromDateTime(_store.Now);

    public void Dispose()
    {
        _subscription.Dispose();
        _cache.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task ReadAsync_NothingChanged_IsTheSameReport()
    {
        await HealthSeed.AddAsync(_store, 1, "ws-1", _store.Now, [Today], HealthSeed.Full);

        Assert.Same(await ReadAsync(CoverageFilter.Default), await ReadAsync(CoverageFilter.Default));
        Assert.NotSame(await ReadAsync(CoverageFilter.Default), await ReadAsync(new() { Days = 7 }));
    }

    [Fact]
    public async Task ReadAsync_AnotherHostOrGroup_IsReadAnew()
    {
        await HealthSeed.AddAsync(_store, 1, "ws-1", _store.Now, [Today], HealthSeed.Full);
        var one = await ReadAsync(CoverageFilter.Default);

        await HealthSeed.AddAsync(_store, 2, "ws-2", _store.Now, [Today], HealthSeed.Full);
        var two = await ReadAsync(CoverageFilter.Default);
        await CoverageSeed.AddGroupAsync(_store, "Work", "ws-1");
        var grouped = await ReadAsync(CoverageFilter.Default);

        Assert.Equal((1, 2, 1, 2), (one.Report.Hosts.Count, two.Report.Hosts.Count, two.Groups.Count, grouped.Groups.Count));
    }

    [Fact]
    public async Task ReadAsync_ChangedWhileItTookLong_IsShownABitLongerAndThenToldAnew()
    {
        using var cache = Cache(new Slowly(_store));
        var (scope, before) = await ReadThenChangeAsync(cache);

        Assert.Same(before, await cache.ReadAsync(scope, TestContext.Current.CancellationToken));
        Assert.Equal(0, _told);
        _store.Time.Advance(TimeSpan.FromSeconds(20));

        await WaitAsync(() => _told > 0);
        Assert.Equal(2, (await cache.ReadAsync(scope, TestContext.Current.CancellationToken)).Report.Hosts.Count);
    }

    [Fact]
    public async Task ReadAsync_WhileItIsToldAnew_IsShownAsItWasAndWaitsForNothing()
    {
        using var gate = new ManualResetEventSlim(true);
        using var cache = Cache(new Slowly(_store) { Meanwhile = () => gate.Wait(TimeSpan.FromSeconds(20)) });
        var (scope, before) = await ReadThenChangeAsync(cache);
        _store.Time.Advance(TimeSpan.FromHours(3));
        gate.Reset();

        // The first asks for it to be told, the second comes while it is.
        Assert.Same(before, await cache.ReadAsync(scope, TestContext.Current.CancellationToken));
        _store.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Same(before, await cache.ReadAsync(scope, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        Assert.Equal(0, _told);
        gate.Set();

        await WaitAsync(() => _told > 0);
        Assert.Equal(2, (await cache.ReadAsync(scope, TestContext.Current.CancellationToken)).Report.Hosts.Count);
    }

    [Fact]
    public async Task ReadAsync_TellingItAnewFailed_IsAskedAgainByTheNext()
    {
        var fails = false;
        using var cache = Cache(new Slowly(_store) { Meanwhile = () => _ = fails ? throw new SqliteException("disk I/O error", 10) : 0 });
        var (scope, before) = await ReadThenChangeAsync(cache);
        _store.Time.Advance(TimeSpan.FromHours(3));
        fails = true;

        Assert.Same(before, await cache.ReadAsync(scope, TestContext.Current.CancellationToken));
        _store.Time.Advance(TimeSpan.FromMilliseconds(1));
        await WaitAsync(() => _told > 0);

        await Assert.ThrowsAsync<SqliteException>(() => cache.ReadAsync(scope, TestContext.Current.CancellationToken));
        fails = false;
        Assert.Equal(2, (await cache.ReadAsync(scope, TestContext.Current.CancellationToken)).Report.Hosts.Count);
    }

    private async Task<(CoverageScope Scope, TelemetryHealth Before)> ReadThenChangeAsync(HealthCache cache)
    {
        await HealthSeed.AddAsync(_store, 1, "ws-1", _store.Now, [Today], HealthSeed.Full);
        var scope = await ScopeAsync(CoverageFilter.Default);
        var before = await cache.ReadAsync(scope, TestContext.Current.CancellationToken);
        await HealthSeed.AddAsync(_store, 2, "ws-2", _store.Now, [Today], HealthSeed.Full);
        return (scope, before);
    }

    private HealthCache Cache(IDbContextFactory<TriageContext> contexts) =>
        new(_store, new(contexts, _store.Time), new(contexts), new(_store), _store.Notices, _store.Time, NullLogger<HealthCache>.Instance);

    private static async Task WaitAsync(Func<bool> until)
    {
        for (var waited = 0; !until() && waited < 10_000; waited += 20)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.True(until());
    }

    private async Task<TelemetryHealth> ReadAsync(CoverageFilter filter) => await _cache.ReadAsync(await ScopeAsync(filter), TestContext.Current.CancellationToken);

    private Task<CoverageScope> ScopeAsync(CoverageFilter filter) =>
        new ScopeQueries(_store, _store.Time).ReadAsync(filter, TimeZoneInfo.Utc, TestContext.Current.CancellationToken);

    /// <summary>Every look at the database takes a second.</summary>
    private sealed class Slowly(AlertStore store) : IDbContextFactory<TriageContext>
    {
        public Action Meanwhile { get; init; } = () => { };

        public TriageContext CreateDbContext()
        {
            Meanwhile();
            store.Time.Advance(TimeSpan.FromSeconds(1));
            return store.CreateDbContext();
        }
    }
}
