using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Tests.Baseline;

/// <summary>A small judged chain (explorer, cscript with a script, one child) that tests change in one thing.</summary>
internal sealed record Chain
{
    public static DateTime Now => Seed.Now;

    public ProcessFacts Proxy { get; init; } = Facts(2, @"C:\Windows\System32\cscript.exe") with
    {
        CommandLine = @"cscript.exe //nologo C:\Tools\inventory.vbs /full",
        User = @"CORP\svc",
        ParentId = 1,
        ParentImage = @"C:\Windows\explorer.exe",
        ParentCommandLine = @"C:\Windows\explorer.exe /factory",
        Signature = Signed("Microsoft Windows"),
    };

    public ProcessFacts? Child { get; init; } = Facts(3, @"C:\Tools\scan.exe") with { Hashes = new FileHashes { Sha256 = new string('A', 64) }, Signature = Signed("Contoso") };

    public IReadOnlyList<Payload> Payloads { get; init; } = [new(PayloadKind.Script, 2, @"c:\tools\inventory.vbs", LocationClass.OtherLocal, 23, 22)];

    /// <summary>One condition of every kind that the chain fulfils.</summary>
    public static IReadOnlyList<UseCondition> Matching { get; } =
    [
        new(UseField.Host, "host-1"),
        new(UseField.User, @"corp\SVC"),
        new(UseField.ParentImage, @"*\explorer.exe"),
        new(UseField.ParentCommandLine, "explorer.exe -factory"),
        new(UseField.ProxyImage, @"C:\Windows\System32\cscript.exe"),
        new(UseField.ProxySignature, "microsoft"),
        new(UseField.Script, @"c:\tools\inventory.vbs"),
        new(UseField.Arguments, "cscript.exe -nologo *inventory.vbs -full"),
        new(UseField.ChildImage, @"c:\tools\scan.exe"),
        new(UseField.ChildHash, "aaaa*"),
        new(UseField.ChildSigner, "contoso"),
        new(UseField.PayloadLocation, "otherlocal"),
    ];

    public Dictionary<long, ProcessFacts> Processes
    {
        get
        {
            var all = new Dictionary<long, ProcessFacts> { [1] = Facts(1, @"C:\Windows\explorer.exe"), [2] = Proxy };
            if (Child is not null)
                all[3] = Child;
            return all;
        }
    }

    public ChainVerdict Verdict => new()
    {
        ProxyProcessId = 2,
        Host = Proxy.Host,
        FirstUtc = Now,
        LastUtc = Now,
        Score = 50,
        Level = Severity.Medium,
        Completeness = 100,
        Technique = "T1216",
        Summary = "s",
        Chain = "c",
        Fingerprint = "f",
        Findings = [],
        Ledger = [],
        Members = Child is null
            ? [new(1, ChainRole.Context), new(2, ChainRole.Proxy)]
            : [new(1, ChainRole.Context), new(2, ChainRole.Proxy), new(3, ChainRole.Payload)],
        Payloads = Child is null ? Payloads : [.. Payloads, new Payload(PayloadKind.Process, 3, Child.Image, LocationClass.OtherLocal)],
    };

    public ChainSubject Subject => ChainSubject.Of(Verdict, Processes);

    public static ApprovedUse Use(params IReadOnlyList<UseCondition> conditions) => new()
    {
        Id = new Guid(1, 0, 0, new byte[8]),
        Title = "Inventory",
        Owner = "it",
        Reason = "inventory",
        ExpiresUtc = Now.AddDays(30),
        State = ApprovedUseState.Active,
        Conditions = conditions,
    };

    public static Guid? Covering(ChainSubject subject, params ApprovedUse[] uses) => BaselineMatcher.Create(uses, Now).Covering(subject);

    public static SignatureFact Signed(string signer) => SignatureFact.FromFields("true", signer, "Valid", SignatureSource.OwnImageLoad);

    public static ProcessFacts Facts(long id, string image) => new() { Id = id, Host = "HOST-1", Image = image, StartUtc = Now, Witnesses = WitnessKind.Sysmon1 };
}
