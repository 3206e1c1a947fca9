using TriageConsole.Telemetry.Formats.Evtx;
using TriageConsole.Testing;
using TriageConsole.Testing.Evtx;
using Xunit;

namespace TriageConsole.Telemetry.Tests.Evtx;

public sealed class EvtxSampleTests
{
    /// <summary>Set to 1 to write the samples anew after a change of the writer.</summary>
    private const string WriteVariable = "TRIAGE_WRITE_SAMPLES";

    public static IEnumerable<TheoryDataRow<string>> Good() => Paths("good/");

    public static IEnumerable<TheoryDataRow<string>> Bad() => Paths("bad/");

    [Fact]
    public void Samples_AsCommitted_AreWhatTheWriterMakes()
    {
        var folder = Checkout.PathOf("tests", "samples", "evtx");
        foreach (var (path, bytes) in EvtxSamples.All())
        {
            var file = Path.Combine(folder, path);
            if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllBytes(file, bytes);
            }

            Assert.True(bytes.AsSpan().SequenceEqual(File.ReadAllBytes(file)), $"{path} differs; set {WriteVariable}=1 to write it anew.");
        }

        Assert.Equal(
            EvtxSamples.All().Select(static sample => sample.Path).Order(StringComparer.Ordinal),
            Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/')).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Good))]
    public void Read_GoodSample_LosesNothing(string path)
    {
        var steps = EvtxReading.Read(Bytes(path));
        Assert.NotEmpty(steps.Records());
        Assert.All(steps.Records(), static step => Assert.True(step.IsDecoded && step.Diagnostic is null));
        Assert.All(steps, static step => Assert.True(step.Diagnostic is null or { Severity: DiagnosticSeverity.Info }));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Read_BadSample_SaysWhatIsWrong(string path) => Assert.NotEmpty(EvtxReading.Read(Bytes(path)).Codes());

    [Theory]
    [MemberData(nameof(Good))]
    public void Read_GoodSampleCutAtEvery512thByte_EndsInDiagnosticsAndKeepsTheRest(string path)
    {
        var file = Bytes(path);
        var whole = EvtxReading.Read(file).Records();
        var before = 0;
        for (var length = 0; length < file.Length; length += 512)
        {
            var steps = EvtxReading.Read(file[..length]);
            Assert.NotEmpty(steps.Codes());
            var records = steps.Records();
            Assert.True(records.Count >= before);
            Assert.Equal(whole.Take(records.Count).Select(static step => step.RecordId), records.Select(static step => step.RecordId));
            Assert.All(records, static step => Assert.True(step.IsDecoded));
            before = records.Count;
        }
    }

    [Theory]
    [MemberData(nameof(Good))]
    [MemberData(nameof(Bad))]
    public void Read_SampleTwice_GivesTheSameItems(string path)
    {
        var format = new EvtxFormat();
        var file = Bytes(path);
        Assert.True(format.Claims(file));
        Assert.Equal(Items(), Items());

        List<ReadItem> Items() => [.. format.Read(new MemoryStream(file), ReadLimits.Default, TestContext.Current.CancellationToken)];
    }

    private static byte[] Bytes(string path) => File.ReadAllBytes(Checkout.PathOf("tests", "samples", "evtx", path));

    private static IEnumerable<TheoryDataRow<string>> Paths(string group) =>
        EvtxSamples.All().Where(sample => sample.Path.StartsWith(group, StringComparison.Ordinal)).Select(static sample => new TheoryDataRow<string>(sample.Path));
}
