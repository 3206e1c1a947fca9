using System.IO.Compression;
using System.Text;
using TriageConsole.Testing;
using TriageConsole.Testing.Demo;
using Xunit;

namespace TriageConsole.Architecture.Tests.Demo;

/// <summary>The committed captures are what the generator makes; eng/make-demo.sh sets TRIAGE_WRITE_DEMO to write them.</summary>
public sealed class DemoTelemetryTests
{
    private static readonly string _folder = Checkout.PathOf("seed-data", "telemetry");

    [Fact]
    public void Captures_GeneratedAgain_EqualTheCommitted()
    {
        if (Environment.GetEnvironmentVariable("TRIAGE_WRITE_DEMO") == "1")
            DemoTelemetry.WriteTo(_folder);
        var committed = Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        var captures = DemoTelemetry.Captures();
        Assert.Equal(captures.Select(c => c.Name + ".gz").Order(StringComparer.Ordinal), committed);
        foreach (var (name, content) in captures)
            Assert.True(content.AsSpan().SequenceEqual(Unpack(name)), $"{name} differs: run eng/make-demo.sh and explain the change.");
    }

    [Fact]
    public void Captures_Committed_StaySmall() =>
        Assert.InRange(new DirectoryInfo(_folder).GetFiles().Sum(file => file.Length), 1, 3 * 1024 * 1024);

    [Fact]
    public void Captures_Counted_HoldTwoDaysOfAnEstate()
    {
        var lines = DemoTelemetry.Captures().SelectMany(c => Encoding.UTF8.GetString(c.Content).Split('\n', StringSplitOptions.RemoveEmptyEntries)).ToList();
        var created = lines.Count(l => l.Contains("\"EventID\":1,", StringComparison.Ordinal) || l.Contains("\"EventID\":4688,", StringComparison.Ordinal)
            || l.Contains("\"event_id\":\"1\"", StringComparison.Ordinal) || l.Contains("\"type\":[\"start\"]", StringComparison.Ordinal));
        Assert.InRange(created, 600, 1500);
        Assert.Contains(lines, l => l.Contains(@"<img src=x onerror=alert(1)>.exe", StringComparison.Ordinal));
    }

    [Fact]
    public void Captures_Names_AreOfDocumentationDomainsOnly()
    {
        foreach (var (name, content) in DemoTelemetry.Captures())
        {
            var text = Encoding.UTF8.GetString(content);
            foreach (var piece in text.Split("http").Skip(1).Where(p => p.Contains("://", StringComparison.Ordinal)))
            {
                var host = piece.TrimStart('s')[3..].Split('/', ':', '"', '\'')[0];
                Assert.True(host.StartsWith("192.0.2.", StringComparison.Ordinal) || host.EndsWith("example.com", StringComparison.Ordinal)
                    || host.EndsWith("example.net", StringComparison.Ordinal) || host.EndsWith("example.org", StringComparison.Ordinal), $"{name}: {host}");
            }
        }
    }

    private static byte[] Unpack(string name)
    {
        using var file = File.OpenRead(Path.Combine(_folder, name + ".gz"));
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var memory = new MemoryStream();
        gzip.CopyTo(memory);
        return memory.ToArray();
    }
}
