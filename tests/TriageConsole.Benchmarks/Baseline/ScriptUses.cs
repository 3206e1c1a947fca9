using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TriageConsole.Benchmarks.Baseline;

/// <summary>
/// Script hosts as an estate's own admins use them, beside the processes of <see cref="Importing.Estate"/>: always the same, on
/// the same hosts, some scripts run everywhere and most in a few places; every second starts a program.
/// </summary>
internal static class ScriptUses
{
    /// <summary>Scripts that are run.</summary>
    public const int Scripts = 400;

    private static readonly DateTime _epoch = new(2030, 1, 1, 0, 0, 30, DateTimeKind.Utc);

    /// <summary>Writes uses as a shipper would: a start each, and for every second one more for its child.</summary>
    public static void Write(string path, int uses, int hosts)
    {
        using var output = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 20);
        for (var i = 0; i < uses; i++)
        {
            var script = Script(i);
            Line(output, i, hosts, child: false, @"C:\Windows\System32\cscript.exe", "cscript.exe",
                $@"""C:\Windows\System32\cscript.exe"" //nologo {PathOf(script)} /site:{i % 40} /run:{100_000 + i}");
            if (i % 2 == 0)
                Line(output, i, hosts, child: true, @"C:\Windows\System32\wbem\WMIC.exe", "wmic.exe", "wmic.exe os get version");
        }
    }

    public static string PathOf(int script) => FormattableString.Invariant($@"C:\ProgramData\Contoso\Tools\inventory{script}.vbs");

    // Squared: a few are run a thousand times.
    private static int Script(int i) => (int)(Scripts * Math.Pow(i * 0.6180339887 % 1, 2));

    private static void Line(StreamWriter output, int i, int hosts, bool child, string image, string original, string line)
    {
        var (host, utc) = (i % hosts, _epoch.AddSeconds((i / hosts * 60) + (child ? 1 : 0)));
        var (own, above) = (Guid(i, child), child ? Guid(i, child: false) : "{00000000-0000-0000-0000-000000000000}");
        output.Write(JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["EventTime"] = utc.AddHours(1).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            ["Hostname"] = FormattableString.Invariant($"WKS-{host:D4}.corp.example"),
            ["EventID"] = 1,
            ["SourceName"] = "Microsoft-Windows-Sysmon",
            ["Version"] = 5,
            ["RecordNumber"] = 1_000_000 + (2 * i) + (child ? 1 : 0),
            ["Channel"] = "Microsoft-Windows-Sysmon/Operational",
            ["UtcTime"] = utc.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
            ["ProcessGuid"] = own,
            ["ProcessId"] = FormattableString.Invariant($"{40_000 + (4 * (i / hosts % 5_000)) + (child ? 2 : 0)}"),
            ["Image"] = image,
            ["OriginalFileName"] = original,
            ["CommandLine"] = line,
            ["CurrentDirectory"] = @"C:\Windows\system32\",
            ["User"] = i % 4 == 0 ? @"NT AUTHORITY\SYSTEM" : FormattableString.Invariant($@"CORP\user{host}"),
            ["IntegrityLevel"] = "High",
            ["Hashes"] = $"SHA256={(child ? new string('B', 64) : new string('A', 64))}",
            ["ParentProcessGuid"] = above,
            ["ParentProcessId"] = child ? FormattableString.Invariant($"{40_000 + (4 * (i / hosts % 5_000))}") : "900",
            ["ParentImage"] = child ? @"C:\Windows\System32\cscript.exe" : @"C:\Windows\System32\svchost.exe",
            ["ParentCommandLine"] = child ? "cscript.exe" : @"C:\Windows\system32\svchost.exe -k netsvcs -p -s Schedule",
        }, _options));
        output.Write('\n');
    }

    private static readonly JsonSerializerOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Guid(int i, bool child) => FormattableString.Invariant($"{{5c41b0de-0000-0000-{(child ? 1 : 0):x4}-{i:x12}}}");
}
