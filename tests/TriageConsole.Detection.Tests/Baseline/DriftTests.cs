using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Tests.Baseline;

public sealed class DriftTests
{
    private static readonly Chain _chain = new();

    [Fact]
    public void DriftOf_CoveredChain_IsNone() => Assert.Null(DriftOf(_chain));

    [Fact]
    public void DriftOf_ScriptOfAnotherName_IsNone() =>
        Assert.Null(DriftOf(_chain with { Payloads = [new(PayloadKind.Script, 2, @"c:\tools\other.vbs", LocationClass.OtherLocal)] }));

    [Fact]
    public void DriftOf_SameScriptElsewhere_NamesTheFolderAndTheLocation() =>
        Assert.Equal([UseField.Script, UseField.PayloadLocation], Fields(_chain with { Payloads = [new(PayloadKind.Script, 2, @"c:\users\public\INVENTORY.vbs", LocationClass.UserWritable)] }));

    [Fact]
    public void DriftOf_AnotherParentHashSignerUserOrHost_NamesIt()
    {
        Assert.Equal([UseField.ParentImage], Fields(_chain with { Proxy = _chain.Proxy with { ParentImage = @"C:\Office\winword.exe", ParentCommandLine = "explorer.exe /factory" } }));
        Assert.Equal([UseField.ChildHash], Fields(_chain with { Child = _chain.Child! with { Hashes = new Domain.Events.FileHashes { Md5 = new string('b', 32) } } }));
        Assert.Equal([UseField.ChildSigner], Fields(_chain with { Child = _chain.Child! with { Signature = Chain.Signed("Fabrikam") } }));
        Assert.Equal([UseField.User], Fields(_chain with { Proxy = _chain.Proxy with { User = @"CORP\anna" } }));
        Assert.Equal([UseField.Host], Fields(_chain with { Proxy = _chain.Proxy with { Host = "HOST-2" } }));
    }

    [Fact]
    public void DriftOf_ExtraArgument_NamesTheArguments() =>
        Assert.Equal([UseField.Arguments], Fields(_chain with { Proxy = _chain.Proxy with { CommandLine = _chain.Proxy.CommandLine + " script:http://e/x" } }));

    [Fact]
    public void DriftOf_ChildWhereNoneWasApproved_NamesIt()
    {
        var use = Chain.Use([.. Chain.Matching.Where(condition => condition.Field is UseField.Host or UseField.Script or UseField.User)]);
        Assert.Equal([UseField.ChildImage], DriftOf(_chain, use)!.Fields);
    }

    [Fact]
    public void DriftOf_BadSignatureThatWasNotApproved_NamesIt()
    {
        var unsigned = SignatureFact.FromFields("false", null, null, SignatureSource.OwnImageLoad);
        var use = Chain.Use([.. Chain.Matching.Where(condition => condition.Field is UseField.Host or UseField.Script or UseField.ChildImage)]);
        Assert.Equal([UseField.ChildSigner], DriftOf(_chain with { Child = _chain.Child! with { Signature = unsigned } }, use)!.Fields);
        Assert.Equal([UseField.ProxySignature], DriftOf(_chain with { Proxy = _chain.Proxy with { Signature = unsigned } }, use)!.Fields);
    }

    [Fact]
    public void DriftOf_SeveralUses_IsTheNearest()
    {
        var near = Chain.Use(new UseCondition(UseField.Script, @"*\inventory.vbs"), new(UseField.ChildImage, "*"), new(UseField.Host, "other")) with { Id = new Guid(2, 0, 0, new byte[8]) };
        var far = near with { Id = new Guid(1, 0, 0, new byte[8]), Conditions = [.. near.Conditions, new(UseField.User, "other")] };
        Assert.Equal(near.Id, DriftOf(_chain, far, near)!.Use.Id);
    }

    [Fact]
    public void DriftOf_ExpiredUse_IsNone() => Assert.Null(DriftOf(_chain, Chain.Use(new UseCondition(UseField.Script, @"*\inventory.vbs")) with { ExpiresUtc = Chain.Now }));

    [Fact]
    public void Judge_ChainThatDrifted_IsNotCoveredAndScoresMore()
    {
        var facts = new Cases.Case
        {
            Name = "drift",
            Process = new Cases.CaseProcess { Image = @"C:\Windows\System32\wscript.exe", Line = @"wscript.exe C:\Users\Public\inventory.vbs", Original = "wscript.exe" },
        }.ToFacts();
        var plain = Assert.Single(Seed.Engine.Judge(facts, BaselineMatcher.Empty));
        var use = Chain.Use(new UseCondition(UseField.Script, @"c:\tools\inventory.vbs"), new(UseField.Host, "host-1"), new(UseField.User, @"corp\anna"));
        var drifted = Assert.Single(Seed.Engine.Judge(facts, BaselineMatcher.Create([use], Chain.Now)));
        Assert.Null(drifted.CoveredBy);
        Assert.InRange(drifted.Score, plain.Score + 1, 100);
        var finding = Assert.Single(drifted.Findings, finding => finding.SignalId == Signals.SignalCatalog.Drift.Id);
        Assert.Contains("'Inventory'", finding.Title, StringComparison.Ordinal);
        Assert.Contains("the script's folder", finding.Title, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Evidence);

        var covered = Assert.Single(Seed.Engine.Judge(facts, BaselineMatcher.Create([use with { Conditions = [new(UseField.Script, @"c:\users\public\*"), .. use.Conditions.Skip(1)] }], Chain.Now)));
        Assert.Equal(use.Id, covered.CoveredBy);
        Assert.Equal(plain.Score, covered.Score);
    }

    private static Drift? DriftOf(Chain chain, params ApprovedUse[] uses) =>
        BaselineMatcher.Create(uses.Length == 0 ? [Chain.Use(Chain.Matching)] : uses, Chain.Now).DriftOf(chain.Subject);

    private static IEnumerable<UseField> Fields(Chain chain) => DriftOf(chain)!.Fields.Order();
}
