using System.Runtime.CompilerServices;
using TriageConsole.Data.Facts;
using TriageConsole.Detection;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Web.Features.Detecting;

/// <summary>One part of a host, judged.</summary>
/// <param name="Judged">The processes that are this part's own, by id; whole where detection looked at them or an alert stands on them, else in outline.</param>
/// <param name="Verdicts">Their verdicts.</param>
/// <param name="Failures">Signals that threw on them.</param>
public sealed record JudgedWindow(
    IReadOnlyDictionary<long, ProcessFacts> Judged, IReadOnlyList<ChainVerdict> Verdicts, IReadOnlyList<SignalFailure> Failures);

/// <summary>
/// The detection step up to its verdicts: facts of one host → verdicts. What becomes of them, written or compared, is the
/// caller's; there is no second way to a verdict. Memory is bounded by the window.
/// </summary>
public sealed class HostVerdicts(ProcessFactsReader reader)
{
    private static readonly TimeSpan _leastReach = TimeSpan.FromHours(1);

    /// <summary>Processes of one window; only tests make it smaller.</summary>
    internal int WindowSize { get; init; } = ProcessFactsReader.WindowSize;

    /// <param name="engine">Judges.</param>
    /// <param name="hostId">The host.</param>
    /// <param name="baseline">Approved uses in force.</param>
    /// <param name="from">Start of the earliest process that is not what it was when the host was last judged; null for all.</param>
    /// <param name="cancel">Cancels between windows.</param>
    public async IAsyncEnumerable<JudgedWindow> RunAsync(
        DetectionEngine engine, int hostId, BaselineMatcher baseline, DateTime? from, [EnumeratorCancellation] CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(engine);

        // As far as one process can reach another: a descendant its host, a broker's child the script that caused it.
        var settings = engine.Settings;
        var reach = settings.TimeWindow + settings.TaskWindow + settings.BrokerWindow + TimeSpan.FromMinutes(1);
        if (reach < _leastReach)
            reach = _leastReach;
        await foreach (var window in reader.WindowsAsync(hostId, WindowSize, reach * 2, from - (from < DateTime.MinValue + reach ? TimeSpan.Zero : reach), engine.Reach, cancel))
        {
            var own = new Dictionary<long, ProcessFacts>();
            foreach (var facts in window.Outlines.Concat(window.Facts))
            {
                if (window.Owns(facts))
                    own[facts.Id] = facts;
            }

            var judgement = engine.JudgeAll(window.Facts, baseline);
            yield return new(
                own,
                [.. judgement.Verdicts.Where(verdict => own.ContainsKey(verdict.ProxyProcessId))],
                [.. judgement.Failures.Where(failure => own.ContainsKey(failure.ProcessId))]);
        }
    }
}
