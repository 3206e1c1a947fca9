using TriageConsole.Data.Model;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Processes;
using TriageConsole.Web.Features.Baseline.Packs;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Features.SelfTest;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Baseline.Packs;

/// <summary>The packs that ship: each entry is read as an attacker would, and tried against every attack of the self-test.</summary>
public sealed class PackLibraryTests
{
    private static readonly PackLibrary _shipped = PackLibrary.Load(PackLibrary.ShippedFolder);
    private static readonly DetectionRuntime _runtime = DetectionRuntime.Load(DetectionRuntime.ShippedFolder);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Entries
    {
        get
        {
            var entries = new TheoryData<string, string>();
            foreach (var pack in _shipped.Packs)
            {
                foreach (var entry in pack.Entries)
                    entries.Add(pack.Id, entry.Id);
            }

            return entries;
        }
    }

    [Fact]
    public void Load_Shipped_HasNoFaultAndTheProductsThatArePromised()
    {
        Assert.Empty(_shipped.Faults);
        Assert.Equal(["configuration-manager", "group-policy-scripts", "intune", "licensing", "mdt", "printing", "scom", "winrm"], _shipped.Packs.Select(pack => pack.Id));
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void Entry_Shipped_PassesTheLintWithoutItsHostGroup(string packId, string entryId)
    {
        var (pack, entry) = Find(packId, entryId);
        var conditions = PackLibrary.Conditions(entry, Answers(pack), group: null);

        var findings = new UseLint(_runtime.Reference).Check(conditions, UseGroups.Empty);

        Assert.DoesNotContain(findings, finding => finding.Level == LintLevel.Error);
        Assert.Equal(findings.Count > 0, entry.Acknowledgement is not null);
        Assert.True(ApprovedUseRules.Anchors(conditions) >= ApprovedUseRules.MinimumAnchors);
        Assert.NotEmpty(entry.Adapt);
    }

    [Theory]
    [InlineData("licensing", "slmgr-activate", @"C:\Windows\CCM\CcmExec.exe", @"""C:\Windows\System32\cscript.exe"" //nologo C:\Windows\System32\slmgr.vbs /ato", true)]
    [InlineData("licensing", "slmgr-activate", @"C:\Windows\System32\cmd.exe", @"cscript.exe //nologo C:\Windows\System32\slmgr.vbs /ato", false)]
    [InlineData("licensing", "slmgr-activate", @"C:\Windows\CCM\CcmExec.exe", @"cscript.exe C:\Windows\System32\slmgr.vbs evil /ato", false)]
    [InlineData("licensing", "ospp-state", @"C:\Windows\CCM\CcmExec.exe", @"cscript ""C:\Program Files\Microsoft Office\Office16\ospp.vbs"" /dstatus", true)]
    [InlineData("printing", "printer", @"C:\Windows\System32\gpscript.exe", @"cscript.exe C:\Windows\System32\Printing_Admin_Scripts\en-US\prnmngr.vbs -a -p laser1 -m ""PCL 6"" -r IP_10.0.0.7", true)]
    [InlineData("printing", "printer", @"C:\Windows\System32\gpscript.exe", @"cscript.exe C:\Windows\System32\Printing_Admin_Scripts\en-US\pubprn.vbs -a script:http://x", false)]
    [InlineData("winrm", "quickconfig", @"C:\Windows\CCM\CcmExec.exe", @"""C:\Windows\System32\cscript.exe"" //nologo ""C:\Windows\System32\winrm.vbs"" quickconfig -q", true)]
    [InlineData("winrm", "quickconfig", @"C:\Windows\CCM\CcmExec.exe", @"cscript.exe //nologo C:\Windows\System32\winrm.vbs quickconfig -q -format:pretty", false)]
    [InlineData("winrm", "quickconfig", @"C:\Windows\CCM\CcmExec.exe", @"cscript.exe //nologo C:\Windows\System32\winrm.vbs invoke Create wmicimv2/Win32_Process", false)]
    [InlineData("winrm", "listeners", @"C:\Windows\CCM\CcmExec.exe", @"cscript //nologo C:\Windows\System32\winrm.vbs enumerate winrm/config/listener", true)]
    public void Entry_CommandLine_IsHeldAgainstTheDocumentedOptionAlone(string packId, string entryId, string parent, string line, bool holds)
    {
        var (pack, entry) = Find(packId, entryId);
        var use = new ApprovedUse
        {
            Id = Guid.NewGuid(),
            Title = "t",
            Owner = "o",
            Reason = "r",
            ExpiresUtc = DateTime.MaxValue,
            Conditions = PackLibrary.Conditions(entry, Answers(pack), group: null),
        };
        var proxy = new ProcessFacts { Id = 1, Host = "srv-1", Image = @"C:\Windows\System32\cscript.exe", CommandLine = line, User = @"NT AUTHORITY\SYSTEM", ParentImage = parent };
        Assert.Equal(holds, new UseTrial(use, UseGroups.Empty).Failing(ChainSubject.OfProcess(proxy, null), 1) == 0);
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void Entry_Shipped_AsksForWhatIsDifferentInEveryEstate(string packId, string entryId)
    {
        var (pack, entry) = Find(packId, entryId);
        Assert.All(entry.Conditions.Where(condition => condition.Pattern.Contains("{{", StringComparison.Ordinal)), _ => Assert.NotEmpty(pack.Asks));
        Assert.DoesNotContain(PackLibrary.Conditions(entry, Answers(pack), "Servers"), condition => condition.Pattern.Contains("{{", StringComparison.Ordinal));
        Assert.Equal(new(UseField.HostGroup, "Servers"), PackLibrary.Conditions(entry, Answers(pack), " Servers ")[0]);
    }

    // As the nightly self-test does: as if every attack came on a host and by a user that the entry covers.
    [Fact]
    public async Task SelfTest_WithEveryEntryInForce_HidesNoAttack()
    {
        using var store = new AlertStore();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await using (var db = store.CreateDbContext())
        {
            db.ApprovedUses.AddRange(_shipped.Packs.SelectMany(pack => pack.Entries.Select(entry => new ApprovedUseRow
            {
                Id = Guid.NewGuid(),
                Title = $"{pack.Id}/{entry.Id}",
                State = ApprovedUseState.Active,
                Owner = "test",
                Reason = entry.Reason,
                ConditionsJson = UseRecord.WriteConditions(PackLibrary.Conditions(entry, Answers(pack), "Servers")),
                ReviewUtc = now.AddDays(90),
                ExpiresUtc = now.AddDays(180),
                ProposedBy = "test",
            })));
            await db.SaveChangesAsync(Cancel);
        }

        var attacks = new SelfTestScenarios(_runtime).All.Where(scenario => scenario.IsAttack).ToList();
        var results = await new SelfTestRunner(store, TimeProvider.System).RunAsync(attacks, _runtime.Snapshot(), _ => Task.CompletedTask, _ => Task.CompletedTask, Cancel);

        Assert.Equal(attacks.Count, results.Count);
        Assert.Empty(results.Where(result => result.Outcome == SelfTestOutcome.Hidden).Select(result => $"{result.Name} ~ {result.Evasion} by {result.ApprovedUseTitle}"));
    }

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("{}", "no pack")]
    [InlineData("null", "it is empty")]
    [InlineData("""{"version":1,"id":"a","title":"t","about":"b","entries":[null]}""", "null is no entry")]
    [InlineData("""{"version":1,"id":"a","title":"t","about":"b","entries":null}""", "no pack")]
    [InlineData("""{"version":2,"id":"a","title":"t","about":"b","entries":[]}""", "version: must be 1")]
    [InlineData("""{"version":1,"id":"a","title":"t","about":"b","entries":[]}""", "entries: there is none")]
    [InlineData("""{"version":1,"id":"a","title":"t","about":"b","entries":[],"more":1}""", "more")]
    [InlineData("""{"version":1,"id":"a","title":"t","about":"b","entries":[{"id":"e","title":"t","reason":"r","source":{"name":"n","url":"javascript:alert(1)"},"conditions":[]}]}""", "https address")]
    [InlineData("""{"version":1,"id":"a","title":"t","about":"b","entries":[{"id":"e","title":"t","reason":"r","source":{"name":"n","url":"https://example.org"},"conditions":[{"field":"Script","pattern":"{{what}}"}]}]}""", "asks for what the pack does not")]
    [InlineData("""{"version":1,"id":"a","title":"t","about":"b","entries":[{"id":"e","title":"t","reason":"r","source":{"name":"n","url":"https://example.org"},"conditions":[{"field":"Host","pattern":"srv-1"}]}]}""", "when it is enabled")]
    [InlineData("""{"version":1,"id":"a","title":"t","about":"b","entries":[{"id":"e","title":"t","reason":"r","source":{"name":"n","url":"https://example.org"},"conditions":[{"field":7,"pattern":"srv-1"}]}]}""", "field")]
    public void Parse_Fault_NamesFileAndPlaceAndLeavesThePackOut(string text, string fault)
    {
        var library = PackLibrary.Parse([("bad.json", text)]);
        Assert.Empty(library.Packs);
        Assert.All(library.Faults, one => Assert.StartsWith("bad.json: ", one, StringComparison.Ordinal));
        Assert.Contains(library.Faults, one => one.Contains(fault, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("corp.example", true)]
    [InlineData("", false)]
    [InlineData("*", false)]
    [InlineData("corp.?", false)]
    [InlineData(@"\\evil", false)]
    [InlineData(@"a\..\b", false)]
    [InlineData("a\u0000b", false)]
    [InlineData("{{domain}}", false)]
    public void AnswerFaults_Answer_MustBeTakenAsItStands(string answer, bool isGood)
    {
        var pack = _shipped.Packs.Single(one => one.Id == "group-policy-scripts");
        Assert.Equal(isGood, PackLibrary.AnswerFaults(pack, new Dictionary<string, string> { ["domain"] = answer }).Count == 0);
    }

    private static (Pack Pack, PackEntry Entry) Find(string packId, string entryId)
    {
        var pack = _shipped.Packs.Single(one => one.Id == packId);
        return (pack, pack.Entries.Single(one => one.Id == entryId));
    }

    private static Dictionary<string, string> Answers(Pack pack) => pack.Asks.ToDictionary(ask => ask.Key, ask => ask.Value.Example);
}
