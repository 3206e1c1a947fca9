namespace TriageConsole.Detection.Signals;

/// <summary>Ids of proxy hosts that signals ask for; they are those of the reference data.</summary>
internal static class HostIds
{
    public const string Wscript = "wscript";
    public const string Cscript = "cscript";
    public const string Mshta = "mshta";
    public const string Rundll32 = "rundll32";
    public const string Regsvr32 = "regsvr32";
    public const string Control = "control";
    public const string PowerShell = "powershell";
    public const string Cmd = "cmd";

    public static IReadOnlyList<string> ScriptHosts { get; } = [Wscript, Cscript];

    public static IReadOnlyList<string> ScriptHostsAndCarriers { get; } = [Wscript, Cscript, PowerShell, Cmd];
}
