using TriageConsole.Data.Facts;
using TriageConsole.Data.Judging;
using TriageConsole.Detection.Baseline;

namespace TriageConsole.Web.Features.Detecting;

/// <summary>
/// The detection step: facts of one host → verdicts → alerts. The same after an import, after a change of the baseline and
/// in a scan; there is no second path.
/// </summary>
public sealed class HostJudge(ProcessFactsReader reader, AlertWriter writer, DetectionRuntime runtime)
{
    private static readonly TimeSpan _overlap = TimeSpan.FromHours(2);

    public async Task<AlertChanges> RunAsync(int hostId, long importId, BaselineMatcher baseline, CancellationToken cancel)
    {
        var total = new AlertChanges(0, 0, 0, 0);
        await foreach (var window in reader.WindowsAsync(hostId, ProcessFactsReader.WindowSize, _overlap, cancel))
        {
            var own = window.Facts.Where(window.Owns).ToDictionary(facts => facts.Id);
            var verdicts = runtime.Engine.Judge(window.Facts, baseline).Where(verdict => own.ContainsKey(verdict.ProxyProcessId)).ToList();
            var changes = await writer.ApplyAsync(hostId, importId, own, verdicts, runtime.Version, cancel);
            total = new(total.Raised + changes.Raised, total.Covered + changes.Covered, total.Updated + changes.Updated, total.Gone + changes.Gone);
        }

        return total;
    }
}
