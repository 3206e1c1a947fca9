using TriageConsole.Domain.Detection;
using TriageConsole.Testing;

namespace TriageConsole.Detection.Tests.Corpus;

public sealed class CorpusTests(ITestOutputHelper output)
{
    [Fact]
    public void Judge_LabelledRecordings_HoldsTheFloor()
    {
        Assert.SkipWhen(SharedCorpus.Root is null, SharedCorpus.Absent);
        var (measures, verdicts, processes) = CorpusMeasure.Take(SharedCorpus.Root!, Seed.Engine);
        foreach (var measure in measures)
        {
            output.WriteLine(measure.ToString());
            foreach (var alarm in measure.FalseAlarms.Where(_ => measure.Level >= Severity.Low))
                output.WriteLine($"    false at {measure.Level}: {alarm.File} {alarm.Index} {alarm.Image} | {alarm.CommandLine}");
        }

        if (Environment.GetEnvironmentVariable("TRIAGE_VERDICTS") is { } path)
        {
            var byId = processes.All.ToDictionary(process => process.Id);
            File.WriteAllLines(path, verdicts.Select(verdict =>
                $"{verdict.Score}\t{verdict.Level}\t{verdict.Chain}\t{byId[verdict.ProxyProcessId].CommandLine}\t{string.Join("; ", verdict.Ledger.Select(line => $"{line.SignalId}={line.Points}/{line.Contribution}"))}\t{string.Join("; ", verdict.Failures)}"));
        }

        var medium = measures.Single(measure => measure.Level == Severity.Medium);
        var high = measures.Single(measure => measure.Level == Severity.High);
        Assert.Empty(medium.CoreMissed);
        Assert.True(medium.ExtendedHit.Count >= 31, medium.ToString());
        Assert.True(medium.FalseAlarms.Count <= 5, medium.ToString());
        Assert.True(high.CoreHit.Count >= 6, high.ToString());
        Assert.True(high.ExtendedHit.Count >= 26, high.ToString());
        Assert.True(high.FalseAlarms.Count <= 1, high.ToString());
        Assert.All(verdicts, verdict => Assert.Empty(verdict.Failures));
    }
}
