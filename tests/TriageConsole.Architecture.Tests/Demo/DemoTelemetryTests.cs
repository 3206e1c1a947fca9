using System.IO.Compression;
using TriageConsole.Domain.Events;
using TriageConsole.Telemetry;
using TriageConsole.Telemetry.Formats;
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
    public void Captures_Read_GiveTwoDaysOfAnEstateWithoutALoss()
    {
        var hosts = new Dictionary<string, List<ProcessCreatedEvent>>(StringComparer.Ordinal);
        foreach (var (name, content) in DemoTelemetry.Captures())
        {
            var format = Assert.Single(ImportFormats.All, f => f.Claims(content.AsSpan(0, Math.Min(content.Length, ImportFormats.HeadBytes))));
            foreach (var item in format.Read(new MemoryStream(content), ReadLimits.Default, TestContext.Current.CancellationToken))
            {
                Assert.True(item.Diagnostic is null, $"{name}: {item.Diagnostic}");
                if (item.Event is ProcessCreatedEvent created)
                    (hosts.TryGetValue(created.Host, out var seen) ? seen : hosts[created.Host] = []).Add(created);
            }
        }

        Assert.Equal(["FS-02.acme.example", "LAP-107.acme.example", "SRV-APP03.acme.example", "WKS-014.acme.example"], hosts.Keys.Order(StringComparer.Ordinal));
        var all = hosts.Values.SelectMany(events => events).ToList();
        Assert.InRange(all.Count, 600, 1500);
        Assert.All(all, created => Assert.InRange(created.UtcTime, DemoTelemetry.FirstDay, DemoTelemetry.FirstDay.AddDays(2)));
        Assert.Single(all, created => created.Image.EndsWith(@"\<img src=x onerror=alert(1)>.exe", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("lap-107-ecs.ndjson")]
    [InlineData("wks-014-nxlog.ndjson")]
    public void Captures_OfHostsThatBooted_NameParentsThatAreThere(string name)
    {
        var content = DemoTelemetry.Captures().Single(capture => capture.Name == name).Content;
        var created = Created(content).ToList();
        var known = created.Select(process => process.ProcessGuid).ToHashSet();
        Assert.Equal(created.Count, known.Count);
        Assert.InRange(created.Count(process => process.ParentProcessGuid is null), 1, 2);
        Assert.All(created.Where(process => process.ParentProcessGuid is not null), process => Assert.Contains(process.ParentProcessGuid, known));
    }

    [Fact]
    public void Captures_Addresses_AreThoseKeptForDocumentation()
    {
        var lines = DemoTelemetry.Captures().SelectMany(capture => Created(capture.Content)).Select(process => process.CommandLine ?? string.Empty);
        var hosts = lines.SelectMany(line => line.Split("://").Skip(1)).Select(rest => rest.Split('/', ':', '"', '\'')[0]).ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(hosts);
        Assert.All(hosts, host => Assert.Matches(@"^192\.0\.2\.\d+$|(^|\.)example\.(com|net|org)$", host));
    }

    private static IEnumerable<ProcessCreatedEvent> Created(byte[] content) =>
        ImportFormats.Detect(content.AsSpan(0, Math.Min(content.Length, ImportFormats.HeadBytes)))!
            .Read(new MemoryStream(content), ReadLimits.Default, TestContext.Current.CancellationToken).Select(item => item.Event).OfType<ProcessCreatedEvent>();

    private static byte[] Unpack(string name)
    {
        using var file = File.OpenRead(Path.Combine(_folder, name + ".gz"));
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var memory = new MemoryStream();
        gzip.CopyTo(memory);
        return memory.ToArray();
    }
}
