using System.Text.Json;
using TriageConsole.Web.Hosting;
using Xunit;

namespace TriageConsole.Web.Tests.Headless;

/// <summary>The measure of detection, end to end on the demo captures with labels made of what a scan of them raises.</summary>
public sealed class EvaluateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("triage-evaluate-").FullName;

    private static string Telemetry => Path.Combine(AppContext.BaseDirectory, "seed-data", "telemetry");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Evaluate_LabelsOfAScan_CountsHitsMissesAndFalseAlarms()
    {
        var (file, member, index) = await AlertedAsync();
        var labels = Labels(
            $"{file}\t{member}\t{index}\tmalicious\tcore\tfound",
            $"{file}\t{member}\t999999\tmalicious\tcore\tlost",
            $"{file}\t{member}\t{index}\tbenign\t\t",
            $"{file}\t{member}\t999998\tbenign\t\t");

        var (exit, report) = await RunAsync(labels, Telemetry);

        Assert.Equal(0, exit);
        Assert.Contains("class core                       1/2", report, StringComparison.Ordinal);
        Assert.Contains("Missed at low and above: 1", report, StringComparison.Ordinal);
        Assert.Contains("  lost (core", report, StringComparison.Ordinal);
        Assert.Contains("False alarms at low and above: 1", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Evaluate_LabelledFileThatIsMissing_IsRefusedNotCountedAsMissed()
    {
        var (exit, report) = await RunAsync(Labels("nowhere.evtx\t\t1\tbenign\t\t"), Telemetry);

        Assert.Equal(CommandLine.Unusable, exit);
        Assert.Empty(report);
    }

    private async Task<(string File, string Member, long Index)> AlertedAsync()
    {
        var output = Path.Combine(_folder, "scan.jsonl");
        await CommandLine.RunAsync(["scan", Telemetry, "--output", output]);
        using var alert = JsonDocument.Parse(File.ReadLines(output).First());
        var record = alert.RootElement.GetProperty("processes").EnumerateArray().First(p => p.GetProperty("role").GetString() == "proxy").GetProperty("records")[0];
        return (Path.GetRelativePath(Telemetry, record.GetProperty("source").GetString()!), record.GetProperty("member").GetString()!, record.GetProperty("index").GetInt64());
    }

    private string Labels(params string[] lines)
    {
        var path = Path.Combine(_folder, "labels.tsv");
        File.WriteAllLines(path, ["file\tmember\tindex\tlabel\tclass\tcase_id", .. lines]);
        return path;
    }

    private async Task<(int Exit, string Report)> RunAsync(string labels, string data)
    {
        var output = Path.Combine(_folder, "report.txt");
        var exit = await CommandLine.RunAsync(["evaluate", labels, data, "--list-level", "low", "--output", output]);
        return (exit, File.Exists(output) ? await File.ReadAllTextAsync(output, TestContext.Current.CancellationToken) : string.Empty);
    }
}
