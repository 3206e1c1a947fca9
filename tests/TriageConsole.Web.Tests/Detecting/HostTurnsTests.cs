using System.Collections.Concurrent;
using TriageConsole.Web.Features.Detecting;
using Xunit;

namespace TriageConsole.Web.Tests.Detecting;

/// <summary>Hosts are worked on side by side, and get their turn to write in order.</summary>
public sealed class HostTurnsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_HostsOfAnyDuration_WriteInOrder()
    {
        var written = new ConcurrentQueue<int>();
        var isDone = await HostTurns.RunAsync(Enumerable.Range(0, 40), async (host, turn, cancel) =>
        {
            await Task.Delay((host * 7) % 5, cancel);
            await turn;
            written.Enqueue(host);
            return true;
        }, Cancel);

        Assert.True(isDone);
        Assert.Equal(Enumerable.Range(0, 40), written);
    }

    [Fact]
    public async Task RunAsync_HostThatStops_LetsTheEarlierWriteAndNoLaterOne()
    {
        var written = new ConcurrentQueue<int>();
        var isDone = await HostTurns.RunAsync(Enumerable.Range(0, 40), async (host, turn, cancel) =>
        {
            if (host == 5)
                return false;
            await Task.Delay(2, cancel);
            await turn;
            written.Enqueue(host);
            return true;
        }, Cancel);

        Assert.False(isDone);
        Assert.Equal([0, 1, 2, 3, 4], written);
    }

    [Fact]
    public async Task RunAsync_HostThatFails_TellsItsFaultAndLeavesNothingRunning()
    {
        var written = new ConcurrentQueue<int>();
        var running = 0;
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => HostTurns.RunAsync(Enumerable.Range(0, 40), async (host, turn, cancel) =>
        {
            Interlocked.Increment(ref running);
            try
            {
                await Task.Delay(2, CancellationToken.None);
                if (host == 3)
                    throw new InvalidOperationException("host 3");
                await turn;
                cancel.ThrowIfCancellationRequested();
                written.Enqueue(host);
                return true;
            }
            finally
            {
                Interlocked.Decrement(ref running);
            }
        }, Cancel));

        Assert.Equal("host 3", fault.Message);
        Assert.Equal([0, 1, 2], written);
        Assert.Equal(0, running);
    }

    [Fact]
    public async Task RunAsync_Cancelled_IsACancellationAndNoStop()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => HostTurns.RunAsync(Enumerable.Range(0, 10), async (host, turn, cancel) =>
        {
            if (host == 2)
                await source.CancelAsync();
            await turn;
            cancel.ThrowIfCancellationRequested();
            return true;
        }, source.Token));
    }
}
