using TriageConsole.Detection.Baseline;
using TriageConsole.Detection.Tests.Cases;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Tests.Baseline;

public sealed class ApprovedUseDraftTests
{
    private static readonly Chain _chain = new();

    public static TheoryData<string> Files => ["attacks.json", "routine-uses.json", .. Directory.GetFiles(Case.PathOf("Signals"), "*.json").Select(file => "Signals/" + Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Fact]
    public void From_Chain_NamesWhatTellsItFromOthers()
    {
        var draft = ApprovedUseDraft.From(_chain.Verdict, _chain.Processes);
        Assert.Equal("cscript.exe runs inventory.vbs", draft.Title);
        Assert.Equal(
            [
                new UseCondition(UseField.Host, "HOST-1"), new(UseField.User, @"CORP\svc"), new(UseField.ParentImage, @"c:\windows\explorer.exe"),
                new(UseField.ProxyImage, @"c:\windows\system32\cscript.exe"), new(UseField.Script, @"c:\tools\inventory.vbs"),
                new(UseField.Arguments, @"cscript.exe -nologo c:\tools\inventory.vbs -full"), new(UseField.PayloadLocation, "OtherLocal"),
                new(UseField.ChildImage, @"c:\tools\scan.exe"), new(UseField.ChildHash, new string('A', 64)),
            ],
            draft.Conditions);
    }

    [Fact]
    public void From_ChildInATrustedPlaceOrWithoutAHash_IsNotTiedToAHash()
    {
        var trusted = _chain.Verdict with { Payloads = [.. _chain.Payloads, new(PayloadKind.Process, 3, @"c:\windows\scan.exe", LocationClass.System)] };
        Assert.DoesNotContain(ApprovedUseDraft.From(trusted, _chain.Processes).Conditions, condition => condition.Field == UseField.ChildHash);
        var without = _chain with { Child = _chain.Child! with { Hashes = Domain.Events.FileHashes.None } };
        Assert.DoesNotContain(ApprovedUseDraft.From(without.Verdict, without.Processes).Conditions, condition => condition.Field == UseField.ChildHash);
    }

    [Fact]
    public void From_BadSignatures_AreNamedSinceNothingElseCoversThem()
    {
        var unsigned = SignatureFact.FromFields("false", null, null, SignatureSource.OwnImageLoad);
        var bad = new Chain { Proxy = _chain.Proxy with { Signature = unsigned }, Child = _chain.Child! with { Signature = unsigned } };
        var draft = ApprovedUseDraft.From(bad.Verdict, bad.Processes);
        Assert.Contains(new UseCondition(UseField.ProxySignature, "unsigned"), draft.Conditions);
        Assert.Contains(new UseCondition(UseField.ChildSigner, "unsigned"), draft.Conditions);
    }

    [Fact]
    public void From_UseOnAnotherDay_IsCoveredToo()
    {
        var today = _chain with { Proxy = _chain.Proxy with { CommandLine = @"cscript.exe C:\Tools\inventory.vbs /run:20300102120000 {b7c5d3a1-1111-6789-0200-000000001300} C:\Temp\tmp1A2B.tmp" } };
        var later = today with { Proxy = today.Proxy with { CommandLine = @"cscript.exe C:\Tools\inventory.vbs /run:20300203110000 {c7c5d3a1-2222-6789-0200-000000001300} C:\Temp\tmpFF01.tmp" } };
        var other = today with { Proxy = today.Proxy with { CommandLine = @"cscript.exe C:\Tools\inventory.vbs /run:20300203110000 {c7c5d3a1-2222-6789-0200-000000001300} C:\Temp\evil.tmp" } };
        var use = Chain.Use(ApprovedUseDraft.From(today.Verdict, today.Processes).Conditions);
        Assert.Equal(use.Id, Chain.Covering(today.Subject, use));
        Assert.Equal(use.Id, Chain.Covering(later.Subject, use));
        Assert.Null(Chain.Covering(other.Subject, use));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void From_EveryCase_CoversTheChainItWasDraftedFromAndNoWorseOne(string file)
    {
        var count = 0;
        foreach (var item in file.Contains('/', StringComparison.Ordinal) ? Case.Read(file) : Case.ReadSet(file))
        {
            var facts = item.ToFacts();
            var engine = Seed.EngineOf(DetectionSettings.Default with { LowFrom = 1, ChildCommandLineRegex = item.Pattern ?? string.Empty });
            foreach (var verdict in engine.Judge(facts, BaselineMatcher.Empty))
            {
                var use = Chain.Use(ApprovedUseDraft.From(verdict, facts.ToDictionary(process => process.Id)).Conditions);
                Assert.True(ApprovedUseRules.Faults(use, Chain.Now).Count == 0, $"{item.Name}: {string.Join(' ', ApprovedUseRules.Faults(use, Chain.Now))}");
                var baseline = BaselineMatcher.Create([use], Chain.Now);
                var again = engine.Judge(facts, baseline).Single(other => other.ProxyProcessId == verdict.ProxyProcessId);
                Assert.True(again.CoveredBy == use.Id, $"{item.Name}: {item.Process.Line} is not covered by {string.Join(", ", use.Conditions)}");

                // Another user, or one more child that nobody approved, and it covers no longer. Several children share one
                // pattern, which is wider than any of them: that is the person's to narrow.
                var child = facts.Single(process => process.Id == verdict.ProxyProcessId) with { Id = 999, Image = @"C:\Users\Public\evil.exe", CommandLine = "evil.exe", OriginalFileName = null, ParentId = verdict.ProxyProcessId };
                var wider = engine.Judge([.. facts, child], baseline).Single(other => other.ProxyProcessId == verdict.ProxyProcessId);
                Assert.True(wider.CoveredBy is null || use.Conditions.Any(condition => condition.Field == UseField.ChildImage && condition.Pattern.Contains('*')), $"{item.Name}: a further child is covered by {string.Join(", ", use.Conditions)}");
                Assert.DoesNotContain(use.Id, engine.Judge([.. facts.Select(process => process with { User = @"CORP\mallory" })], baseline).Select(other => other.CoveredBy ?? Guid.Empty));
                count++;
            }
        }

        Assert.True(count > 0 || file == "routine-uses.json");
    }

    [Fact]
    public void From_LineOf32KilobytesAndHalfCharacters_StillCoversAndSurvivesAFile()
    {
        var line = "cscript.exe C:\\Tools\\inventory.vbs \ud800 " + string.Concat(Enumerable.Repeat("\ud83d\ude00 a*b?c ", 4_000));
        var chain = _chain with { Proxy = _chain.Proxy with { CommandLine = line } };
        var use = Chain.Use(ApprovedUseDraft.From(chain.Verdict, chain.Processes).Conditions);
        Assert.Equal(use.Id, Chain.Covering(chain.Subject, use));
        var read = BaselineFile.Parse(BaselineFileWriter.Write([use]), Chain.Now);
        Assert.Empty(read.Faults);
        Assert.Equal(use.Id, Chain.Covering(chain.Subject, Assert.Single(read.Uses)));
    }

    [Fact]
    public void From_SeveralChildren_SharesWhatTheyHaveInCommon()
    {
        var processes = _chain.Processes;
        processes[4] = Chain.Facts(4, @"C:\Tools\send.exe");
        var verdict = _chain.Verdict with { Members = [.. _chain.Verdict.Members, new(4, ChainRole.Payload)] };
        var pattern = Assert.Single(ApprovedUseDraft.From(verdict, processes).Conditions, condition => condition.Field == UseField.ChildImage).Pattern;
        Assert.Equal(@"c:\tools\s*.exe", pattern);
    }

    [Fact]
    public void From_ProxyThatIsNotThere_IsABug() =>
        Assert.Throws<ArgumentException>(() => ApprovedUseDraft.From(_chain.Verdict, new Dictionary<long, ProcessFacts>()));
}
