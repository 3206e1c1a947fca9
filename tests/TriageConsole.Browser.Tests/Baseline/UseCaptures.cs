using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TriageConsole.Browser.Tests.Baseline;

/// <summary>
/// What Sysmon records of one workstation whose administrators run scripts out of a folder that everybody can write: a script is
/// written (15, with its hash) and run (1).
/// </summary>
internal static class UseCaptures
{
    public const string Host = "WKS-088.acme.example";

    private const string Folder = @"C:\Users\Public\Tools\";
    private static readonly JsonSerializerOptions _json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Lines as a shipper sends them.</summary>
    /// <param name="number">Tells one run from another.</param>
    /// <param name="at">When it is run, UTC.</param>
    /// <param name="script">Name of the script.</param>
    /// <param name="hash">Hash of the script, which is written a minute before; null where it is not written anew.</param>
    public static byte[] Run(int number, DateTime at, string script, string? hash)
    {
        var lines = new StringBuilder();
        if (hash is not null)
        {
            Append(lines, 15, 2 * number, at.AddMinutes(-1), new()
            {
                ["ProcessGuid"] = Guid(number, 0x0f),
                ["ProcessId"] = "4100",
                ["Image"] = @"C:\Windows\explorer.exe",
                ["TargetFilename"] = $"{Folder}{script}:Zone.Identifier",
                ["CreationUtcTime"] = Time(at.AddMinutes(-1)),
                ["Hash"] = $"SHA256={hash}",
                ["Contents"] = "-",
            });
        }

        Append(lines, 1, (2 * number) + 1, at, new()
        {
            ["ProcessGuid"] = Guid(number, 1),
            ["ProcessId"] = (5_000 + (4 * number)).ToString(CultureInfo.InvariantCulture),
            ["Image"] = @"C:\Windows\System32\wscript.exe",
            ["OriginalFileName"] = "wscript.exe",
            ["Company"] = "Microsoft Corporation",
            ["CommandLine"] = $@"""C:\Windows\System32\wscript.exe"" //B ""{Folder}{script}"" /site:12",
            ["CurrentDirectory"] = @"C:\Windows\System32\",
            ["User"] = @"ACME\svc-tools",
            ["IntegrityLevel"] = "High",
            ["Hashes"] = $"SHA256={new string('A', 64)}",
            ["ParentProcessGuid"] = "{00000000-0000-0000-0000-000000000000}",
            ["ParentProcessId"] = "900",
            ["ParentImage"] = @"C:\Windows\System32\svchost.exe",
            ["ParentCommandLine"] = @"C:\Windows\system32\svchost.exe -k netsvcs -p -s Schedule",
        });
        return Encoding.UTF8.GetBytes(lines.ToString());
    }

    private static void Append(StringBuilder lines, int id, int record, DateTime at, Dictionary<string, object> fields)
    {
        fields["EventTime"] = at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        fields["Hostname"] = Host;
        fields["EventID"] = id;
        fields["SourceName"] = "Microsoft-Windows-Sysmon";
        fields["Version"] = 5;
        fields["RecordNumber"] = record;
        fields["Channel"] = "Microsoft-Windows-Sysmon/Operational";
        fields["UtcTime"] = Time(at);
        lines.Append(JsonSerializer.Serialize(fields, _json)).Append('\n');
    }

    private static string Time(DateTime at) => at.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private static string Guid(int number, int kind) => string.Create(CultureInfo.InvariantCulture, $"{{88888888-0000-0000-{kind:x4}-{number:x12}}}");
}
