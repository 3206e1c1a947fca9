using System.Buffers.Binary;
using TriageConsole.Domain.Events;
using TriageConsole.Telemetry.Formats.Evtx;
using TriageConsole.Testing.Evtx;
using Xunit;

namespace TriageConsole.Telemetry.Tests.Evtx;

public sealed class EvtxStructureTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_ProcessStart_HasAllSystemFields(bool literal)
    {
        var writer = new EvtxWriter { NextRecordId = 4_000_000_000 };
        writer.Add(EvtxSamples.ProcessStart(3), literal);
        var reader = new EvtxRecordReader(new MemoryStream(writer.ToArray()), ReadLimits.Default, static (_, _) => true);
        Assert.True(reader.Read(TestContext.Current.CancellationToken));
        var record = reader.Record;
        Assert.True(reader.IsDecoded);
        Assert.Equal("Microsoft-Windows-Sysmon", record.Provider);
        Assert.Equal("Microsoft-Windows-Sysmon/Operational", record.Channel);
        Assert.Equal("host.example", record.Computer);
        Assert.Equal((1, 5), (record.EventId, record.Version));
        Assert.Equal(4_000_000_000, record.RecordId);
        Assert.Equal(new DateTime(2024, 3, 1, 12, 0, 3, DateTimeKind.Utc), record.Time);
        Assert.True(record.TimeIsUtc);
        Assert.Equal("{00000004-0002-0003-0000-000000000001}", record["ProcessGuid"]);
        Assert.Equal("1003", record["ProcessId"]);
        Assert.Equal("cscript.exe //nologo report-3.vbs", record["CommandLine"]);
    }

    [Fact]
    public void Read_Format_MapsWhatIsNeededAndCountsTheRest()
    {
        var items = new EvtxFormat().Read(new MemoryStream(EvtxSamples.Templates()), ReadLimits.Default, TestContext.Current.CancellationToken).ToList();
        Assert.Equal(Enumerable.Range(0, 20).Select(static index => (long)index), items.Select(static item => item.Index));
        Assert.All(items, static item => Assert.True(item.IsRecord && item.Diagnostic is null));
        Assert.All(items, static item => Assert.Equal(item.Index % 4 == 3, item.Event is null));
        var process = Assert.IsType<ProcessCreatedEvent>(items[18].Event);
        Assert.Equal(("cscript.exe //nologo report-18.vbs", 18L, 19L), (process.CommandLine, process.Origin.Index, process.Origin.RecordId));
    }

    [Fact]
    public void Claims_OnlyTheSignature()
    {
        var format = new EvtxFormat();
        Assert.True(format.Claims("ElfFile\0"u8));
        Assert.False(format.Claims("ElfFile"u8));
        Assert.False(format.Claims("ElfFiles and more"u8));
        Assert.False(format.Claims([]));
    }

    [Fact]
    public void Read_RecordNobodyNeeds_IsCountedWithoutItsData()
    {
        var steps = EvtxReading.Read(EvtxSamples.Templates(), static (provider, id) => provider == "Sample-Provider" && id == 900);
        Assert.Equal(20, steps.Count);
        Assert.All(steps, static step => Assert.Equal(step.Index % 4 == 3, step.IsDecoded));
        Assert.Equal("note 7", steps[7]["Note"]);
    }

    [Fact]
    public void Read_Markup_IsPutTogetherAsText()
    {
        var record = Assert.Single(EvtxReading.Read(EvtxSamples.Markup()));
        Assert.Null(record.Diagnostic);
        Assert.Equal(42, record.EventId);
        Assert.Equal(new DateTime(2024, 3, 1, 12, 0, 0, DateTimeKind.Utc).AddTicks(1234567), record.Time);
        Assert.Equal(["Markup=a<<b> & c\u00E9&&unknown;", "Empty="], record.Data.Select(static datum => $"{datum.Key}={datum.Value}"));
    }

    [Fact]
    public void Read_Wrapped_KeepsTheOrderOfTheFile() =>
        Assert.Equal([100L, 7, 8], EvtxReading.Read(EvtxSamples.Wrapped()).Select(static step => step.RecordId!.Value));

    [Fact]
    public void Read_Slack_IsNotCounted()
    {
        var steps = EvtxReading.Read(EvtxSamples.Slack());
        Assert.Equal([1L, 2, 3], steps.Select(static step => step.RecordId!.Value));
        Assert.Empty(steps.Codes());
    }

    [Fact]
    public void Read_Dirty_ReadsEveryChunkAndSaysSo()
    {
        var steps = EvtxReading.Read(EvtxSamples.Dirty());
        Assert.Equal(["EVTX003"], steps.Codes());
        Assert.Equal(20, steps.Records().Count);
    }

    [Fact]
    public void Read_PreallocatedZeros_AreNoFault()
    {
        byte[] file = [.. EvtxSamples.OneChunk(2), .. new byte[3 * EvtxChunk.Size]];
        var steps = EvtxReading.Read(file);
        Assert.Equal(2, steps.Count);
        Assert.Empty(steps.Codes());
    }

    [Fact]
    public void Read_StreamThatGivesAFewBytesATime_ReadsTheSame()
    {
        var file = EvtxSamples.Templates();
        var expected = EvtxReading.Read(file);
        var actual = EvtxReading.Read(new TricklingStream(file));
        Assert.Equal(expected.Select(static step => step["CommandLine"]), actual.Select(static step => step["CommandLine"]));
    }

    [Fact]
    public void Read_ElementStartsWithDependenciesOutsideTemplates_AreRead()
    {
        var writer = new EvtxWriter();
        writer.Add(DateTime.UnixEpoch, static xml =>
        {
            xml.WithDependencies = true;
            EvtxSamples.ProcessStart(1).WriteLiteral(xml, 1);
        });
        var record = Assert.Single(EvtxReading.Read(writer.ToArray()));
        Assert.Null(record.Diagnostic);
        Assert.Equal("1001", record["ProcessId"]);
    }

    [Fact]
    public void Read_ElementStartsWithoutDependenciesInsideTemplates_AreRead()
    {
        var template = new EvtxTemplate(Guid.NewGuid(), static xml =>
        {
            xml.WithDependencies = false;
            xml.Element("Event", null, () => xml.Element("EventData", null, () =>
                xml.Element("Data", () => xml.Attribute("Name", "A"), () => xml.Slot(0, 1))));
        });
        var writer = new EvtxWriter();
        writer.Add(DateTime.UnixEpoch, xml => xml.Instance(template, EvtxValue.Text("b")));
        Assert.Equal("b", Assert.Single(EvtxReading.Read(writer.ToArray()))["A"]);
    }

    [Fact]
    public void Read_FragmentInsideADatum_GivesItsLeaves()
    {
        var writer = new EvtxWriter();
        writer.Add(new EvtxEvent
        {
            Data = [("Outer", EvtxValue.Fragment(static xml =>
            {
                xml.FragmentHeader();
                xml.Element("Inner", null, () => xml.Text("deep"));
                xml.EndOfStream();
            })), ("After", EvtxValue.UInt32(5))],
        });
        var record = Assert.Single(EvtxReading.Read(writer.ToArray()));
        Assert.Null(record.Diagnostic);
        Assert.Equal("deep", record["Inner"]);
        Assert.Equal("5", record["After"]);
    }

    [Fact]
    public void Read_RecordWithoutSystem_TakesNumberAndTimeFromItsFrame()
    {
        var writer = new EvtxWriter { NextRecordId = 77 };
        var written = new DateTime(2023, 5, 6, 7, 8, 9, DateTimeKind.Utc);
        writer.Add(written, static xml => xml.Element("Event", null, () => xml.Element("EventData")));
        var record = Assert.Single(EvtxReading.Read(writer.ToArray()));
        Assert.Equal((77L, written), (record.RecordId!.Value, record.Time!.Value));
    }

    [Fact]
    public void Read_SlotThatIsNotGiven_IsNull()
    {
        var template = new EvtxTemplate(Guid.NewGuid(), static xml => xml.Element("Event", null, () => xml.Element("EventData", null, () =>
            xml.Element("Data", () => xml.Attribute("Name", "Missing"), () => xml.Slot(9, 1)))));
        var writer = new EvtxWriter();
        writer.Add(DateTime.UnixEpoch, xml => xml.Instance(template, EvtxValue.Text("only")));
        var record = Assert.Single(EvtxReading.Read(writer.ToArray()));
        Assert.Null(record.Diagnostic);
        Assert.Equal(KeyValuePair.Create("Missing", (string?)null), Assert.Single(record.Data));
    }

    [Fact]
    public void Read_ManyChunks_UsesTheTemplatesOfEach()
    {
        var writer = new EvtxWriter();
        for (var i = 0; i < 1000; i++)
            writer.Add(EvtxSamples.ProcessStart(i));
        var file = writer.ToArray();
        Assert.True(BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(42)) > 3);
        var records = EvtxReading.Read(file);
        Assert.Equal(1000, records.Count);
        Assert.All(records, static record => Assert.Equal($"cscript.exe //nologo report-{record.Index}.vbs", record["CommandLine"]));
    }

    private sealed class TricklingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 777)]);
    }
}
