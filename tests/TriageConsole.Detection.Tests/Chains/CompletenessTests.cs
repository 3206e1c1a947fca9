using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Tests.Chains;

/// <summary>Each piece of evidence that is missing costs its share, is named with its reason, and never touches the score.</summary>
public sealed class CompletenessTests
{
    private static readonly DateTime _start = new(2030, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private static readonly SignatureFact _signed = SignatureFact.FromFields("true", "Microsoft Windows", "Valid", SignatureSource.OwnImageLoad);

    private static readonly ProcessFacts _parent = new()
    {
        Id = 1,
        Host = "HOST-1",
        Image = @"C:\Windows\explorer.exe",
        StartUtc = _start.AddSeconds(-9),
        Witnesses = WitnessKind.Sysmon1,
        Signature = _signed,
    };

    private static readonly ProcessFacts _proxy = new()
    {
        Id = 2,
        Host = "HOST-1",
        Image = @"C:\Windows\System32\wscript.exe",
        OriginalFileName = "wscript.exe",
        CommandLine = @"wscript.exe C:\Users\Public\a.vbs",
        StartUtc = _start,
        Witnesses = WitnessKind.Sysmon1,
        Signature = _signed,
        ParentId = 1,
        ParentEdge = ParentEdgeKind.Observed,
        ParentImage = @"C:\Windows\explorer.exe",
        Hashes = new FileHashes { Md5 = new string('A', 32) },
    };

    // Started by the script host from a temp folder: the chain has a finding of its own, whatever is missing above it.
    private static readonly ProcessFacts _child = new()
    {
        Id = 3,
        Host = "HOST-1",
        Image = @"C:\Users\anna\AppData\Local\Temp\x.exe",
        CommandLine = "x.exe",
        StartUtc = _start.AddSeconds(1),
        Witnesses = WitnessKind.Sysmon1,
        ParentId = 2,
        ParentEdge = ParentEdgeKind.Observed,
        Signature = SignatureFact.FromFields("false", null, "Unavailable", SignatureSource.OwnImageLoad),
    };

    [Fact]
    public void Judge_EverythingRecorded_IsComplete()
    {
        var verdict = Judge(_proxy, _parent);
        Assert.Equal(100, verdict.Completeness);
        Assert.Empty(verdict.Missing);
    }

    [Fact]
    public void Judge_NoCommandLine_SaysWhy()
    {
        Missing(_proxy with { CommandLine = null }, _parent, 70, "command line", "no command line");
        Missing(_proxy with { CommandLine = " " }, _parent, 70, "command line", "no command line");
        Missing(_proxy with { CommandLine = null, Witnesses = WitnessKind.Security4688 }, _parent, 70, "command line", "4688");
        Missing(_proxy with { CommandLine = null, Witnesses = WitnessKind.None }, _parent, 70, "command line", "only from what its children say");
    }

    [Fact]
    public void Judge_NoSignature_IsMissingEvenWhereItCanBeInferred()
    {
        Missing(_proxy with { Signature = SignatureFact.Unknown, OriginalFileName = null }, _parent, 80, "process signature", "No Sysmon 7");
        Missing(_proxy with { Signature = SignatureFact.Unknown, Company = "Microsoft Corporation" }, _parent, 80, "process signature", "Only inferred");
    }

    [Fact]
    public void Judge_UnsignedHost_IsNoMissingEvidence() =>
        Assert.Equal(100, Judge(_proxy with { Signature = _child.Signature }, _parent).Completeness);

    [Fact]
    public void Judge_ParentThatIsOnlyNamed_CostsItsShare()
    {
        Missing(_proxy, _parent with { Witnesses = WitnessKind.None }, 85, "parent seen", "its start is not in the data");
        Assert.Equal(["parent seen", "parent signature"], Judge(_proxy with { ParentId = null }, _parent).Missing.Select(missing => missing.What));
        Assert.Contains(Judge(_proxy with { ParentId = null, ParentImage = null }, _parent).Missing, missing => missing.Why.Contains("names no parent", StringComparison.Ordinal));
    }

    [Fact]
    public void Judge_ParentSignatureOrHashMissing_IsNamed()
    {
        Missing(_proxy, _parent with { Signature = SignatureFact.Unknown }, 90, "parent signature", "who signed the parent");
        Missing(_proxy with { Hashes = FileHashes.None }, _parent, 90, "hash", "no hash");
        Missing(_proxy with { Hashes = new FileHashes { Imphash = new string('A', 32) } }, _parent, 90, "hash", "no hash");
    }

    [Fact]
    public void Judge_RelativeScript_IsUnresolvedOnlyWithoutAFolder()
    {
        var relative = _proxy with { CommandLine = "wscript.exe a.vbs" };
        Missing(relative, _parent, 85, "path resolved", "'a.vbs' is relative");
        Assert.Equal(100, Judge(relative with { CurrentDirectory = @"C:\Users\Public" }, _parent).Completeness);
    }

    [Fact]
    public void Judge_NothingRecordedAtAll_KeepsOnlyWhatCannotBeMissing() =>
        Assert.Equal(15, Judge(new ProcessFacts { Id = 2, Host = "HOST-1", Image = _proxy.Image }, _parent).Completeness);

    [Fact]
    public void Judge_LessEvidence_IsNotFoldedIntoTheScore() =>
        Assert.Equal(Judge(_proxy, _parent).Score, Judge(_proxy with { Hashes = FileHashes.None }, _parent with { Signature = SignatureFact.Unknown }).Score);

    private static void Missing(ProcessFacts proxy, ProcessFacts parent, int share, string what, string why)
    {
        var verdict = Judge(proxy, parent);
        Assert.Equal(share, verdict.Completeness);
        var missing = Assert.Single(verdict.Missing);
        Assert.Equal(what, missing.What);
        Assert.Contains(why, missing.Why, StringComparison.Ordinal);
    }

    private static ChainVerdict Judge(ProcessFacts proxy, ProcessFacts parent) => Assert.Single(Seed.Engine.Judge([parent, proxy, _child], BaselineMatcher.Empty));
}
