using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Tests.Corpus;

/// <summary>What detection catches and falsely raises on the labelled recordings, at one level and above.</summary>
internal sealed record CorpusMeasure(
    Severity Level, IReadOnlyList<string> CoreHit, IReadOnlyList<string> CoreMissed, IReadOnlyList<string> ExtendedHit, IReadOnlyList<string> ExtendedMissed, IReadOnlyList<LabelledEvent> FalseAlarms, int Benign)
{
    public static (IReadOnlyList<CorpusMeasure> Measures, IReadOnlyList<ChainVerdict> Verdicts, CorpusProcesses Processes) Take(string corpus, DetectionEngine engine)
    {
        var processes = new CorpusProcesses(corpus);
        var labels = LabelledEvent.Read(corpus);
        var verdicts = new List<ChainVerdict>();
        var byFile = processes.ByEvent.GroupBy(pair => pair.Key.File).ToDictionary(group => group.Key, group => group.Select(pair => pair.Value).ToHashSet());
        foreach (var host in processes.All.GroupBy(process => process.Host, StringComparer.OrdinalIgnoreCase))
            verdicts.AddRange(engine.Judge([.. host], BaselineMatcher.Empty));
        var measures = Enum.GetValues<Severity>().Where(level => level >= Severity.Low).Select(level => At(level, labels, processes, verdicts)).ToList();
        return (measures, verdicts, processes);
    }

    public override string ToString() =>
        $"{Level}+: core {CoreHit.Count}/{CoreHit.Count + CoreMissed.Count}, extended {ExtendedHit.Count}/{ExtendedHit.Count + ExtendedMissed.Count}, benign alerted {FalseAlarms.Count}/{Benign}"
        + $"; missed: {string.Join(' ', CoreMissed.Concat(ExtendedMissed))}";

    private static CorpusMeasure At(Severity level, List<LabelledEvent> labels, CorpusProcesses processes, List<ChainVerdict> verdicts)
    {
        var alerted = verdicts.Where(verdict => verdict.Level >= level)
            .SelectMany(verdict => verdict.Members).Where(member => member.Role != ChainRole.Context).Select(member => member.ProcessId).ToHashSet();
        bool IsAlerted(LabelledEvent item) => processes.ByEvent.TryGetValue(item.Key, out var id) && alerted.Contains(id);
        var cases = labels.Where(item => item.Label == "malicious").GroupBy(item => (item.Class, item.CaseId)).ToList();
        List<string> Pick(string kind, bool hit) => [.. cases.Where(item => item.Key.Class == kind && item.Any(IsAlerted) == hit).Select(item => item.Key.CaseId).Order(StringComparer.Ordinal)];
        var benign = labels.Where(item => item.Label == "benign").ToList();
        return new CorpusMeasure(level, Pick("core", true), Pick("core", false), Pick("extended", true), Pick("extended", false), [.. benign.Where(IsAlerted)], benign.Count);
    }
}
