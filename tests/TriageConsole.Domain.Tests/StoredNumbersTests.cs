using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Exercises;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Domain.Tests;

/// <summary>Databases of users hold these numbers and names: a member may be added at the end, none may change.</summary>
public sealed class StoredNumbersTests
{
    public static TheoryData<Type, string> Numbers => new()
    {
        { typeof(AlertStatus), "Open=0 Covered=1 AllowedPending=2 Allowed=3 Escalated=4 Closed=5" },
        { typeof(AlertOutcome), "None=0 TruePositive=1 BenignPositive=2 FalsePositive=3 Undetermined=4" },
        { typeof(AlertAction), "Raised=0 Rejudged=1 Allowed=2 Escalated=3 Closed=4 Reopened=5 Assigned=6 Commented=7 Covered=8 Uncovered=9 Undone=10 AddedToCase=20 RemovedFromCase=21" },
        { typeof(UseGroupKind), "Hosts=0 Accounts=1" },
        { typeof(ApprovedUseState), "Proposed=0 Active=1 Rejected=2 Retired=3" },
        { typeof(ChainRole), "Proxy=0 Payload=1 Relay=2 Context=3" },
        { typeof(Severity), "Informational=0 Low=1 Medium=2 High=3 Critical=4" },
        { typeof(PayloadKind), "Process=0 Script=1 Assembly=2 Stylesheet=3 Scriptlet=4 Library=5 InlineCode=6 Package=7 Program=8" },
        { typeof(LocationClass), "Unresolved=0 System=1 ProgramFiles=2 UserWritable=3 Temp=4 ArchiveTemp=5 NetworkShare=6 WebDav=7 Url=8 DomainShare=9 Removable=10 OtherLocal=11" },
        { typeof(TimeBasis), "SysmonUtc=0 LogUtc=1 Corrected=2 Uncertain=3" },
        { typeof(WitnessKind), "None=0 Sysmon1=1 Security4688=2 Ecs=4" },
        { typeof(DataComponent), "ProcessCreationSysmon=0 ProcessCreationSecurity=1 CommandLine=2 Lineage=3 Signature=4 ModuleLoad=5 ProcessAccess=6 FileCreation=7 ScriptExecution=8 ProcessTermination=9 ParentSignature=10" },
        { typeof(SignatureStatus), "Unknown=0 Valid=1 Unsigned=2 Invalid=3 Inferred=4" },
        { typeof(SignatureSource), "Event=0 OwnImageLoad=1 HashCatalogue=2 Inferred=3 None=4" },
        { typeof(ParentEdgeKind), "None=0 Observed=1 Matched=2 Ghost=3 Inferred=4" },
        { typeof(ExerciseDecision), "None=0 Allowed=1 Escalated=2 ClosedTruePositive=3 ClosedBenignPositive=4 ClosedFalsePositive=5 ClosedUndetermined=6" },
        { typeof(ExerciseMark), "Missed=0 Right=1 Wrong=2 Unclear=3" },
        { typeof(EdgeCorroboration), "None=0 Corroborated=1 Contradicted=2" },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Members_StoredAsNumbers_KeepTheirNumbers(Type type, string expected)
    {
        var found = Enum.GetNames(type).Select(name => $"{name}={Convert.ToInt32(Enum.Parse(type, name), null)}").ToList();
        Assert.Equal(expected.Split(' '), found.Take(expected.Split(' ').Length));
        Assert.Equal(found.Count, found.Select(text => text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..]).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Numbers_EveryPublicEnumThatIsStored_IsPinned()
    {
        // UseField is stored by name; how sure a match of twins is lives in memory only.
        var pinned = Numbers.Select(row => row.Data.Item1).Append(typeof(UseField)).Append(typeof(TwinMatch)).Select(type => type.Name).Order(StringComparer.Ordinal);
        Assert.Equal(typeof(Severity).Assembly.GetExportedTypes().Where(type => type.IsEnum).Select(type => type.Name).Order(StringComparer.Ordinal), pinned);
    }

    [Fact]
    public void UseField_StoredByName_KeepsItsNames() =>
        Assert.Equal(
            ["Host", "User", "ParentImage", "ParentCommandLine", "ProxyImage", "ProxySignature", "Script", "ScriptHash", "Arguments", "ChildImage", "ChildHash", "ChildSigner", "PayloadLocation", "HostGroup", "AccountClass", "Schedule"],
            Enum.GetNames<UseField>());

    [Fact]
    public void TimeBasis_Order_IsSoundestFirst() =>
        Assert.True(TimeBasis.SysmonUtc < TimeBasis.LogUtc && TimeBasis.LogUtc < TimeBasis.Corrected && TimeBasis.Corrected < TimeBasis.Uncertain);

    [Fact]
    public void SignatureSource_Order_IsStrongestFirst() =>
        Assert.Equal([SignatureSource.Event, SignatureSource.OwnImageLoad, SignatureSource.HashCatalogue, SignatureSource.Inferred, SignatureSource.None], Enum.GetValues<SignatureSource>().Order());

    [Fact]
    public void Severity_Order_RisesWithItsMeaning() =>
        Assert.Equal([Severity.Informational, Severity.Low, Severity.Medium, Severity.High, Severity.Critical], Enum.GetValues<Severity>().Order());

    [Fact]
    public void WitnessKind_Flags_DoNotOverlap()
    {
        var kinds = Enum.GetValues<WitnessKind>().Where(kind => kind != WitnessKind.None).ToList();
        Assert.All(kinds, kind => Assert.Equal(1, System.Numerics.BitOperations.PopCount((uint)kind)));
        Assert.Equal(kinds.Count, kinds.Distinct().Count());
    }
}
