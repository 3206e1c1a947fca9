using TriageConsole.Testing.Demo.Layouts;
using TriageConsole.Testing.Demo.Scenes;

namespace TriageConsole.Testing.Demo;

/// <summary>Captures of one host and one scene each, for tests that need to know all that is in a file.</summary>
public static class SmallCaptures
{
    /// <summary>
    /// EVTX of a workstation whose task scheduler runs the inventory script: one chain that is raised until it is allowed.
    /// Another seed is the same use with other process ids, GUIDs and record numbers.
    /// </summary>
    public static byte[] Inventory(DateTime at, uint seed) => Evtx(at, "WKS-031.acme.example", seed, on => AdminUses.Inventory(on, at));

    /// <summary>EVTX of a workstation where pubprn.vbs is given a scriptlet moniker.</summary>
    public static byte[] PubPrn(DateTime at, uint seed) => Evtx(at, "WKS-044.acme.example", seed, on => Attacks.PubPrn(on, at));

    /// <summary>NDJSON of a workstation with a process whose name is markup.</summary>
    public static byte[] MarkupName(DateTime at, uint seed) =>
        NxlogLayout.Write(Play(at, "WKS-052.acme.example", seed, on => Attacks.MarkupName(on, at)));

    /// <summary>EVTX of a script that starts that many programs, one after the other.</summary>
    public static byte[] ManyChildren(DateTime at, uint seed, int children) => Evtx(at, "WKS-060.acme.example", seed, on =>
    {
        var home = $@"C:\Users\{on.Person.Name}";
        var host = on.Start(at, "wscript", $@"""C:\Windows\System32\WScript.exe"" ""{home}\Downloads\setup.js"" ", on.Person, on.Desktop, children * 2);
        for (var i = 0; i < children; i++)
            on.Start(at.AddSeconds(1 + i), "cmd", $@"""C:\Windows\System32\cmd.exe"" /c copy {home}\Downloads\part{i:000}.bin {home}\AppData\Local\Temp\", on.Person, host, 1);
    });

    /// <summary>What a workstation records of a script out of the mail's archive that starts PowerShell and an unsigned program.</summary>
    public static IReadOnlyList<DemoRecord> DownloadedScript(DateTime at, uint seed, DemoAuditing auditing) =>
        Play(at, "WKS-071.acme.example", seed, on => Attacks.DownloadedScript(on, at), auditing);

    private static byte[] Evtx(DateTime at, string host, uint seed, Action<Session> scene) => EvtxLayout.Write(Play(at, host, seed, scene));

    private static IReadOnlyList<DemoRecord> Play(DateTime at, string name, uint seed, Action<Session> scene, DemoAuditing auditing = DemoAuditing.Sysmon | DemoAuditing.Modules | DemoAuditing.Files)
    {
        var boot = at.AddHours(-2);
        var host = new DemoHost(name, seed, auditing, new DemoSeed(seed));
        scene(Session.Boot(host, new DemoAccount("ACME", "jmeier", "S-1-5-21-1004336348-1177238915-682003330-1601", 0x51641, "Medium"), boot));
        return host.Records(boot);
    }
}
