using TriageConsole.Detection.Baseline;
using TriageConsole.Detection.Signals;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Tests.Chains;

/// <summary>A signal that throws is reported and changes no score.</summary>
public sealed class FailingSignalTests
{
    private static readonly IReadOnlyList<ISignal> _shipped = SignalCatalog.Create(id => Seed.Data.Weights[id]);
    private static readonly DetectionEngine _broken = new(Seed.Data, DetectionSettings.Default, [new Throwing(new string('x', 2_000)), .. _shipped]);

    [Fact]
    public void Judge_SignalThatThrowsInAChain_IsReportedAndScoresNothing()
    {
        var facts = Facts("scored", @"wscript.exe //e:vbscript C:\Users\Public\invoice.txt");
        var expected = Assert.Single(Seed.Engine.Judge(facts, BaselineMatcher.Empty));

        var judgement = _broken.JudgeAll(facts, BaselineMatcher.Empty);

        var verdict = Assert.Single(judgement.Verdicts);
        Assert.Equal((expected.Score, expected.Level), (verdict.Score, verdict.Level));
        Assert.Equal(expected.Findings.Select(f => f.SignalId), verdict.Findings.Select(f => f.SignalId));
        var failure = Assert.Single(verdict.Failures);
        Assert.Equal(("test-throws", 500), (failure.SignalId, failure.Error.Length));
        Assert.StartsWith("InvalidOperationException: xxx", failure.Error, StringComparison.Ordinal);
        Assert.Equal([failure], judgement.Failures);
    }

    [Fact]
    public void JudgeAll_SignalThatThrowsOutsideAnyChain_IsReportedWithoutAVerdict()
    {
        var judgement = _broken.JudgeAll(Facts("quiet", @"wscript.exe"), BaselineMatcher.Empty);

        Assert.Empty(judgement.Verdicts);
        Assert.Equal("test-throws", Assert.Single(judgement.Failures).SignalId);
    }

    [Fact]
    public void JudgeAll_NothingThrows_ReportsNothing() =>
        Assert.Empty(Seed.Engine.JudgeAll(Facts("plain", @"wscript.exe C:\Users\Public\a.vbs"), BaselineMatcher.Empty).Failures);

    private static List<ProcessFacts> Facts(string name, string line) => new Cases.Case
    {
        Name = name,
        Process = new Cases.CaseProcess { Image = @"C:\Windows\System32\wscript.exe", Line = line, Original = "wscript.exe" },
    }.ToFacts();

    private sealed class Throwing(string says) : ISignal
    {
        public SignalInfo Info { get; } = new("test-throws", SignalFamilies.Content, "Throws", null, SignalSubject.Host, [], []);

        public Finding? Judge(SignalContext context) => throw new InvalidOperationException(says);
    }
}
