namespace TriageConsole.Web.Features.Detecting;

/// <summary>
/// Runs a piece of work for each of many hosts, some at a time, and lets each know when the ones before it are done: facts
/// are loaded and judged side by side, while what is written is written in order, by one at a time, and a host counts as
/// done only once all before it are.
/// </summary>
internal static class HostTurns
{
    // Each holds a window of facts in memory; more than the cores gain nothing, since one at a time writes.
    internal static int AtOnce { get; } = Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <summary>Runs the work; the first fault or false ends it, and is what is told.</summary>
    /// <param name="hosts">The hosts, in order.</param>
    /// <param name="work">
    /// The work of one host. The task it is given ends when all hosts before it are done; it returns false to stop, and then
    /// no later host gets its turn.
    /// </param>
    /// <param name="cancel">Cancels between hosts.</param>
    public static async Task<bool> RunAsync<T>(IEnumerable<T> hosts, Func<T, Task, CancellationToken, Task<bool>> work, CancellationToken cancel)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var running = new Queue<Task>();
        var before = Task.CompletedTask;
        var isStopped = false;
        try
        {
            foreach (var host in hosts)
            {
                if (running.Count >= AtOnce)
                    await running.Dequeue();
                before = InTurnAsync(work(host, before, ended.Token), before);
                running.Enqueue(before);
            }

            while (running.TryDequeue(out var task))
                await task;
            return true;
        }
        catch (OperationCanceledException) when (isStopped)
        {
            return false;
        }
        finally
        {
            // Whatever ended it, nothing goes on behind the caller's back.
            await ended.CancelAsync();
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // Done no sooner than what is before it, also where it had nothing to write; a stop is passed on to what comes after.
        async Task InTurnAsync(Task<bool> one, Task earlier)
        {
            var goesOn = await one;
            await earlier;
            if (goesOn)
                return;
            isStopped = true;
            throw new OperationCanceledException();
        }
    }
}
