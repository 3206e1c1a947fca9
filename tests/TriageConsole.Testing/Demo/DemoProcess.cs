namespace TriageConsole.Testing.Demo;

/// <summary>One process of the demo, as started on its host.</summary>
public sealed record DemoProcess(
    DemoHost Host,
    DemoProgram Program,
    string CommandLine,
    DemoAccount Account,
    DemoProcess? Parent,
    int Id,
    string Guid,
    DateTime StartUtc,
    DateTime? EndUtc,
    string CurrentDirectory);

/// <summary>An account of the demo estate.</summary>
public sealed record DemoAccount(string Domain, string Name, string Sid, long LogonId, string Integrity)
{
    public static DemoAccount System { get; } = new("NT AUTHORITY", "SYSTEM", "S-1-5-18", 0x3e7, "System");

    public static DemoAccount NetworkService { get; } = new("NT AUTHORITY", "NETWORK SERVICE", "S-1-5-20", 0x3e4, "System");

    public string FullName => $@"{Domain}\{Name}";

    public string Label => Integrity switch { "System" => "S-1-16-16384", "High" => "S-1-16-12288", _ => "S-1-16-8192" };

    public DemoAccount Elevated => this with { Integrity = "High", LogonId = LogonId + 0x21 };
}
