using System.Diagnostics;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Tests.Baseline;

public sealed class BaselineMatcherTests
{
    private static readonly Chain _chain = new();

    public static TheoryData<UseField, string> Failing => new()
    {
        { UseField.Host, "host-2" },
        { UseField.User, @"corp\anna" },
        { UseField.ParentImage, @"*\services.exe" },
        { UseField.ParentCommandLine, "explorer.exe" },
        { UseField.ProxyImage, @"*\wscript.exe" },
        { UseField.ProxySignature, "unknown" },
        { UseField.Script, @"c:\other\inventory.vbs" },
        { UseField.ScriptHash, "aaaa*" },
        { UseField.Arguments, "cscript.exe -nologo *inventory.vbs" },
        { UseField.ChildImage, @"c:\tools\scan?.exe" },
        { UseField.ChildHash, "bbbb*" },
        { UseField.ChildSigner, "valid" },
        { UseField.PayloadLocation, "system" },
        { UseField.HostGroup, "Desks" },
        { UseField.AccountClass, "Deployers" },
        { UseField.Schedule, "*" },
        { (UseField)99, "*" },
    };

    public static TheoryData<int> Indexes => [.. Enumerable.Range(0, Chain.Matching.Count)];

    [Fact]
    public void Covering_AllConditionsHold_IsTheUse() => Assert.Equal(Chain.Use().Id, Covering(_chain, [.. Chain.Matching]));

    [Theory]
    [MemberData(nameof(Failing))]
    public void Covering_OneConditionFails_IsNone(UseField field, string pattern) =>
        Assert.Null(Covering(_chain, [.. Chain.Matching.Where(condition => condition.Field != field), new(field, pattern)]));

    [Theory]
    [MemberData(nameof(Indexes))]
    public void Covering_EachKindAloneBesideTheChild_Holds(int index) =>
        Assert.NotNull(Covering(_chain, Chain.Matching[index], new(UseField.ChildImage, @"*\scan.exe")));

    [Fact]
    public void Failing_EveryFieldThereIs_IsLookedAt() =>
        Assert.Equal(Enum.GetValues<UseField>(), Failing.Select(row => row.Data.Item1).Where(Enum.IsDefined).Order());

    [Fact]
    public void Covering_ValueThatTheChainDoesNotHave_IsNoMatchForAnything()
    {
        // No user recorded: not even a pattern for anybody may take it for one.
        Assert.Null(Covering(_chain with { Proxy = _chain.Proxy with { User = null } }, [.. Chain.Matching]));
        Assert.Null(Covering(_chain with { Proxy = _chain.Proxy with { User = null } }, new(UseField.User, "*"), new(UseField.ChildImage, "*")));
        Assert.Null(Covering(_chain with { Proxy = _chain.Proxy with { CommandLine = null } }, new(UseField.Arguments, "*"), new(UseField.ChildImage, "*")));
        Assert.Null(Covering(_chain with { Payloads = [] }, new(UseField.Script, "*"), new(UseField.ChildImage, "*")));
    }

    [Fact]
    public void Covering_ChildWithoutHashOrSigner_IsNotTakenForTheKnownOne()
    {
        Assert.Null(Covering(_chain with { Child = _chain.Child! with { Hashes = FileHashes.None } }, [.. Chain.Matching]));
        Assert.Null(Covering(_chain with { Child = _chain.Child! with { Signature = SignatureFact.Unknown } }, [.. Chain.Matching]));
        Assert.Null(Covering(_chain with { Child = _chain.Child! with { Image = string.Empty } }, [.. Chain.Matching]));
    }

    [Fact]
    public void Covering_SignerNameWithoutAValidSignature_IsNotTheSigner()
    {
        foreach (var (signed, status) in ((string, string)[])[("false", "Unavailable"), ("true", "Expired"), ("true", "Unavailable")])
            Assert.Null(Covering(_chain with { Child = _chain.Child! with { Signature = SignatureFact.FromFields(signed, "Contoso", status, SignatureSource.OwnImageLoad) } }, [.. Chain.Matching]));
    }

    [Fact]
    public void Covering_UseThatNamesNoChild_CoversOnlyChainsWithoutOne()
    {
        UseCondition[] conditions = [.. Chain.Matching.Where(condition => condition.Field is UseField.Host or UseField.Script or UseField.Arguments)];
        Assert.Null(Covering(_chain, conditions));
        Assert.NotNull(Covering(_chain with { Child = null }, conditions));
    }

    [Fact]
    public void Covering_SecondScriptBesideTheApprovedOne_IsNone() =>
        Assert.Null(Covering(_chain with { Payloads = [.. _chain.Payloads, new(PayloadKind.Scriptlet, 2, "https://e/x.sct", LocationClass.Url)] }, [.. Chain.Matching.Where(condition => condition.Field != UseField.PayloadLocation)]));

    [Fact]
    public void Covering_ChildThatIsProvenBad_MustBeNamed()
    {
        var bad = _chain with { Child = _chain.Child! with { Signature = SignatureFact.FromFields("false", null, "Unavailable", SignatureSource.OwnImageLoad) } };
        UseCondition[] silent = [.. Chain.Matching.Where(condition => condition.Field is not (UseField.ChildHash or UseField.ChildSigner))];
        Assert.NotNull(Covering(_chain, silent));
        Assert.Null(Covering(bad, silent));
        Assert.NotNull(Covering(bad, [.. silent, new(UseField.ChildSigner, "unsigned")]));
        Assert.NotNull(Covering(bad, [.. silent, new(UseField.ChildHash, new string('a', 64))]));
    }

    [Fact]
    public void Covering_HostThatIsProvenBad_MustBeNamed()
    {
        var bad = _chain with { Proxy = _chain.Proxy with { Signature = SignatureFact.FromFields("true", "Contoso", "Revoked", SignatureSource.OwnImageLoad) } };
        UseCondition[] silent = [.. Chain.Matching.Where(condition => condition.Field != UseField.ProxySignature)];
        Assert.NotNull(Covering(_chain, silent));
        Assert.Null(Covering(bad, silent));
        Assert.NotNull(Covering(bad, [.. silent, new(UseField.ProxySignature, "invalid")]));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(-1, true)]
    public void Covering_FromTheMomentOfExpiry_StopsAtOnce(int ticks, bool expected)
    {
        var use = Chain.Use(Chain.Matching);
        Assert.Equal(expected, BaselineMatcher.Create([use], use.ExpiresUtc.AddTicks(ticks)).Covering(_chain.Subject) is not null);
    }

    [Theory]
    [InlineData(ApprovedUseState.Proposed)]
    [InlineData(ApprovedUseState.Rejected)]
    [InlineData(ApprovedUseState.Retired)]
    [InlineData((ApprovedUseState)42)]
    public void Covering_NotYetOrNoLongerApproved_IsNone(ApprovedUseState state)
    {
        var matcher = BaselineMatcher.Create([Chain.Use(Chain.Matching) with { State = state }], Chain.Now);
        Assert.Equal(0, matcher.Count);
        Assert.Null(matcher.Covering(_chain.Subject));
        Assert.Null(matcher.DriftOf(_chain.Subject));
    }

    [Fact]
    public void Create_UseWithoutAnyCondition_IsNotInForce() => Assert.Equal(0, BaselineMatcher.Create([Chain.Use()], Chain.Now).Count);

    [Fact]
    public void Covering_UseOfNothingButStars_IsTriedAndHoldsOnlyWhatItNames()
    {
        // No rule lets such a use in; one that is there all the same must neither throw nor cover what it says nothing about.
        UseCondition[] stars = [.. Enum.GetValues<UseField>().Where(field => Chain.Matching.Any(condition => condition.Field == field)).Select(field => new UseCondition(field, "*"))];
        Assert.NotNull(Covering(_chain, stars));
        Assert.Null(Covering(_chain, [.. stars.Where(condition => condition.Field is not (UseField.ChildImage or UseField.ChildHash or UseField.ChildSigner))]));
        Assert.Null(Covering(_chain, [.. stars, new(UseField.Schedule, "*")]));
    }

    [Fact]
    public void Covering_SeveralUses_IsTheFirstByIdInAnyOrder()
    {
        var uses = Enumerable.Range(1, 20).Select(n => Chain.Use([.. Chain.Matching.Skip(n % 4)]) with { Id = new Guid(n, 0, 0, new byte[8]) }).ToArray();
        var random = new Random(3);
        for (var i = 0; i < 50; i++)
        {
            random.Shuffle(uses);
            Assert.Equal(new Guid(1, 0, 0, new byte[8]), BaselineMatcher.Create(uses, Chain.Now).Covering(_chain.Subject));
        }
    }

    [Fact]
    public void Covering_Index_AgreesWithTryingEveryUse()
    {
        // Whatever is looked up first, the answer must be that of comparing the chain with each use in turn.
        string[] patterns = ["*", "host-1", @"*\inventory.vbs", "inventory.vbs", "*inventory.vbs", @"c:\tools\*", @"c:\tools\inventory.vbs", @"*\scan.exe", "scan.exe", "contoso", @"corp\svc", @"*\cscript.exe", "cscript*", "otherlocal", " host-1 "];
        var random = new Random(5);
        for (var i = 0; i < 3_000; i++)
        {
            var uses = Enumerable.Range(1, 5).Select(n => Chain.Use([.. Enumerable.Range(0, random.Next(1, 4))
                .Select(_ => new UseCondition((UseField)random.Next(13), patterns[random.Next(patterns.Length)]))]) with
            { Id = new Guid(n, 0, 0, new byte[8]) }).ToArray();
            var expected = uses.Where(use => new CompiledApprovedUse(use).Covers(_chain.Subject)).Select(use => (Guid?)use.Id).FirstOrDefault();
            Assert.Equal(expected, Chain.Covering(_chain.Subject, uses));
        }
    }

    [Fact]
    public void Covering_PatternsAndLinesMadeToBeSlow_EndSoon()
    {
        var chain = _chain with { Proxy = _chain.Proxy with { CommandLine = "cscript.exe " + new string('a', 32_000) } };
        var subject = chain.Subject;
        var matcher = BaselineMatcher.Create([Chain.Use(new UseCondition(UseField.Arguments, string.Concat(Enumerable.Repeat("*a", 200)) + "*b"), new(UseField.ChildImage, "*"))], Chain.Now);
        var watch = Stopwatch.StartNew();
        Assert.Null(matcher.Covering(subject));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 3);
    }

    [Fact]
    public void Empty_Baseline_CoversNothing()
    {
        Assert.Equal(0, BaselineMatcher.Empty.Count);
        Assert.Null(BaselineMatcher.Empty.Covering(_chain.Subject));
    }

    private static Guid? Covering(Chain chain, params IReadOnlyList<UseCondition> conditions) => Chain.Covering(chain.Subject, Chain.Use(conditions));
}
