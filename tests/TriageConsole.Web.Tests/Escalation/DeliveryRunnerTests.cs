using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Escalation.Outbox;
using TriageConsole.Web.Features.Escalation.Targets;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Controls;
using Xunit;

namespace TriageConsole.Web.Tests.Escalation;

public sealed class DeliveryRunnerTests : IDisposable
{
    private readonly OutboxBench _bench = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task RunAsync_TargetTakesIt_IsDeliveredOnceWithTheFrozenBundle()
    {
        var id = Assert.Single(await _bench.EscalateAsync(await AddAsync()));

        await _bench.Runner.RunAsync(id, Cancel);
        await _bench.Runner.RunAsync(id, Cancel);

        var sent = Assert.Single(_bench.Target.Sent);
        var row = await _bench.ReadAsync(id);
        Assert.Equal((DeliveryState.Delivered, 1, "taken", _bench.Store.Now), (row.State, row.Attempts, row.LastAnswer, row.DeliveredUtc));
        await using var db = _bench.Store.CreateDbContext();
        var escalation = await db.Escalations.Include(e => e.Alert).SingleAsync(Cancel);
        Assert.Equal((escalation.BundleJson, escalation.Sha256, row.IdempotencyKey), (sent.BundleJson, sent.Sha256, sent.IdempotencyKey));
        Assert.Equal($"https://triage.example/alerts/{escalation.Alert!.PublicId:D}", sent.Link);
    }

    [Fact]
    public async Task RunAsync_TargetIsDown_WaitsLongerEachTimeAndGivesUpWithTheSameKey()
    {
        var id = Assert.Single(await _bench.EscalateAsync(await AddAsync()));
        _bench.Target.Says(new DeliveryOutcome.Again("later"));

        for (var attempt = 1; attempt < OutboxBench.MostAttempts; attempt++)
        {
            await _bench.RunWhenDueAsync(id);
            var row = await _bench.ReadAsync(id);
            Assert.Equal((DeliveryState.Waiting, attempt, "later"), (row.State, row.Attempts, row.LastAnswer));
            var plain = OutboxBench.FirstWait * Math.Pow(2, attempt - 1);
            Assert.InRange((row.NextUtc - _bench.Store.Now).TotalSeconds, plain * 0.8, plain * 1.2);
            Assert.Equal(0, await _bench.Clock.RingAsync(Cancel));
            _bench.Store.Time.Advance(TimeSpan.FromSeconds(plain * 1.2));
            Assert.Equal(1, await _bench.Clock.RingAsync(Cancel));
        }

        await _bench.RunWhenDueAsync(id);

        Assert.Equal((DeliveryState.GaveUp, OutboxBench.MostAttempts), ((await _bench.ReadAsync(id)).State, _bench.Target.Sent.Count));
        Assert.Single(_bench.Target.Sent.Select(d => d.IdempotencyKey).Distinct());
        _bench.Store.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, await _bench.Clock.RingAsync(Cancel));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RetryAsync_EndedUndelivered_StartsAnotherRound(bool isRefused)
    {
        var id = Assert.Single(await _bench.EscalateAsync(await AddAsync()));
        _bench.Target.Says(isRefused ? new DeliveryOutcome.Refused("no") : new DeliveryOutcome.Again("later"));
        for (var i = 0; i < (isRefused ? 1 : OutboxBench.MostAttempts); i++)
            await _bench.RunWhenDueAsync(id);
        var ended = await _bench.ReadAsync(id);
        Assert.Equal(isRefused ? DeliveryState.Refused : DeliveryState.GaveUp, ended.State);
        var rung = _bench.Jobs.Imports.Count;

        Assert.True(await _bench.Commands.RetryAsync(AlertStore.Analyst, id, Cancel));

        var row = await _bench.ReadAsync(id);
        Assert.Equal((DeliveryState.Waiting, ended.Attempts, ended.Attempts + OutboxBench.MostAttempts, "ana"), (row.State, row.Attempts, row.MostAttempts, row.RetriedBy));
        Assert.Equal(id, Assert.Single(_bench.Jobs.Imports[rung..]));
        _bench.Target.Says(new DeliveryOutcome.Delivered("at last"));
        await _bench.Runner.RunAsync(id, Cancel);
        Assert.Equal(DeliveryState.Delivered, (await _bench.ReadAsync(id)).State);
        Assert.Single(_bench.Target.Sent.Select(d => d.IdempotencyKey).Distinct());
        Assert.False(await _bench.Commands.RetryAsync(AlertStore.Analyst, id, Cancel));
    }

    [Fact]
    public async Task RetryAsync_ByManager_IsDenied() =>
        await Assert.ThrowsAsync<PermissionDeniedException>(() => _bench.Commands.RetryAsync(AlertStore.Manager, 1, Cancel));

    [Fact]
    public async Task RunAsync_TwoAtOnce_SendOnce()
    {
        var id = Assert.Single(await _bench.EscalateAsync(await AddAsync()));
        var gate = new TaskCompletionSource();
        _bench.Target.Answer = async (_, _) =>
        {
            await gate.Task;
            return new DeliveryOutcome.Delivered("taken");
        };

        var first = _bench.Runner.RunAsync(id, Cancel);
        await _bench.NewRunner().RunAsync(id, Cancel);
        gate.SetResult();
        await first;

        Assert.Single(_bench.Target.Sent);
        Assert.Equal((DeliveryState.Delivered, 1), ((await _bench.ReadAsync(id)).State, (await _bench.ReadAsync(id)).Attempts));
    }

    [Fact]
    public async Task RunAsync_ProcessDiesWhileSending_IsDueAgainAfterIt()
    {
        var id = Assert.Single(await _bench.EscalateAsync(await AddAsync()));
        using var stop = new CancellationTokenSource();
        _bench.Target.Answer = async (_, cancel) =>
        {
            await stop.CancelAsync();
            cancel.ThrowIfCancellationRequested();
            return new DeliveryOutcome.Delivered("never");
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.Runner.RunAsync(id, stop.Token));
        _bench.Target.Says(new DeliveryOutcome.Delivered("taken"));
        Assert.Equal(0, await _bench.Clock.RingAsync(Cancel));

        _bench.Store.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await _bench.Clock.RingAsync(Cancel));
        await _bench.NewRunner().RunAsync(id, Cancel);

        var row = await _bench.ReadAsync(id);
        Assert.Equal((DeliveryState.Delivered, 2), (row.State, row.Attempts));
    }

    [Fact]
    public async Task RunAsync_TargetThatHangs_EndsWithItsTime()
    {
        var id = Assert.Single(await _bench.EscalateAsync(await AddAsync()));
        _bench.Target.Answer = async (_, cancel) =>
        {
            await Task.Delay(Timeout.Infinite, cancel);
            return new DeliveryOutcome.Delivered("never");
        };

        var run = _bench.Runner.RunAsync(id, Cancel);
        while (_bench.Target.Sent.Count == 0)
            await Task.Delay(10, Cancel);
        _bench.Store.Time.Advance(TimeSpan.FromSeconds(20));
        await run;

        var row = await _bench.ReadAsync(id);
        Assert.Equal((DeliveryState.Waiting, "No answer within 20 seconds."), (row.State, row.LastAnswer));
    }

    [Fact]
    public async Task RunAsync_TargetWithABug_TriesAgainWithoutItsWords()
    {
        var id = Assert.Single(await _bench.EscalateAsync(await AddAsync()));
        _bench.Target.Answer = static (_, _) => throw new InvalidOperationException("the secret is 4711");

        await _bench.Runner.RunAsync(id, Cancel);

        var row = await _bench.ReadAsync(id);
        Assert.Equal((DeliveryState.Waiting, "The attempt failed: InvalidOperationException."), (row.State, row.LastAnswer));
    }

    [Fact]
    public async Task RunAsync_TargetSwitchedOff_WaitsUntilItIsOnAgain()
    {
        var target = await AddAsync();
        var id = Assert.Single(await _bench.EscalateAsync(target));
        await SwitchAsync(target, isEnabled: false);

        await _bench.Runner.RunAsync(id, Cancel);
        Assert.Equal(0, await _bench.Clock.RingAsync(Cancel));
        Assert.Empty(_bench.Target.Sent);
        await SwitchAsync(target, isEnabled: true);
        Assert.Equal(1, await _bench.Clock.RingAsync(Cancel));
        await _bench.Runner.RunAsync(id, Cancel);

        Assert.Single(_bench.Target.Sent);
    }

    [Fact]
    public async Task RunAsync_OtherDeliveriesOfATargetThatIsDown_ArePutOffWithoutAnAttempt()
    {
        var (dead, alive) = (await AddAsync("dead"), await AddAsync("alive"));
        var first = (await _bench.EscalateAsync(dead))[0];
        var second = (await _bench.EscalateAsync(dead))[0];
        var other = (await _bench.EscalateAsync(alive))[0];
        _bench.Target.Says(new DeliveryOutcome.Again("down"));
        await _bench.Runner.RunAsync(first, Cancel);
        _bench.Target.Says(new DeliveryOutcome.Delivered("taken"));

        await _bench.Runner.RunAsync(second, Cancel);
        await _bench.Runner.RunAsync(other, Cancel);

        var put = await _bench.ReadAsync(second);
        Assert.Equal((DeliveryState.Waiting, 0), (put.State, put.Attempts));
        Assert.True(put.NextUtc > _bench.Store.Now);
        Assert.Equal(DeliveryState.Delivered, (await _bench.ReadAsync(other)).State);
        await _bench.RunWhenDueAsync(second);
        Assert.Equal(DeliveryState.Delivered, (await _bench.ReadAsync(second)).State);
    }

    [Fact]
    public async Task RunAsync_RateOfTheTarget_IsKept()
    {
        var target = await AddAsync(perMinute: 2);
        List<long> ids = [];
        for (var i = 0; i < 3; i++)
            ids.Add((await _bench.EscalateAsync(target))[0]);

        foreach (var id in ids)
            await _bench.Runner.RunAsync(id, Cancel);

        Assert.Equal(2, _bench.Target.Sent.Count);
        var put = await _bench.ReadAsync(ids[2]);
        Assert.Equal((0, _bench.Store.Now.AddMinutes(1)), (put.Attempts, put.NextUtc));
        await _bench.RunWhenDueAsync(ids[2]);
        Assert.Equal(3, _bench.Target.Sent.Count);
    }

    [Fact]
    public async Task RunAsync_RetryAfter_IsWaitedFor()
    {
        var id = Assert.Single(await _bench.EscalateAsync(await AddAsync()));
        _bench.Target.Says(new DeliveryOutcome.Again("slow down", TimeSpan.FromHours(3)));

        await _bench.Runner.RunAsync(id, Cancel);

        Assert.Equal(_bench.Store.Now.AddHours(3), (await _bench.ReadAsync(id)).NextUtc);
    }

    [Fact]
    public async Task RunAsync_SecretsOfOtherKeys_AreRefusedInWords()
    {
        var target = await OutboxBench.AddTargetAsync(_bench.Store, "old", secrets: "CfDJ8-not-ours");
        var id = Assert.Single(await _bench.EscalateAsync(target));

        await _bench.Runner.RunAsync(id, Cancel);

        var row = await _bench.ReadAsync(id);
        Assert.Equal(DeliveryState.Refused, row.State);
        Assert.Contains("keys", row.LastAnswer, StringComparison.Ordinal);
        Assert.Empty(_bench.Target.Sent);
    }

    [Fact]
    public async Task RunAsync_HostileAnswer_IsStoredShortAndVisible()
    {
        var target = await OutboxBench.AddTargetAsync(_bench.Store, "echo", secrets: _bench.Secrets.Protect(new Dictionary<string, string> { ["secret"] = "hush hush" }));
        var id = Assert.Single(await _bench.EscalateAsync(target));
        _bench.Target.Answer = static (settings, _) => Task.FromResult<DeliveryOutcome>(
            new DeliveryOutcome.Refused($"{settings.Secret("secret")} \0\ud800 {Hostile.Turned} {Hostile.Long}"));

        await _bench.Runner.RunAsync(id, Cancel);

        var said = (await _bench.ReadAsync(id)).LastAnswer!;
        Assert.StartsWith("••• ⟨U+0000⟩", said, StringComparison.Ordinal);
        Assert.InRange(said.Length, 100, 500);
        Assert.DoesNotContain('\u202E', said);
    }

    [Theory]
    [InlineData(1, 30, null, 24, 36)]
    [InlineData(3, 30, null, 96, 144)]
    [InlineData(20, 30, null, 2880, 4320)]
    [InlineData(1, 30, 600, 600, 600)]
    [InlineData(-5, 30, null, 24, 36)]
    public void Backoff_EachAttempt_DoublesToAnHour(int attempts, double first, int? asked, double least, double most)
    {
        for (var i = 0; i < 50; i++)
            Assert.InRange(Backoff.After(attempts, first, asked is null ? null : TimeSpan.FromSeconds(asked.Value)).TotalSeconds, least, most);
    }

    private Task<long> AddAsync(string name = "soc", int perMinute = 0) => OutboxBench.AddTargetAsync(_bench.Store, name, perMinute: perMinute);

    private async Task SwitchAsync(long target, bool isEnabled)
    {
        await using var db = _bench.Store.CreateDbContext();
        await db.EscalationTargets.Where(t => t.Id == target).ExecuteUpdateAsync(set => set.SetProperty(t => t.IsEnabled, isEnabled), Cancel);
    }
}
