using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TriageConsole.Web.Live;
using Xunit;

namespace TriageConsole.Web.Tests.Live;

public sealed class NoticesTests : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _clock = new();
    private readonly Notices _notices;

    public NoticesTests() => _notices = new Notices(_clock, NullLogger<Notices>.Instance);

    public void Dispose() => _notices.Dispose();

    [Fact]
    public async Task Publish_First_ReachesItsTopicAtOnceAndNoOther()
    {
        var alerts = new Counter();
        var cases = new Counter();
        using var one = _notices.Subscribe(Topic.Alerts, alerts.CallAsync);
        using var two = _notices.Subscribe(Topic.Cases, cases.CallAsync);

        _notices.Publish(Topic.Alerts);

        await alerts.ReachesAsync(1);
        Assert.Equal(0, cases.Calls);
    }

    [Fact]
    public async Task Publish_ManyWithinTheInterval_BecomesOneAtOnceAndOneAtItsEnd()
    {
        var counter = new Counter();
        using var subscription = _notices.Subscribe(Topic.Alerts, counter.CallAsync);

        for (var i = 0; i < 100; i++)
            _notices.Publish(Topic.Alerts);
        await counter.ReachesAsync(1);
        _clock.Advance(Notices.Interval);
        await counter.ReachesAsync(2);
        _clock.Advance(Notices.Interval * 10);
        await counter.StaysAsync(2);
    }

    [Fact]
    public async Task Publish_AfterAQuietInterval_IsAtOnceAgain()
    {
        var counter = new Counter();
        using var subscription = _notices.Subscribe(Topic.Alerts, counter.CallAsync);

        _notices.Publish(Topic.Alerts);
        await counter.ReachesAsync(1);
        _clock.Advance(Notices.Interval);
        _notices.Publish(Topic.Alerts);

        await counter.ReachesAsync(2);
    }

    [Fact]
    public async Task Publish_ASubscriberThatThrows_HurtsNobodyAndIsCalledAgain()
    {
        var counter = new Counter();
        var failing = new Counter();
        using var bad = _notices.Subscribe(Topic.Alerts, async () =>
        {
            await failing.CallAsync();
            throw new InvalidOperationException("broken page");
        });
        using var worse = _notices.Subscribe(Topic.Alerts, () => throw new InvalidOperationException("broken before its first await"));
        using var good = _notices.Subscribe(Topic.Alerts, counter.CallAsync);

        _notices.Publish(Topic.Alerts);
        await counter.ReachesAsync(1);
        await failing.ReachesAsync(1);
        _clock.Advance(Notices.Interval);
        _notices.Publish(Topic.Alerts);

        await counter.ReachesAsync(2);
        await failing.ReachesAsync(2);
    }

    [Fact]
    public async Task Publish_WhileACallbackRuns_CallsOnceMoreAfterItAndNeverTwiceAtOnce()
    {
        var gate = new TaskCompletionSource();
        var counter = new Counter();
        var inside = 0;
        var most = 0;
        using var subscription = _notices.Subscribe(Topic.Alerts, async () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await counter.CallAsync();
            await gate.Task;
            Interlocked.Decrement(ref inside);
        });

        _notices.Publish(Topic.Alerts);
        await counter.ReachesAsync(1);
        for (var i = 0; i < 5; i++)
        {
            _clock.Advance(Notices.Interval);
            _notices.Publish(Topic.Alerts);
        }

        await counter.StaysAsync(1);
        gate.SetResult();
        await counter.ReachesAsync(2);
        await counter.StaysAsync(2);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Dispose_OfASubscription_EndsItsCallsOnly()
    {
        var gone = new Counter();
        var stays = new Counter();
        var first = _notices.Subscribe(Topic.Imports, gone.CallAsync);
        using var second = _notices.Subscribe(Topic.Imports, stays.CallAsync);

        first.Dispose();
        first.Dispose();
        _notices.Publish(Topic.Imports);

        await stays.ReachesAsync(1);
        Assert.Equal(0, gone.Calls);
    }

    [Fact]
    public async Task Publish_FromManyThreadsWhileSubscribersComeAndGo_LosesNoLastNotice()
    {
        var counter = new Counter();
        using var subscription = _notices.Subscribe(Topic.Baseline, counter.CallAsync);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 500; i++)
            {
                using var passing = _notices.Subscribe(Topic.Baseline, () => Task.CompletedTask);
                _notices.Publish(Topic.Baseline);
            }
        })));
        _clock.Advance(Notices.Interval);

        await counter.ReachesAsync(2);
    }

    private sealed class Counter
    {
        private int _calls;

        public int Calls => Volatile.Read(ref _calls);

        public Task CallAsync()
        {
            Interlocked.Increment(ref _calls);
            return Task.CompletedTask;
        }

        public async Task ReachesAsync(int calls)
        {
            using var patience = new CancellationTokenSource(_patience);
            while (Calls < calls)
                await Task.Delay(5, patience.Token);
        }

        public async Task StaysAsync(int calls)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
            Assert.Equal(calls, Calls);
        }
    }
}
