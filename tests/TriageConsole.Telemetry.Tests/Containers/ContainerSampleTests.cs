using TriageConsole.Telemetry.Containers;
using Xunit;

namespace TriageConsole.Telemetry.Tests.Containers;

/// <summary>The packed samples: what each gives, entry by entry.</summary>
public sealed class ContainerSampleTests
{
    private static readonly string Long = new string('n', 180) + ".json";

    public static TheoryData<string, string[]> Good => new()
    {
        { "zip/good/two-entries.zip", ["host/events.json|ndjson|10", "host/events.xml|event-xml|10"] },
        { "zip/good/stored.zip", ["events.json|ndjson|10"] },
        { "zip/good/nested.zip", ["inner.zip/events.json|ndjson|10"] },
        { "gz/good/events.gz", ["|ndjson|10"] },
        { "gz/good/two-members.gz", ["|ndjson|20"] },
        { "tar/good/ustar.tar", ["host/events.json|ndjson|10", "events.xml|event-xml|10"] },
        { "tar/good/pax-long-name.tar", [$"{Long}|ndjson|10"] },
        { "tar/good/gnu-long-name.tar", [$"{Long}|ndjson|10"] },
        { "tar.gz/good/events.tar.gz", ["events.json|ndjson|10"] },
    };

    public static TheoryData<string, string[]> Bad => new()
    {
        { "zip/bad/no-directory.zip", ["||0|BOX001"] },
        { "zip/bad/paths.zip", ["../../etc/cron.d/x|ndjson|10", "/etc/passwd|event-xml|10", @"C:\Windows\x.json|ndjson|10"] },
        { "zip/bad/encrypted.zip", ["a.json||0|BOX006", "b.json|ndjson|10"] },
        { "zip/bad/too-deep.zip", ["two.zip/three.zip||0|BOX005"] },
        { "zip/bad/lengths.zip", ["host/events.json||0|BOX001", "host/events.xml|event-xml|10"] },
        { "gz/bad/no-trailer.gz", ["|ndjson|10|BOX002"] },
        { "tar/bad/binary-checksum.tar", ["a.json|ndjson|10", "||0|BOX008"] },
        { "tar/bad/paths.tar", ["../../etc/cron.d/x|ndjson|10", "/etc/passwd|ndjson|10"] },
        { "tar.gz/bad/no-trailer.tar.gz", ["events.json|ndjson|10", "||0|BOX002"] },
    };

    [Theory]
    [MemberData(nameof(Good))]
    [MemberData(nameof(Bad))]
    public void Open_Sample_GivesItsEntriesAndSaysWhatIsWrong(string sample, string[] entries) => Assert.Equal(entries, Packed.Open(Samples.Bytes(sample)));

    [Theory]
    [InlineData("gz/bad/damaged.gz")]
    [InlineData("tar/bad/cut-inside.tar")]
    public void Open_DamagedSample_KeepsWhatWasThereAndWarns(string sample)
    {
        var lines = Packed.Open(Samples.Bytes(sample));

        Assert.Contains(lines, static line => line.Contains("BOX008", StringComparison.Ordinal));
        Assert.Contains("|ndjson|", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_OfEveryContainer_AreGoodAndBad() => Assert.All((string[])["zip", "gz", "tar", "tar.gz"], static folder =>
    {
        Assert.All(Samples.Below($"{folder}/good"), static sample => Assert.Contains(Good, row => row.Data.Item1 == sample));
        Assert.NotEmpty(Samples.Below($"{folder}/bad"));
    });

    [Fact]
    public void Open_SampleCutAnywhere_NeverThrows() => Assert.All(Good.Select(static row => Samples.Bytes(row.Data.Item1)), static bytes =>
    {
        for (var cut = 0; cut < bytes.Length; cut += 512)
            Packed.Open(bytes[..cut]);
    });
}
