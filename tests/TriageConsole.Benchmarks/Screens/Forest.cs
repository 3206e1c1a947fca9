using System.Globalization;
using System.Text.Json;

namespace TriageConsole.Benchmarks.Screens;

/// <summary>Hosts with one script each that started a known number of programs, as records of a shipper (nxlog's flat layout).</summary>
internal static class Forest
{
    private static readonly DateTime _start = new(2026, 11, 20, 9, 0, 0, DateTimeKind.Utc);

    /// <param name="Nodes">About how many nodes its tree has: the script, its children and theirs.</param>
    /// <param name="Children">Programs that the script started: with it, the chain. A chain holds a thousand processes at most.</param>
    /// <param name="Grandchildren">What each of these started; not of the chain, shown beneath it.</param>
    public sealed record Tree(int Nodes, int Children, int Grandchildren)
    {
        public string Host => string.Create(CultureInfo.InvariantCulture, $"tree-{Nodes}.corp.example");
    }

    public static IReadOnlyList<Tree> Trees { get; } = [new(100, 99, 0), new(1_000, 999, 0), new(10_000, 500, 19)];

    public static void Write(string path)
    {
        using var output = new StreamWriter(path);
        foreach (var tree in Trees)
        {
            var next = 1;
            output.WriteLine(Line(tree, 0, null, "wscript.exe", "setup.js"));
            for (var i = 0; i < tree.Children; i++)
            {
                var child = next++;
                output.WriteLine(Line(tree, child, 0, i % 3 == 0 ? "powershell.exe" : "cmd.exe", $"/c part{i}.bat"));
                for (var k = 0; k < tree.Grandchildren; k++)
                    output.WriteLine(Line(tree, next++, child, "tool.exe", $"--step {k}"));
            }
        }
    }

    private static string Line(Tree tree, int number, int? parent, string program, string arguments) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["EventTime"] = _start.AddSeconds(number + 3600).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        ["Hostname"] = tree.Host,
        ["EventID"] = 1,
        ["SourceName"] = "Microsoft-Windows-Sysmon",
        ["Version"] = 5,
        ["RecordNumber"] = number + 1,
        ["Channel"] = "Microsoft-Windows-Sysmon/Operational",
        ["UtcTime"] = _start.AddSeconds(number).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
        ["ProcessGuid"] = Guid(tree, number),
        ["ProcessId"] = Pid(number),
        ["Image"] = Image(program),
        ["CommandLine"] = $@"""{Image(program)}"" {arguments}",
        ["CurrentDirectory"] = @"C:\Users\anna\Downloads\",
        ["User"] = @"CORP\anna",
        ["IntegrityLevel"] = "Medium",
        ["ParentProcessGuid"] = parent is { } of ? Guid(tree, of) : "{00000000-0000-0000-0000-000000000000}",
        ["ParentProcessId"] = parent is { } up ? Pid(up) : "0",
        ["ParentImage"] = parent is null ? "-" : Image(parent == 0 ? "wscript.exe" : "cmd.exe"),
    });

    private static string Guid(Tree tree, int number) => string.Create(CultureInfo.InvariantCulture, $"{{{tree.Nodes:x8}-1111-2222-0000-{number:x12}}}");

    private static string Pid(int number) => (1_000 + (number * 4)).ToString(CultureInfo.InvariantCulture);

    private static string Image(string program) => @"C:\Windows\System32\" + program;
}
