using System.Globalization;
using System.Text;

namespace TriageConsole.Web.Tests.Imports.Faults;

/// <summary>Telemetry of any length for runs that are disturbed.</summary>
internal static class FaultTelemetry
{
    // Mostly plain starts; one script from a download folder now and then, with a child, so that there is something to judge.
    public static void Write(string path, int events)
    {
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false));
        var start = new DateTime(2026, 3, 2, 8, 0, 0, DateTimeKind.Utc);
        for (var i = 0; i < events; i++)
        {
            var scripted = i % 10_000 == 5_000;
            var image = scripted ? @"C:\\Windows\\System32\\wscript.exe" : i % 2 == 0 ? @"C:\\Windows\\System32\\write.exe" : @"C:\\Windows\\System32\\svchost.exe";
            var line = scripted ? @"wscript.exe //e:vbscript \""C:\\Users\\ada\\Downloads\\invoice.txt\""" : FormattableString.Invariant($"run {i % 5_000}");
            file.WriteLine(string.Create(CultureInfo.InvariantCulture, $$"""
                {"EventTime":"{{start.AddMilliseconds(i * 100):yyyy-MM-dd HH:mm:ss}}","Hostname":"WS-{{i % 3}}","SourceName":"Microsoft-Windows-Sysmon","Channel":"Microsoft-Windows-Sysmon/Operational","EventID":1,"RecordNumber":{{i}},"UtcTime":"{{start.AddMilliseconds(i * 100):yyyy-MM-dd HH:mm:ss.fff}}","ProcessGuid":"{5C01A14E-0000-0000-0000-{{i:X12}}}","ProcessId":{{1000 + i}},"Image":"{{image}}","CommandLine":"{{line}}","User":"ACME\\ada","ParentProcessGuid":"{5C01A14E-0000-0000-0000-{{Math.Max(0, i - 3):X12}}}","ParentProcessId":{{1000 + Math.Max(0, i - 3)}},"ParentImage":"C:\\Windows\\explorer.exe"}
                """));
        }
    }
}
