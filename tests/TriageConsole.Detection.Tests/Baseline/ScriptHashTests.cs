using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Tests.Baseline;

/// <summary>The hash of a script, from the records of its file to what is approved.</summary>
public sealed class ScriptHashTests
{
    private const string Script = @"C:\Users\Public\inventory.vbs";
    private static readonly string _hash = new('a', 64);

    [Fact]
    public void Judge_FileThatTheCommandLineNames_GivesThePayloadItsHash()
    {
        Assert.Equal(_hash, Payload(new NamedFileFact(@"c:\users\PUBLIC\inventory.vbs", _hash)).Hash);
        Assert.Null(Payload(new NamedFileFact(@"C:\Users\anna\inventory.vbs", _hash)).Hash);
        Assert.Null(Payload().Hash);
    }

    [Fact]
    public void Draft_WithAHash_NamesItAndWithoutDoesNot()
    {
        var (verdict, processes) = Judged(new NamedFileFact(Script, _hash));
        Assert.Contains(new UseCondition(UseField.ScriptHash, _hash), ApprovedUseDraft.From(verdict, processes).Conditions);

        (verdict, processes) = Judged();
        Assert.DoesNotContain(ApprovedUseDraft.From(verdict, processes).Conditions, condition => condition.Field == UseField.ScriptHash);
    }

    [Fact]
    public void Judge_AnotherHashThanApproved_DriftsFromTheUseByName()
    {
        var (verdict, processes) = Judged(new NamedFileFact(Script, _hash));
        var use = Chain.Use(ApprovedUseDraft.From(verdict, processes).Conditions);
        var baseline = BaselineMatcher.Create([use], Chain.Now);

        Assert.Equal(use.Id, Judge(baseline, new NamedFileFact(Script, _hash)).CoveredBy);
        foreach (var changed in new NamedFileFact[][] { [new(Script, new string('b', 64))], [] })
        {
            var drifted = Judge(baseline, changed);
            Assert.Null(drifted.CoveredBy);
            Assert.Equal(use.Id, drifted.DriftedFrom);
            Assert.Contains(drifted.Findings, finding => finding.Title.Contains("the script's hash", StringComparison.Ordinal));
        }

        Assert.Null(Judge(BaselineMatcher.Empty, new NamedFileFact(Script, _hash)).DriftedFrom);
    }

    private static Payload Payload(params NamedFileFact[] files) => Assert.Single(Judged(files).Verdict.Payloads, payload => payload.Kind == PayloadKind.Script);

    private static (ChainVerdict Verdict, Dictionary<long, ProcessFacts> Processes) Judged(params NamedFileFact[] files) =>
        (Judge(BaselineMatcher.Empty, files), Facts(files).ToDictionary(fact => fact.Id));

    private static ChainVerdict Judge(BaselineMatcher baseline, params NamedFileFact[] files) => Assert.Single(Seed.Engine.Judge(Facts(files), baseline));

    private static List<ProcessFacts> Facts(NamedFileFact[] files) =>
    [
        .. new Cases.Case
        {
            Name = "hash",
            Process = new Cases.CaseProcess { Image = @"C:\Windows\System32\wscript.exe", Line = $"wscript.exe {Script}", Original = "wscript.exe" },
        }.ToFacts().Select(fact => fact with { NamedFiles = files }),
    ];
}
