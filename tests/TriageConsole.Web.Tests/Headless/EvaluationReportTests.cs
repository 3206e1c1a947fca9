using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Headless.Evaluation;
using Xunit;

namespace TriageConsole.Web.Tests.Headless;

public sealed class EvaluationReportTests
{
    private static readonly LabelledStart[] _events =
    [
        Event(0, "malicious", "one"),
        Event(1, "malicious", "one"),
        Event(2, "malicious", "two"),
        Event(3, "benign"),
        Event(4, "benign", trap: "host"),
        Event(5, "other-attack"),
    ];

    [Fact]
    public void Misses_CaseWithOneAlertedEvent_IsFoundUpToThatLevel()
    {
        var report = new EvaluationReport(_events, item => item.Index == 1 ? Severity.Medium : null);

        Assert.Equal(["two"], report.Misses(Severity.Medium));
        Assert.Equal(["one", "two"], report.Misses(Severity.High));
    }

    [Fact]
    public void FalseAlarms_OnlyBenignAtTheLevel_AreCounted()
    {
        var report = new EvaluationReport(_events, item => item.Index == 3 ? Severity.Low : Severity.High);

        Assert.Equal([3, 4], report.FalseAlarms(Severity.Low).Select(item => item.Index));
        Assert.Equal([4], report.FalseAlarms(Severity.Medium).Select(item => item.Index));
    }

    [Fact]
    public void Write_HostileCommandLine_KeepsControlCharactersFromTheTerminal()
    {
        var report = new EvaluationReport([Event(0, "malicious", "one") with { CommandLine = "a\u001b[2Jb" }], _ => null);
        using var text = new StringWriter();

        report.Write(text, Severity.Medium);

        Assert.DoesNotContain('\u001b', text.ToString());
        Assert.Contains("Missed at medium and above: 1", text.ToString(), StringComparison.Ordinal);
        Assert.Contains("a\uFFFD[2Jb", text.ToString(), StringComparison.Ordinal);
    }

    private static LabelledStart Event(long index, string label, string caseId = "", string trap = "") =>
        new("f.evtx", string.Empty, index, label, "core", "T1216", caseId, trap, "high", "x.exe", "x.exe");
}
