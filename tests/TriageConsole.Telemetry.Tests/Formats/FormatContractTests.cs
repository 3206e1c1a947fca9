using TriageConsole.Telemetry.Formats;
using Xunit;

namespace TriageConsole.Telemetry.Tests.Formats;

/// <summary>What every format owes, whatever it reads.</summary>
public sealed class FormatContractTests
{
    private const int CutEvery = 512;

    public static TheoryData<string> Good => [.. Samples.Below("ndjson/good"), .. Samples.Below("eventxml/good"), .. Samples.Below("csv/good")];

    public static TheoryData<string> All =>
        [.. Good.Select(static row => row.Data), .. Samples.Below("ndjson/bad"), .. Samples.Below("eventxml/bad"), .. Samples.Below("csv/bad")];

    [Theory]
    [MemberData(nameof(All))]
    public void Claims_EverySample_ExactlyOneFormat(string sample)
    {
        var head = Samples.Bytes(sample);
        var claimed = ImportFormats.All.Where(format => format.Claims(head)).Select(static format => format.Name);

        var only = Assert.Single(claimed);
        Assert.Equal(sample.Split('/')[0] is var folder && folder == "eventxml" ? "event-xml" : folder, only);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n")]
    [InlineData("a,b,c\n1,2,3\n")]
    [InlineData("<html><body>Event</body></html>")]
    [InlineData("<Eventual/>")]
    [InlineData("[1, 2, 3]")]
    [InlineData("{ not: json }")]
    [InlineData("PK\u0003\u0004 anything")]
    [InlineData("ElfChnk")]
    public void Claims_OtherBytes_NoFormat(string text) =>
        Assert.Null(ImportFormats.Detect(System.Text.Encoding.Latin1.GetBytes(text)));

    [Theory]
    [InlineData("ElfFile\0\nDeviceName,ActionType\na,b\n", "evtx")]
    [InlineData("ElfFile\0,DeviceName,ActionType\na,b\n", "evtx")]
    [InlineData("{\"a\":\n<Event>\n1}", "ndjson")]
    [InlineData("[ {\"a\":\n<Event>\n1}]", "ndjson")]
    [InlineData("\u001E{\"a\":1}\nDeviceName,ActionType\n", "ndjson")]
    [InlineData("banner\nDeviceName,ActionType\na,\0\n", "csv")]
    [InlineData("text\n<Event >\n{\"a\":1}\n", "event-xml")]
    public void Claims_BytesOfTwoFormats_OnlyTheOneTheyStartAs(string text, string name) =>
        Assert.Equal([name], ImportFormats.All.Where(format => format.Claims(System.Text.Encoding.Latin1.GetBytes(text))).Select(static format => format.Name));

    [Theory]
    [MemberData(nameof(Good))]
    public void Read_GoodSample_HasNoWarnings(string sample)
    {
        var items = Samples.Read(Samples.Bytes(sample));

        Assert.NotEmpty(items);
        Assert.All(items, static item => Assert.True(item.Diagnostic is null or { Severity: DiagnosticSeverity.Info }, item.Diagnostic?.ToString()));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Read_SameBytesTwice_SameItems(string sample)
    {
        var bytes = Samples.Bytes(sample);

        Assert.Equal(Samples.Read(bytes), Samples.Read(bytes));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Read_SampleCutAnywhere_EndsInDiagnosticsWithRecordsInOrder(string sample)
    {
        var bytes = Samples.Bytes(sample);
        var format = ImportFormats.Detect(bytes)!;
        var whole = Samples.Read(bytes).Count(static item => item.IsRecord);
        for (var cut = 0; cut < bytes.Length; cut += CutEvery)
        {
            var items = Samples.Read(format, bytes[..cut]);

            var records = items.Where(static item => item.IsRecord).Select(static item => item.Index).ToList();
            Assert.Equal(Enumerable.Range(0, records.Count).Select(static i => (long)i), records);
            Assert.True(records.Count <= whole);
            Assert.All(items, static item => Assert.True(item.IsRecord || item.Diagnostic is not null));
        }
    }

    [Theory]
    [MemberData(nameof(Good))]
    public void Read_OneByteAtATime_SameItems(string sample)
    {
        var bytes = Samples.Bytes(sample);
        var format = ImportFormats.Detect(bytes)!;
        using var trickle = new TrickleStream(bytes);

        Assert.Equal(Samples.Read(format, bytes), format.Read(trickle, ReadLimits.Default, CancellationToken.None));
    }

    [Theory]
    [MemberData(nameof(Good))]
    public void Read_Cancelled_Throws(string sample)
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        using var stream = new MemoryStream(Samples.Bytes(sample));
        var format = ImportFormats.Detect(Samples.Bytes(sample))!;

        Assert.Throws<OperationCanceledException>(() => format.Read(stream, ReadLimits.Default, cancelled.Token).Count());
    }

    [Theory]
    [MemberData(nameof(Good))]
    public void Read_BrokenStream_LetsTheIoFaultThrough(string sample)
    {
        var bytes = Samples.Bytes(sample);
        using var stream = new TrickleStream(bytes, failAt: bytes.Length / 2);

        Assert.Throws<IOException>(() => ImportFormats.Detect(bytes)!.Read(stream, ReadLimits.Default, CancellationToken.None).Count());
    }

    private sealed class TrickleStream(byte[] bytes, int failAt = int.MaxValue) : MemoryStream(bytes)
    {
        // A derived MemoryStream sends its span overload here.
        public override int Read(byte[] buffer, int offset, int count) =>
            Position >= failAt ? throw new IOException("broken") : base.Read(buffer, offset, Math.Min(1, count));
    }
}
