using System.Text;
using System.Text.Json;
using TriageConsole.Data;
using TriageConsole.Domain.Processes;
using TriageConsole.Web.Features.Hunt;
using TriageConsole.Web.Tests.Pipeline;
using Xunit;

namespace TriageConsole.Web.Tests.Hunt;

public sealed class HuntQueriesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Engine, string, string> Hunts()
    {
        var data = new TheoryData<Engine, string, string>();
        foreach (var engine in Enum.GetValues<Engine>())
        {
            data.Add(engine, "", "54321");
            data.Add(engine, "?q=invoice", "52");
            data.Add(engine, "?q=invoice !backup", "2");
            data.Add(engine, "?q=nowhere", "");
            data.Add(engine, "?host=ALPHA.example.test", "321");
            data.Add(engine, "?host=alpha", "");
            data.Add(engine, "?image=WSCRIPT.EXE", "42");
            data.Add(engine, "?image=<img src=x onerror=alert(1)>.exe", "3");
            data.Add(engine, "?image=script.exe", "");
            data.Add(engine, "?parent=Wscript.exe", "3");
            data.Add(engine, "?parent=explorer.exe", "2");
            data.Add(engine, "?parent=plorer.exe", "");
            data.Add(engine, "?user=corp\\ann", "5321");
            data.Add(engine, "?user=ann", "");
            data.Add(engine, $"?hash={HuntStory.Sha256}", "42");
            data.Add(engine, $"?hash={new string('0', 64)}", "");
            data.Add(engine, "?signature=unknown", "54321");
            data.Add(engine, "?signature=valid", "");
            data.Add(engine, "?from=2030-01-01T00:00:03Z", "543");
            data.Add(engine, "?until=2030-01-01T00:00:03Z", "21");
            data.Add(engine, "?q=wscript&host=beta.example.test&user=corp\\bob", "4");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Hunts))]
    public async Task PageAsync_Filter_FindsThoseAndNoOthersLatestFirst(Engine engine, string query, string expected)
    {
        await using var run = await PipelineRun.OfAsync(engine, HuntStory.File);
        var queries = new HuntQueries(run.Get<TriageDatabase>());
        var (filter, ignored) = HuntFilter.Parse(Escaped(query));
        Assert.Empty(ignored);

        var page = await queries.PageAsync(filter, null, Cancel);

        Assert.Equal(expected, string.Concat(page.Rows.Select(r => r.StartUtc.Second)));
        Assert.Equal(expected.Length, (await queries.CountAsync(filter, Cancel)).Value);
        var behind = page.Rows.Count == 0 ? page : await queries.PageAsync(filter, page.Rows[0], Cancel);
        Assert.Equal(expected.Length == 0 ? "" : expected[1..], string.Concat(behind.Rows.Select(r => r.StartUtc.Second)));
    }

    [Fact]
    public async Task WriteCsvAsync_FormulaAsCommandLine_IsText()
    {
        await using var run = await PipelineRun.OfAsync(Engine.Sqlite, HuntStory.File);
        var export = new HuntExport(new(run.Get<TriageDatabase>()), run.Get<TriageDatabase>());
        using var output = new MemoryStream();

        await export.WriteCsvAsync(new HuntFilter { Image = "<img src=x onerror=alert(1)>.exe" }, output, Cancel);

        var lines = Encoding.UTF8.GetString(output.ToArray()).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains($"{HuntStory.Hostile},\"'=HYPERLINK(\"\"http://evil.example\"\",\"\"x\"\")\",CORP\\ann", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteNdjsonAsync_Processes_AreEcsThatIsReadAgain()
    {
        await using var run = await PipelineRun.OfAsync(Engine.Sqlite, HuntStory.File);
        var export = new HuntExport(new(run.Get<TriageDatabase>()), run.Get<TriageDatabase>());
        using var output = new MemoryStream();

        await export.WriteNdjsonAsync(new HuntFilter { Host = "alpha.example.test" }, output, Cancel);

        var documents = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal([HuntStory.Hostile, HuntStory.Wscript, HuntStory.Explorer], documents.Select(d => d.GetProperty("process").GetProperty("executable").GetString()));
        Assert.Equal(HuntStory.Formula, documents[0].GetProperty("process").GetProperty("command_line").GetString());
        Assert.Equal(HuntStory.Sha256, documents[1].GetProperty("process").GetProperty("hash").GetProperty("sha256").GetString());
        Assert.Equal(["alpha.example.test"], documents.Select(d => d.GetProperty("host").GetProperty("name").GetString()).Distinct());
        await using var again = await PipelineRun.OfAsync(Engine.Sqlite, output.ToArray());
        Assert.Equal(3, (await new HuntQueries(again.Get<TriageDatabase>()).CountAsync(HuntFilter.Default, Cancel)).Value);
    }

    [Fact]
    public async Task PageAsync_ManyMatches_AreMetByWalkingBackInTime()
    {
        await using var run = await PipelineRun.CreateAsync(Engine.Sqlite);
        var lines = Enumerable.Range(0, HuntMatching.FewEnoughToSort + 200).Select(i => JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["EventID"] = "1",
            ["Channel"] = "Microsoft-Windows-Sysmon/Operational",
            ["SourceName"] = "Microsoft-Windows-Sysmon",
            ["Hostname"] = "alpha.example.test",
            ["UtcTime"] = new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(i).ToString("yyyy-MM-dd HH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture),
            ["ProcessGuid"] = $"{{aabbccdd-0000-0000-0000-{i:x12}}}",
            ["ProcessId"] = $"{4 * (i + 1)}",
            ["Image"] = @"C:\a.exe",
            ["CommandLine"] = i % 2 == 0 ? "a.exe many times" : "a.exe often many",
        }));
        await run.ImportAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        var queries = new HuntQueries(run.Get<TriageDatabase>());
        var filter = new HuntFilter { Words = "many" };

        var first = await queries.PageAsync(filter, null, Cancel);
        var second = await queries.PageAsync(filter, first.Rows[^1], Cancel);
        var even = await queries.PageAsync(new HuntFilter { Words = "times", Host = "alpha.example.test", Signature = SignatureStatus.Unknown }, null, Cancel);

        var onHost = await queries.PageAsync(filter with { Host = "alpha.example.test" }, null, Cancel);

        var newest = new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(HuntMatching.FewEnoughToSort + 199);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => newest.AddSeconds(-i)), first.Rows.Concat(second.Rows).Select(r => r.StartUtc));
        Assert.Equal(first.Rows, onHost.Rows);
        Assert.True((await queries.CountAsync(filter, Cancel)).IsCapped);
        Assert.All(even.Rows, row => Assert.Equal("a.exe many times", row.CommandLine));
        Assert.Equal(100, even.Rows.Count);
    }

    private static string Escaped(string query) => query.Length == 0 ? query
        : "?" + string.Join('&', query[1..].Split('&').Select(part => part.Split('=', 2)).Select(pair => $"{pair[0]}={Uri.EscapeDataString(pair[1])}"));
}
