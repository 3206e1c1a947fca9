using System.Buffers.Binary;
using TriageConsole.Testing.Evtx;
using Xunit;

namespace TriageConsole.Telemetry.Tests.Evtx;

public sealed class EvtxFaultTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(127)]
    public void Read_LessThanAHeader_IsNoEvtx(int length)
    {
        var step = Assert.Single(EvtxReading.Read(EvtxSamples.OneChunk(1)[..length]));
        Assert.False(step.IsRecord);
        Assert.Equal(("EVTX001", DiagnosticSeverity.Error), (step.Diagnostic!.Code, step.Diagnostic.Severity));
    }

    [Fact]
    public void Read_HeaderOnly_SaysWhatIsMissing()
    {
        var steps = EvtxReading.Read(EvtxSamples.OneChunk(1)[..4096]);
        Assert.Equal(["EVTX004"], steps.Codes());
        Assert.Empty(steps.Records());
    }

    [Fact]
    public void Read_HeaderWithWrongChecksum_IsReadAllTheSame()
    {
        var file = EvtxSamples.OneChunk(2);
        file[124] ^= 1;
        var steps = EvtxReading.Read(file);
        Assert.Equal(["EVTX002"], steps.Codes());
        Assert.Equal(2, steps.Records().Count);
    }

    [Fact]
    public void Read_WrongChecksums_AreReportedAndTheChunkRead()
    {
        var steps = EvtxReading.Read(Sample("bad/checksum.evtx"));
        Assert.Equal(["EVTX007", "EVTX008"], steps.Codes());
        Assert.Equal(4, steps.Records().Count);
        Assert.All(steps.Take(2), static step => Assert.Equal((0L, 4096L), (step.Index, step.Diagnostic!.Offset!.Value)));
    }

    [Fact]
    public void Read_HostileLength_LosesThatRecordOnly()
    {
        var steps = EvtxReading.Read(Sample("bad/record-length.evtx"));
        Assert.Equal(["EVTX010"], steps.Codes());
        Assert.Equal([1L, 2, 4, 5], steps.Records().Select(static step => step.RecordId!.Value));
        Assert.Equal([0L, 1, 2, 3], steps.Records().Select(static step => step.Index));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(1u)]
    [InlineData(27u)]
    [InlineData(0x7FFF_FFFFu)]
    [InlineData(0xFFFF_FFFFu)]
    public void Read_LastRecordWithHostileLength_KeepsTheOthers(uint length)
    {
        var file = EvtxSamples.OneChunk(3);
        var chunk = EvtxSamples.Chunk(file);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[(EvtxSamples.RecordOffset(chunk, 2) + 4)..], length);
        EvtxChunk.Seal(chunk);
        var steps = EvtxReading.Read(file);
        Assert.Equal(["EVTX010"], steps.Codes());
        Assert.Equal(2, steps.Records().Count);
    }

    [Fact]
    public void Read_NoFreeSpaceOffset_ReadsWhileNumbersRise()
    {
        var steps = EvtxReading.Read(Sample("bad/free-space.evtx"));
        Assert.Equal(["EVTX009"], steps.Codes());
        Assert.Equal(4, steps.Records().Count);
    }

    [Fact]
    public void Read_NoFreeSpaceOffsetAndOlderSlack_StopsAtTheSlack()
    {
        var writer = new EvtxWriter { NextRecordId = 10 };
        writer.Add(EvtxSamples.ProcessStart(0));
        writer.NextRecordId = 3;
        writer.Add(EvtxSamples.ProcessStart(1));
        var file = writer.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(EvtxSamples.Chunk(file)[48..], 3);
        EvtxChunk.Seal(EvtxSamples.Chunk(file));
        Assert.Equal(10, Assert.Single(EvtxReading.Read(file).Records()).RecordId);
    }

    [Fact]
    public void Read_ChunkWithoutSignature_IsPassedOver()
    {
        var steps = EvtxReading.Read(Sample("bad/no-chunk.evtx"));
        Assert.Equal(["EVTX006", "EVTX004"], steps.Codes());
        Assert.Equal([1L, 3], steps.Records().Select(static step => step.RecordId!.Value));
    }

    [Fact]
    public void Read_TemplateThatHoldsItself_EndsAtTheDepthLimit()
    {
        var steps = EvtxReading.Read(Sample("bad/self-reference.evtx"));
        Assert.Equal(3, steps.Count);
        Assert.Equal(["EVTX012"], steps.Codes());
        Assert.True(steps[0].IsDecoded && steps[2].IsDecoded && !steps[1].IsDecoded);
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(64, false)]
    [InlineData(3000, false)]
    public void Read_ElementsNested_DependsOnTheDepthLimit(int depth, bool decoded)
    {
        var writer = new EvtxWriter();
        writer.Add(DateTime.UnixEpoch, xml => xml.Element("Event", null, () => xml.Element("UserData", null, () => Nest(xml, depth))));
        var step = Assert.Single(EvtxReading.Read(writer.ToArray()));
        Assert.Equal(decoded, step.IsDecoded);
        Assert.Equal(decoded ? [] : ["EVTX012"], new[] { step }.Codes());

        static void Nest(BinXmlWriter xml, int left)
        {
            // Not by recursion of the writer: the deepest of these would overflow it.
            for (var i = 0; i < left; i++)
            {
                xml.Open("D");
                xml.Raw(0x02);
            }

            for (var i = 0; i < left; i++)
                xml.End();
        }
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(70, false)]
    public void Read_FragmentsNested_DependsOnTheDepthLimit(int depth, bool decoded)
    {
        var steps = EvtxReading.Read(NestedFragments(depth, fanOut: 1));
        Assert.Equal(decoded, steps[0].IsDecoded);
        Assert.Equal(decoded ? [] : ["EVTX012"], steps.Codes());
        Assert.True(steps[1].IsDecoded);
    }

    [Fact]
    public void Read_FragmentsThatFanOut_AreRefused()
    {
        var steps = EvtxReading.Read(NestedFragments(20, fanOut: 8));
        Assert.Equal(["EVTX012"], steps.Codes());
        Assert.True(steps[1].IsDecoded);
    }

    [Fact]
    public void Read_OneValueReferredToTenThousandTimes_IsRefused()
    {
        var template = new EvtxTemplate(Guid.NewGuid(), static xml => xml.Element("Event", null, () => xml.Element("EventData", null, () =>
        {
            for (var i = 0; i < 1500; i++)
                xml.Element("D", null, () => xml.Slot(0, 1));
        })));
        var writer = new EvtxWriter();
        writer.Add(DateTime.UnixEpoch, xml => xml.Instance(template, EvtxValue.Text(new string('x', 10_000))));
        writer.Add(EvtxSamples.ProcessStart(1));
        var steps = EvtxReading.Read(writer.ToArray());
        Assert.Equal(["EVTX012"], steps.Codes());
        Assert.True(steps[1].IsDecoded);
    }

    [Fact]
    public void Read_RecordLongerThanLimit_IsCountedNotRead()
    {
        var steps = EvtxReading.Read(EvtxSamples.OneChunk(2), limits: new ReadLimits { MaxRecordBytes = 1000 });
        Assert.Equal(["EVTX013"], steps.Codes());
        Assert.True(steps[0] is { IsRecord: true, IsDecoded: false } && steps[1].IsDecoded);
    }

    [Theory]
    [InlineData(0x20)] // no such token
    [InlineData(0x0C)] // cut template instance
    [InlineData(0x41)] // cut element
    public void Read_BrokenFragment_LosesThatRecordOnly(byte token)
    {
        var writer = new EvtxWriter();
        writer.Add(DateTime.UnixEpoch, xml => xml.Raw(0x0F, 1, 1, 0, token));
        writer.Add(EvtxSamples.ProcessStart(1));
        var steps = EvtxReading.Read(writer.ToArray());
        Assert.Equal(["EVTX011"], steps.Codes());
        Assert.True(steps[0] is { IsRecord: true, IsDecoded: false, Index: 0 } && steps[1].IsDecoded);
    }

    [Fact]
    public void Read_ValuesPastTheRecord_LoseThatRecordOnly()
    {
        var file = EvtxSamples.OneChunk(2);
        var chunk = EvtxSamples.Chunk(file);
        // The second record's instance: token, version, id, offset, then the number of values.
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[(EvtxSamples.RecordOffset(chunk, 1) + 24 + 4 + 10)..], uint.MaxValue);
        EvtxChunk.Seal(chunk);
        var steps = EvtxReading.Read(file);
        Assert.Equal(["EVTX011"], steps.Codes());
        Assert.True(steps[0].IsDecoded && !steps[1].IsDecoded);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(100u)]
    [InlineData(65_530u)]
    [InlineData(0x7FFF_FFFFu)]
    [InlineData(0xFFFF_FFFFu)]
    public void Read_TemplateOffsetThatLeadsNowhere_LosesThatRecordOnly(uint offset)
    {
        var file = EvtxSamples.OneChunk(2);
        var chunk = EvtxSamples.Chunk(file);
        BinaryPrimitives.WriteUInt32LittleEndian(chunk[(EvtxSamples.RecordOffset(chunk, 1) + 24 + 4 + 6)..], offset);
        EvtxChunk.Seal(chunk);
        var steps = EvtxReading.Read(file);
        Assert.Equal(["EVTX011"], steps.Codes());
        Assert.True(steps[0].IsDecoded && !steps[1].IsDecoded);
    }

    [Fact]
    public void Read_Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        using var items = new TriageConsole.Telemetry.Formats.Evtx.EvtxFormat()
            .Read(new MemoryStream(EvtxSamples.OneChunk(5)), ReadLimits.Default, source.Token).GetEnumerator();
        Assert.True(items.MoveNext());
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => items.MoveNext());
    }

    private static byte[] NestedFragments(int depth, int fanOut)
    {
        var template = new EvtxTemplate(Guid.NewGuid(), xml => xml.Element("Datum", null, () =>
        {
            for (var i = 0; i < fanOut; i++)
                xml.Slot(0, EvtxValue.FragmentType);
        }));
        var root = new EvtxTemplate(Guid.NewGuid(), static xml =>
            xml.Element("Event", null, () => xml.Element("UserData", null, () => xml.Slot(0, EvtxValue.FragmentType))));
        var writer = new EvtxWriter();
        writer.Add(DateTime.UnixEpoch, xml => xml.Instance(root, Nest(depth)));
        writer.Add(EvtxSamples.ProcessStart(1));
        return writer.ToArray();

        EvtxValue Nest(int left) => EvtxValue.Fragment(xml => xml.Instance(template, left == 0 ? EvtxValue.Null : Nest(left - 1)));
    }

    private static byte[] Sample(string path) => EvtxSamples.All().Single(sample => sample.Path == path).Bytes;
}
