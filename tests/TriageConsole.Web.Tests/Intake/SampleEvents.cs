using System.Security;
using System.Text.Json;

namespace TriageConsole.Web.Tests.Intake;

/// <summary>Sysmon process starts, each known by its command line.</summary>
internal static class SampleEvents
{
    /// <summary>A command line that no other test has.</summary>
    public static string NewCommand() => $@"C:\Windows\System32\whoami.exe /x:{Guid.NewGuid():N}";

    /// <summary>One line in nxlog's layout.</summary>
    public static string Json(string command) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["EventTime"] = "2026-11-18 07:06:00",
        ["Hostname"] = "WKS-014.acme.example",
        ["EventID"] = 1,
        ["SourceName"] = "Microsoft-Windows-Sysmon",
        ["Channel"] = "Microsoft-Windows-Sysmon/Operational",
        ["UtcTime"] = "2026-11-18 06:05:59.999",
        ["ProcessGuid"] = Guid.NewGuid().ToString("B"),
        ["ProcessId"] = "2712",
        ["Image"] = @"C:\Windows\System32\whoami.exe",
        ["CommandLine"] = command,
        ["User"] = @"ACME\kim",
        ["ParentProcessId"] = "812",
        ["ParentImage"] = @"C:\Windows\explorer.exe",
    });

    /// <summary>The same as Windows event XML.</summary>
    public static string Xml(string command) =>
        "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-Sysmon'/><EventID>1</EventID>"
        + "<TimeCreated SystemTime='2026-11-18T06:06:00.0000000Z'/><EventRecordID>9</EventRecordID><Channel>Microsoft-Windows-Sysmon/Operational</Channel>"
        + "<Computer>WKS-014.acme.example</Computer></System><EventData><Data Name='UtcTime'>2026-11-18 06:05:59.999</Data>"
        + $"<Data Name='ProcessGuid'>{Guid.NewGuid():B}</Data><Data Name='ProcessId'>2713</Data><Data Name='Image'>C:\\Windows\\System32\\whoami.exe</Data>"
        + $"<Data Name='CommandLine'>{SecurityElement.Escape(command)}</Data><Data Name='User'>ACME\\kim</Data></EventData></Event>";

    /// <summary>JSON of Splunk's envelope around an event.</summary>
    public static string Envelope(object inner) => JsonSerializer.Serialize(new { time = 1_763_447_160, host = "wks-014", sourcetype = "x", @event = inner });
}
