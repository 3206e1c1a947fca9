using TriageConsole.Data.Judging;
using TriageConsole.Detection.Baseline;

namespace TriageConsole.Web.Features.Detecting;

/// <summary>
/// The detection step for real: verdicts of one host → alerts. The same after an import, after a change of settings or
/// baseline and in a scan.
/// </summary>
public sealed class HostJudge(HostVerdicts verdicts, AlertWriter writer, JudgementRecords records, DetectionRuntime runtime) : IDisposable
{
    // Two judgements of one host at a time would let the one with the older facts write last.
    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    public Task<AlertChanges> RunAsync(int hostId, long importId, BaselineMatcher baseline, CancellationToken cancel) =>
        RunAsync(hostId, importId, baseline, from: null, before: null, Task.CompletedTask, cancel);

    /// <param name="hostId">The host.</param>
    /// <param name="importId">The import that asked; recorded on new alerts.</param>
    /// <param name="baseline">Approved uses in force.</param>
    /// <param name="from">Start of the earliest process that changed since the host was last judged; null for all of them. It is all of them as well where that was under other versions.</param>
    /// <param name="before">Shown each window before it is written.</param>
    /// <param name="turn">Nothing is shown or written before it ends: hosts are judged side by side, but written in order.</param>
    /// <param name="cancel">Cancels between windows.</param>
    public async Task<AlertChanges> RunAsync(
        int hostId, long importId, BaselineMatcher baseline, DateTime? from, Func<JudgedWindow, Task>? before, Task turn, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(turn);

        // The gate is asked for at once and let in by order of asking, so two hosts that share one and wait for each other's
        // turn can't lock each other out. All else is work: SQLite's asynchronous calls block, so it must not be the caller's.
        var gate = _gates[hostId % _gates.Length];
        await gate.WaitAsync(cancel).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            var version = runtime.Current;
            var under = version.Under(baseline);
            if (from is not null && !await records.IsCurrentAsync(hostId, under, cancel))
                from = null;
            var total = new AlertChanges(0, 0, 0, 0);
            Dictionary<string, SignalFailures> failures = new(StringComparer.Ordinal);
            await foreach (var window in verdicts.RunAsync(version.Engine, hostId, baseline, from, cancel))
            {
                await turn;
                if (before is not null)
                    await before(window);
                var changes = await writer.ApplyAsync(hostId, importId, window.Judged, window.Verdicts, under, cancel);
                total = new(total.Raised + changes.Raised, total.Covered + changes.Covered, total.Updated + changes.Updated, total.Gone + changes.Gone);
                SignalFailures.Count(failures, window.Failures);
            }

            await turn;
            if (from is null)
                await records.WriteAsync(hostId, under, failures, cancel);
            else
                await records.AddAsync(hostId, failures, cancel);
            return total;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose()
    {
        foreach (var gate in _gates)
            gate.Dispose();
    }
}
