using System.Text;
using System.Text.Json;

namespace TriageConsole.Web.Tests.Hunt;

/// <summary>A handful of processes to hunt among, as nxlog's flat layout.</summary>
internal static class HuntStory
{
    public const string Hostile = @"C:\Tools\<img src=x onerror=alert(1)>.exe";
    public const string Wscript = @"C:\Windows\System32\wscript.exe";
    public const string Explorer = @"C:\Windows\explorer.exe";
    public const string Formula = "=HYPERLINK(\"http://evil.example\",\"x\")";

    public static readonly string Sha256 = string.Concat(Enumerable.Repeat("AB01", 16));

    public static byte[] File { get; } = Encoding.UTF8.GetBytes(string.Join('\n', Lines()));

    private static IEnumerable<string> Lines()
    {
        yield return Line(1, "alpha.example.test", 100, Explorer, Explorer, null, "CORP\\ann");
        yield return Line(2, "alpha.example.test", 200, Wscript, @"wscript.exe C:\Users\ann\Downloads\invoice.js /b", 1, "CORP\\ann", Sha256);
        yield return Line(3, "alpha.example.test", 300, Hostile, Formula, 2, "CORP\\ann");
        yield return Line(4, "beta.example.test", 200, Wscript, "wscript.exe C:\\IT\\logon.vbs", null, "CORP\\bob", Sha256);
        yield return Line(5, "beta.example.test", 500, @"C:\IT\Wscript.exe.exe", "backup invoice old", null, "corp\\ANN");
    }

    private static string Line(int number, string host, int pid, string image, string command, int? parent, string user, string? sha256 = null)
    {
        var fields = new Dictionary<string, object>
        {
            ["EventTime"] = $"2030-01-01 00:00:0{number}",
            ["Hostname"] = host,
            ["EventID"] = 1,
            ["SourceName"] = "Microsoft-Windows-Sysmon",
            ["Channel"] = "Microsoft-Windows-Sysmon/Operational",
            ["RecordNumber"] = number,
            ["UtcTime"] = $"2030-01-01 00:00:0{number}.000",
            ["ProcessGuid"] = Guid(number),
            ["ProcessId"] = pid.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Image"] = image,
            ["CommandLine"] = command,
            ["CurrentDirectory"] = @"C:\",
            ["User"] = user,
            ["IntegrityLevel"] = "Medium",
        };
        if (sha256 is not null)
            fields["Hashes"] = $"SHA256={sha256}";
        if (parent is { } p)
        {
            fields["ParentProcessGuid"] = Guid(p);
            fields["ParentProcessId"] = $"{p}00";
            fields["ParentImage"] = p == 1 ? Explorer : Wscript;
        }

        return JsonSerializer.Serialize(fields);
    }

    private static string Guid(int number) => $"{{aabbccdd-{(ushort)(Second(number) & 0xFFFF):x4}-{(ushort)(Second(number) >> 16):x4}-0000-{number:x12}}}";

    private static uint Second(int number) => (uint)(new DateTime(2030, 1, 1, 0, 0, number, DateTimeKind.Utc) - DateTime.UnixEpoch).TotalSeconds;
}
