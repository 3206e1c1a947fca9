using System.Diagnostics;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Tests.Chains;

/// <summary>Hosts of a shape that nobody meant: circles, a parent of far too many, lines of nothing but quotes.</summary>
public sealed class HostileShapeTests
{
    private const string Wscript = @"C:\Windows\System32\wscript.exe";
    private const string Line = @"wscript.exe //e:vbscript C:\Users\Public\invoice.txt";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(5_000)]
    public void Judge_ParentsInACircle_EndsAndRaisesEachChainOnce(int length)
    {
        var circle = Enumerable.Range(1, length).Select(i => Facts(i, Wscript, Line, i == 1 ? length : i - 1, second: 0)).ToList();

        var verdict = Assert.Single(Seed.Engine.Judge(circle, BaselineMatcher.Empty));

        // Only the edge that closes the circle is left out: all hang below the one that started first.
        Assert.Equal(1, verdict.ProxyProcessId);
        Assert.Equal(Math.Min(length, 1_000), verdict.Members.Count(member => member.Role != ChainRole.Context));
        Assert.Equal(length, Seed.Engine.Reach(circle).Count);
    }

    [Fact]
    public void Judge_QuietChildrenOfOneParent_AreFoldedAndCostAsManyAsTheyAre()
    {
        var (few, fewBytes) = Fan(20_000);
        var (many, manyBytes) = Fan(200_000);

        // Consoles and crash reporters are context, and of that two hundred stay beside the host: the alert does not grow with the fan.
        Assert.Equal(few.Members.Count, many.Members.Count);
        Assert.Equal(201, many.Members.Count);
        Assert.InRange(manyBytes / (double)fewBytes, 5, 15);
    }

    [Fact]
    public void Judge_ManyTellingChildren_NamesSomeSaysSoAndScoresTheSame()
    {
        var facts = new List<ProcessFacts> { Facts(1, Wscript, Line, null, 0) };
        facts.AddRange(Enumerable.Range(2, 5_000).Select(i => Facts(i, @"C:\Users\Public\run.exe", "run.exe", 1, 1)));

        var verdict = Assert.Single(Seed.Engine.Judge(facts, BaselineMatcher.Empty));

        var few = Assert.Single(Seed.Engine.Judge([.. facts.Take(900)], BaselineMatcher.Empty));
        Assert.Equal(1_000, verdict.Members.Count);
        Assert.Equal(900, few.Members.Count);
        Assert.All(verdict.Findings.GroupBy(finding => finding.SignalId), alike => Assert.InRange(alike.Count(), 1, 200));
        Assert.Subset(verdict.Members.Select(member => member.ProcessId).ToHashSet(), verdict.Findings.Select(finding => finding.ProcessId).ToHashSet());
        Assert.Contains("5001 processes", Assert.Single(verdict.Missing, missing => missing.What == "all processes").Why, StringComparison.Ordinal);
        Assert.DoesNotContain(few.Missing, missing => missing.What == "all processes");
        Assert.Equal((few.Score, few.Level), (verdict.Score, verdict.Level));
        Assert.Equal(64, verdict.Payloads.Count);
        Assert.EndsWith("run (+4999)", verdict.Chain, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("^")]
    [InlineData("%")]
    [InlineData("\\")]
    [InlineData("\\\"")]
    [InlineData("\" ")]
    [InlineData("%a%")]
    [InlineData("'+'")]
    public void Judge_LineOfOneCharacterAgainAndAgain_CostsAsItIsLong(string piece)
    {
        // Whole judgements, signals and all: eight times the length must be nowhere near sixty-four times the work.
        var shorter = Cost(piece, 4_096);
        var longer = Cost(piece, 32_768);
        Assert.True(longer.Bytes < shorter.Bytes * 20, $"{shorter.Bytes} bytes for 4 KB, {longer.Bytes} for 32 KB.");
        Assert.True(longer.Time < TimeSpan.FromSeconds(5), $"{longer.Time} for 32 KB.");
    }

    [Fact]
    public void Judge_SignaturesThatContradictEachOther_TakesTheStrongestSourceAndStays()
    {
        var parent = Facts(1, Wscript, Line, null, 0);
        var child = Facts(2, @"C:\Users\Public\run.exe", "run.exe", 1, 1) with
        {
            Signature = new(SignatureStatus.Unsigned, SignatureSource.OwnImageLoad, null, false, null),
            SignatureConflict = new(SignatureStatus.Valid, SignatureSource.HashCatalogue, "Contoso", false, null),
        };
        var unsigned = Assert.Single(Seed.Engine.Judge([parent, child], BaselineMatcher.Empty));
        var other = Assert.Single(Seed.Engine.Judge([parent, child with { Signature = child.SignatureConflict!, SignatureConflict = child.Signature }], BaselineMatcher.Empty));

        Assert.Contains("child-unsigned", unsigned.Findings.Select(finding => finding.SignalId));
        Assert.DoesNotContain("child-unsigned", other.Findings.Select(finding => finding.SignalId));
        Assert.Equal(unsigned.Score, Assert.Single(Seed.Engine.Judge([parent, child with { SignatureConflict = null }], BaselineMatcher.Empty)).Score);
    }

    [Fact]
    public void Covering_TenThousandUses_TriesFew()
    {
        // All of one script, of one script host: no name of theirs tells them apart, so the patterns' own characters must.
        var chain = new Baseline.Chain();
        List<UseCondition> conditions = [.. Baseline.Chain.Matching.Where(condition => condition.Field is UseField.ProxyImage or UseField.ChildImage or UseField.ChildSigner)];
        var uses = Enumerable.Range(0, 10_000).Select(i => new CompiledApprovedUse(Baseline.Chain.Use(
            [.. conditions, new(UseField.Script, $@"*\inventory{i}*.vbs"), new(UseField.Arguments, $"cscript.exe *host{i}*")]) with
        { Id = new Guid(i, 1, 1, new byte[8]) })).ToList();
        uses.Add(new CompiledApprovedUse(Baseline.Chain.Use([.. Baseline.Chain.Matching]) with { Id = new Guid(99_999, 1, 1, new byte[8]) }));
        var index = new UseIndex(uses);

        var candidates = index.Candidates(chain.Subject).ToList();

        Assert.Contains(uses[^1], candidates);
        Assert.Equal(candidates.Count, candidates.Distinct().Count());
        Assert.InRange(candidates.Count, 1, 50);
    }

    private static (ChainVerdict Verdict, long Bytes) Fan(int children)
    {
        var shared = Facts(0, @"C:\Windows\System32\conhost.exe", @"\??\C:\Windows\system32\conhost.exe 0xffffffff", 1, 1);
        var facts = new ProcessFacts[children + 1];
        facts[0] = Facts(1, Wscript, Line, null, 0);
        for (var i = 1; i <= children; i++)
            facts[i] = shared with { Id = i + 1 };
        var before = GC.GetAllocatedBytesForCurrentThread();
        var verdict = Assert.Single(Seed.Engine.Judge(facts, BaselineMatcher.Empty));
        return (verdict, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static (long Bytes, TimeSpan Time) Cost(string piece, int length)
    {
        var text = string.Concat(Enumerable.Repeat(piece, length / piece.Length));
        List<ProcessFacts> facts = [Facts(1, Wscript, "wscript.exe " + text, null, 0), Facts(2, @"C:\Windows\System32\cmd.exe", "cmd.exe /c " + text, 1, 1), Facts(3, @"C:\Windows\System32\cmd.exe", text, 2, 2)];
        Seed.Engine.Judge(facts, BaselineMatcher.Empty);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        var judgement = Seed.Engine.JudgeAll(facts, BaselineMatcher.Empty);
        Assert.Empty(judgement.Failures);
        return (GC.GetAllocatedBytesForCurrentThread() - before, watch.Elapsed);
    }

    private static ProcessFacts Facts(long id, string image, string line, long? parent, int second) => new()
    {
        Id = id,
        Host = "HOST-1",
        Image = image,
        CommandLine = line,
        OriginalFileName = WindowsPath.FileName(image),
        ParentId = parent,
        StartUtc = Seed.Now.AddSeconds(second),
        Witnesses = WitnessKind.Sysmon1,
    };
}
