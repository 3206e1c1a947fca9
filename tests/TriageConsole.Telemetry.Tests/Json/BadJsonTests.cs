using System.Text;
using TriageConsole.Domain.Events;
using TriageConsole.Telemetry.Formats.Json;
using Xunit;

namespace TriageConsole.Telemetry.Tests.Json;

public sealed class BadJsonTests
{
    private const string Record = """{"EventID":1,"SourceName":"Microsoft-Windows-Sysmon","Hostname":"ws","UtcTime":"2024-03-05 14:30:00.100","ProcessId":"7","Image":"C:\\a.exe"}""";

    private static readonly NdjsonFormat Format = new();

    [Fact]
    public void Read_BrokenLines_LosesThoseLinesOnly()
    {
        var items = Samples.Read(Samples.Bytes("ndjson/bad/broken-lines.ndjson"));

        Assert.Equal(4, items.Count(static item => item.IsRecord && item.Event is not null));
        Assert.Equal(["NDJSON002", "NDJSON001", "NDJSON002", "NDJSON002"], Codes(items));
        Assert.All(items.Where(static item => item.Diagnostic is not null), static item => Assert.NotNull(item.Diagnostic!.Offset));
        Assert.Contains("2 line(s)", items.First(static item => item.Diagnostic?.Code == "NDJSON001").Diagnostic!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deep.ndjson", "NDJSON002", 1)]
    [InlineData("cut.ndjson", "NDJSON004", 1)]
    [InlineData("unknown-layout.ndjson", "NDJSON007", 0)]
    [InlineData("no-time.ndjson", "NDJSON005", 0)]
    [InlineData("pretty-broken.json", "NDJSON002", 1)]
    [InlineData("log-analytics-broken-xml.ndjson", "NDJSON005", 1)]
    [InlineData("velociraptor-no-time.ndjson", "NDJSON005", 1)]
    [InlineData("defender-no-time.ndjson", "NDJSON005", 1)]
    [InlineData("defender-results-cut.json", "NDJSON004", 0)]
    [InlineData("defender-results-broken.json", "NDJSON002", 1)]
    [InlineData("ecs-code-signature.ndjson", "NDJSON005", 5)]
    [InlineData("winlogbeat6.ndjson", "NDJSON005", 1)]
    [InlineData("winlogbeat6.ndjson", "NDJSON002", 1)]
    [InlineData("winlogbeat7.ndjson", "NDJSON005", 1)]
    [InlineData("winlogbeat8.ndjson", "NDJSON005", 1)]
    [InlineData("security-event.ndjson", "NDJSON005", 1)]
    [InlineData("velociraptor-etw.ndjson", "NDJSON005", 1)]
    [InlineData("powershell.ndjson", "NDJSON005", 0)]
    public void Read_BadSample_SaysSoAndKeepsTheRest(string sample, string code, int events)
    {
        var items = Samples.Read(Samples.Bytes($"ndjson/bad/{sample}"));

        Assert.Contains(code, Codes(items));
        Assert.Equal(events, items.Count(static item => item.Event is ProcessCreatedEvent));
    }

    // A verdict that can't be understood is none, whoever's name stands beside it.
    [Fact]
    public void Read_EcsSignatureThatIsNone_IsNoVerdict()
    {
        var started = Samples.Read(Samples.Bytes("ndjson/bad/ecs-code-signature.ndjson")).Select(static item => item.Event).OfType<ProcessCreatedEvent>().ToList();

        Assert.All(started.Take(4), static e => Assert.NotEqual(Domain.Processes.SignatureStatus.Valid, e.Signature?.Status));
        Assert.Equal((Domain.Processes.SignatureStatus.Invalid, false), (started[4].Signature!.Status, started[4].Signature!.IsMicrosoft));
    }

    [Fact]
    public void Read_PowerShellWithOddNumbersAndBytes_IsBroughtInOrder()
    {
        var parts = Samples.Read(Samples.Bytes("ndjson/bad/powershell.ndjson")).Select(static item => item.Event).OfType<ScriptBlockEvent>().ToList();

        Assert.Equal((null, 1, 1), (parts[0].BlockId, parts[0].Number, parts[0].Total));
        Assert.Equal(("x\uFFFD\uFFFDy", null, 8), (parts[1].Text, parts[1].Path, parts[1].BlockId!.Value.Version));
    }

    [Fact]
    public void Read_PrettyPrintedRecordThatIsBroken_DoesNotTakeItsInnerObjectsForRecords()
    {
        var items = Samples.Read(Samples.Bytes("ndjson/bad/pretty-broken.json"));

        Assert.Equal(0, Assert.Single(items, static item => item.IsRecord).Index);
    }

    [Fact]
    public void Read_NulsLoneSurrogatesAndBadUtf8_AreReplaced()
    {
        var items = Samples.Read(Samples.Bytes("ndjson/bad/nul-surrogate.ndjson"));

        Assert.Equal(2, items.Count(static item => item.IsRecord));
        Assert.Contains("in\uFFFDven\uFFFDtory", ((ProcessCreatedEvent)items[0].Event!).CommandLine, StringComparison.Ordinal);
        Assert.Contains("Micro\uFFFD", ((ImageLoadedEvent)items[1].Event!).Company, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_RecordOverTheLimit_IsSkippedWithItsPlace()
    {
        var limits = ReadLimits.Default with { MaxRecordBytes = 1_000 };
        var text = $"{Record}\n{{\"EventID\":1,\"Image\":\"{new string('x', 5_000)}\"}}\n{Record}\n";

        var items = Samples.Read(Format, Encoding.UTF8.GetBytes(text), limits);

        Assert.Equal([0L, 1L], items.Where(static item => item.IsRecord).Select(static item => item.Index));
        var fault = Assert.Single(items, static item => item.Diagnostic is not null).Diagnostic!;
        Assert.Equal(("NDJSON003", Record.Length + 1L), (fault.Code, fault.Offset));
        Assert.Contains("Record 1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_HugeSingleLine_KeepsMemoryFlat()
    {
        var limits = ReadLimits.Default with { MaxRecordBytes = 1 << 20 };
        using var stream = new RepeatStream("{\"a\":\""u8.ToArray(), (byte)'x', 200_000_000);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var items = Format.Read(stream, limits, CancellationToken.None).ToList();

        Assert.Equal("NDJSON003", Assert.Single(items).Diagnostic!.Code);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 20_000_000);
    }

    [Fact]
    public void Read_LongField_IsCutAndSaidSo()
    {
        var limits = ReadLimits.Default with { MaxFieldChars = 100 };
        var text = Record.Replace("a.exe", new string('x', 200), StringComparison.Ordinal);

        var item = Assert.Single(Samples.Read(Format, Encoding.UTF8.GetBytes(text), limits));

        Assert.Equal(100, ((ProcessCreatedEvent)item.Event!).Image.Length);
        Assert.Equal("NDJSON006", item.Diagnostic!.Code);
    }

    [Theory]
    [InlineData("{0}{0}", 2)]
    [InlineData("[{0},{0}]", 2)]
    [InlineData("{0}\r\n\r\n{0}\r\n", 2)]
    [InlineData("\u001E{0}\n\u001E{0}\n", 2)]
    [InlineData("\uFEFF{0}", 1)]
    [InlineData("{{}}\n{0}", 2)]
    public void Read_AnyWayOfLiningUpObjects_EveryOneIsARecord(string shape, int records)
    {
        var text = shape.Replace("{0}", Record, StringComparison.Ordinal).Replace("{{}}", "{}", StringComparison.Ordinal);

        var items = Samples.Read(Format, Encoding.UTF8.GetBytes(text));

        Assert.Equal(records, items.Count(static item => item.IsRecord));
        Assert.All(items, static item => Assert.Null(item.Diagnostic));
    }

    [Fact]
    public void Read_ObjectsAcrossTheWindow_AreWhole()
    {
        var text = string.Concat(Enumerable.Repeat(Record + "\n", 5_000));

        var items = Samples.Read(Format, Encoding.UTF8.GetBytes(text));

        Assert.Equal(5_000, items.Count(static item => item is { IsRecord: true, Event: ProcessCreatedEvent, Diagnostic: null }));
    }

    [Fact]
    public void Read_UnclosedObjectsByTheThousand_StaysQuick()
    {
        var text = string.Concat(Enumerable.Repeat("{\"a\":[\n", 200_000));
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var items = Samples.Read(Format, Encoding.UTF8.GetBytes(text));

        Assert.DoesNotContain(items, static item => item.IsRecord);
        Assert.Equal(("NDJSON009", DiagnosticSeverity.Error), (items[^1].Diagnostic!.Code, items[^1].Diagnostic!.Severity));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"{clock.Elapsed}");
    }

    private static List<string> Codes(List<ReadItem> items) =>
        [.. items.Select(static item => item.Diagnostic).OfType<ReadDiagnostic>().Select(static fault => fault.Code)];

    private sealed class RepeatStream(byte[] head, byte filler, long length) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position { get => _position; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, length - _position);
            for (var i = 0; i < read; i++)
                buffer[offset + i] = _position + i < head.Length ? head[_position + i] : filler;
            _position += read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
