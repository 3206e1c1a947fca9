using System.Text.Json;
using TriageConsole.Web.Hosting;
using Xunit;

namespace TriageConsole.Web.Tests.Headless;

/// <summary>The commands without a server, end to end on the demo captures and on files that are none.</summary>
public sealed class HeadlessTests : IDisposable
{
    private static readonly string[] _keys =
        ["alert_id", "host", "level", "score", "completeness", "status", "technique", "summary", "signals", "processes", "context"];

    private static readonly string[] _recordKeys = ["source", "member", "index", "record_id", "channel", "event_id"];

    private readonly string _folder = Directory.CreateTempSubdirectory("triage-headless-").FullName;

    private static string Telemetry => Path.Combine(AppContext.BaseDirectory, "seed-data", "telemetry");

    private static string Baseline => Path.Combine(AppContext.BaseDirectory, "seed-data", "baseline", "demo.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Scan_DemoCaptures_WritesOneLinePerAlertAndExitsOne()
    {
        var (exit, lines) = await RunAsync("scan", Telemetry);

        Assert.Equal(1, exit);
        Assert.NotEmpty(lines);
        Assert.All(lines, line =>
        {
            Assert.Equal(_keys, line.EnumerateObject().Select(p => p.Name));
            Assert.All(line.GetProperty("processes").EnumerateArray(), p => Assert.Contains(p.GetProperty("role").GetString(), new[] { "proxy", "payload", "relay" }));
            Assert.All(line.GetProperty("context").EnumerateArray(), p => Assert.Equal("context", p.GetProperty("role").GetString()));
            Assert.Contains(line.GetProperty("processes").EnumerateArray(), p => p.GetProperty("role").GetString() == "proxy");
        });
        Assert.Equal(lines.Count, lines.Select(l => l.GetProperty("alert_id").GetString()).Distinct().Count());
        var records = lines.SelectMany(l => l.GetProperty("processes").EnumerateArray()).SelectMany(p => p.GetProperty("records").EnumerateArray()).ToList();
        Assert.NotEmpty(records);
        Assert.All(records, r =>
        {
            Assert.Equal(_recordKeys, r.EnumerateObject().Select(p => p.Name));
            Assert.StartsWith(Telemetry + "/", r.GetProperty("source").GetString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Scan_Twice_GivesTheSameIds()
    {
        var (_, first) = await RunAsync("scan", Telemetry);
        var (_, second) = await RunAsync("scan", Telemetry);

        Assert.Equal(first.Select(l => l.GetRawText()), second.Select(l => l.GetRawText()));
    }

    [Fact]
    public async Task Scan_WithBaseline_MarksWhatItCovers()
    {
        var (_, without) = await RunAsync("scan", Telemetry);
        var (exit, with) = await RunAsync("scan", Telemetry, "--baseline", Baseline);

        Assert.Equal(1, exit);
        Assert.All(without, line => Assert.Equal("open", line.GetProperty("status").GetString()));
        Assert.Contains(with, line => line.GetProperty("status").GetString() == "covered");
        Assert.Contains(with, line => line.GetProperty("status").GetString() == "open");
        Assert.Equal(Ids(without), Ids(with));
    }

    [Fact]
    public async Task Scan_MinimumLevel_LeavesOutWhatLiesBelow()
    {
        var (_, all) = await RunAsync("scan", Telemetry);
        var (_, high) = await RunAsync("scan", Telemetry, "--min-level", "high");

        Assert.NotEmpty(high);
        Assert.True(high.Count < all.Count);
        Assert.All(high, line => Assert.Contains(line.GetProperty("level").GetString(), new[] { "high", "critical" }));
    }

    [Fact]
    public async Task Scan_NothingToFind_ExitsZero()
    {
        var quiet = Write("quiet.ndjson", """{"EventTime":"2026-01-02 03:04:05","SourceName":"Microsoft-Windows-Kernel-General","Channel":"System","Hostname":"HOST-1","EventID":12}""" + "\n");

        var (exit, lines) = await RunAsync("scan", quiet);

        Assert.Equal(0, exit);
        Assert.Empty(lines);
    }

    [Fact]
    public async Task Scan_MissingPath_ExitsTwo()
    {
        var (exit, lines) = await RunAsync("scan", Path.Combine(_folder, "absent.evtx"));

        Assert.Equal(2, exit);
        Assert.Empty(lines);
    }

    [Theory]
    [InlineData("scan")]
    [InlineData("read")]
    [InlineData("scan", "x", "--min-level", "dreadful")]
    public async Task Headless_BadArguments_ExitsTwo(params string[] arguments) => Assert.Equal(2, await CommandLine.RunAsync(arguments));

    [Fact]
    public async Task Scan_FileOfNoFormatBesideGoodOnes_ReadsTheRestAndExitsThree()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "mixed")).FullName;
        foreach (var file in Directory.EnumerateFiles(Telemetry))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        File.WriteAllBytes(Path.Combine(folder, "noise.evtx"), [0xDE, 0xAD, 0xBE, 0xEF, 1, 2, 3]);
        var (_, clean) = await RunAsync("scan", Telemetry);

        var (exit, lines) = await RunAsync("scan", folder);

        Assert.Equal(3, exit);
        Assert.Equal(Ids(clean), Ids(lines));
    }

    [Fact]
    public async Task Scan_FaultyBaseline_ExitsTwo()
    {
        var (exit, lines) = await RunAsync("scan", Telemetry, "--baseline", Write("baseline.json", """{"version":1,"approved_uses":[{"title":"x"}]}"""));

        Assert.Equal(2, exit);
        Assert.Empty(lines);
    }

    [Fact]
    public async Task Read_DemoCaptures_GivesEveryProcessStartWithItsPlace()
    {
        var (exit, lines) = await RunAsync("read", Telemetry);

        Assert.Equal(0, exit);
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.All(_recordKeys, key => Assert.True(line.TryGetProperty(key, out _), key)));
    }

    [Fact]
    public async Task Read_OwnOutput_GivesTheSameStartsAgain()
    {
        var (_, first) = await RunAsync("read", Telemetry);
        var copy = Write("copy.ndjson", string.Join('\n', first.Select(line => line.GetRawText())));

        var (exit, again) = await RunAsync("read", copy);

        Assert.Equal(0, exit);
        Assert.Equal(first.Select(Process), again.Select(Process));

        static string Process(JsonElement line) => line.GetProperty("process").GetRawText();
    }

    private static IEnumerable<string?> Ids(IEnumerable<JsonElement> lines) => lines.Select(l => l.GetProperty("alert_id").GetString()).Order();

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    private async Task<(int Exit, IReadOnlyList<JsonElement> Lines)> RunAsync(params string[] arguments)
    {
        var output = Path.Combine(_folder, $"{Guid.NewGuid():N}.jsonl");
        var exit = await CommandLine.RunAsync([.. arguments, "--output", output]);
        return (exit, File.Exists(output) ? [.. File.ReadLines(output).Select(line => JsonDocument.Parse(line).RootElement)] : []);
    }
}
