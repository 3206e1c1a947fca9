using TriageConsole.Testing.Evtx;
using Xunit;

namespace TriageConsole.Telemetry.Tests.Evtx;

public sealed class EvtxValueTests
{
    [Fact]
    public void Read_EveryScalarInTemplate_PrintsAsEventXml()
    {
        var record = EvtxReading.Read(EvtxSamples.Values())[0];
        Assert.Null(record.Diagnostic);
        Assert.Equal(
            EvtxSampleValues.Scalars.Select(static row => KeyValuePair.Create(row.Name, row.Text)), record.Data);
    }

    [Fact]
    public void Read_EveryScalarAsLiteral_PrintsAsEventXml()
    {
        var record = EvtxReading.Read(EvtxSamples.Values())[1];
        Assert.Null(record.Diagnostic);
        Assert.Equal(
            EvtxSampleValues.Scalars.Where(static row => row.Value.Type is not 0x12 and not 0)
                .Select(static row => KeyValuePair.Create(row.Name, row.Text)),
            record.Data);
    }

    [Fact]
    public void Read_Arrays_GiveOneDatumAnItem()
    {
        var record = EvtxReading.Read(EvtxSamples.Values())[2];
        Assert.Null(record.Diagnostic);
        Assert.Equal(
            EvtxSampleValues.Arrays.SelectMany(static row => row.Items.Select(item => KeyValuePair.Create(row.Name, (string?)item))),
            record.Data);
    }

    [Fact]
    public void Read_ArrayInLineWithText_IsJoined()
    {
        var template = new EvtxTemplate(Guid.NewGuid(), static xml => xml.Element("Event", null, () => xml.Element("EventData", null, () =>
            xml.Element("Data", () => xml.Attribute("Name", "Mixed"), () =>
            {
                xml.Text("[");
                xml.Slot(0, 0x88);
                xml.Text("]");
            }))));
        var writer = new EvtxWriter();
        writer.Add(DateTime.UnixEpoch, xml => xml.Instance(template, EvtxValue.Array(EvtxValue.UInt32(1), EvtxValue.UInt32(2))));
        Assert.Equal("[1,2]", Assert.Single(EvtxReading.Read(writer.ToArray()))["Mixed"]);
    }

    [Theory]
    [InlineData(0x0F, 15)] // GUID
    [InlineData(0x11, 7)] // FILETIME
    [InlineData(0x12, 15)] // SYSTEMTIME
    [InlineData(0x12, 16)] // SYSTEMTIME of month 0
    [InlineData(0x13, 7)] // SID
    [InlineData(0x0B, 3)] // float
    [InlineData(0x0C, 9)] // double
    [InlineData(0x08, 3)] // integer
    [InlineData(0x15, 5)] // hex
    [InlineData(0x7F, 4)] // no such type
    public void Read_ValueThatDoesNotFitItsType_IsNullAndSaysSo(byte type, int length)
    {
        var writer = new EvtxWriter();
        writer.Add(new EvtxEvent { Data = [("Odd", EvtxValue.Odd(type, new byte[length])), ("After", EvtxValue.Text("kept"))] });
        var record = Assert.Single(EvtxReading.Read(writer.ToArray()));
        Assert.Equal("EVTX014", record.Diagnostic?.Code);
        Assert.Null(record["Odd"]);
        Assert.Equal("kept", record["After"]);
    }

    [Fact]
    public void Read_FileTimePastTheLastYear_IsNull()
    {
        var writer = new EvtxWriter();
        writer.Add(new EvtxEvent
        {
            Data = [("Late", EvtxValue.Odd(0x11, 255, 255, 255, 255, 255, 255, 255, 127)), ("Negative", EvtxValue.Odd(0x11, 0, 0, 0, 0, 0, 0, 0, 128))],
        });
        var record = Assert.Single(EvtxReading.Read(writer.ToArray()));
        Assert.Equal("EVTX014", record.Diagnostic?.Code);
        Assert.Null(record["Late"]);
        Assert.Null(record["Negative"]);
    }

    [Fact]
    public void Read_TextLongerThanLimit_IsCutAndSaysSo()
    {
        var writer = new EvtxWriter();
        writer.Add(new EvtxEvent { Data = [("Long", EvtxValue.Text(new string('x', 300))), ("Fits", EvtxValue.Text(new string('y', 100)))] });
        var record = Assert.Single(EvtxReading.Read(writer.ToArray(), limits: new ReadLimits { MaxFieldChars = 100 }));
        Assert.Equal("EVTX015", record.Diagnostic?.Code);
        Assert.Equal(new string('x', 100), record["Long"]);
        Assert.Equal(new string('y', 100), record["Fits"]);
    }

    [Fact]
    public void Read_LoneSurrogateAndNulInText_AreKept()
    {
        var writer = new EvtxWriter();
        writer.Add(new EvtxEvent { Data = [("Odd", EvtxValue.Odd(0x01, 0x41, 0, 0x00, 0xD8, 0, 0, 0x42, 0))] });
        Assert.Equal("A\uD800\0B", Assert.Single(EvtxReading.Read(writer.ToArray()))["Odd"]);
    }

    [Fact]
    public void Read_DataWithoutNames_AreNumbered()
    {
        var writer = new EvtxWriter();
        writer.Add(new EvtxEvent { Data = [(null, EvtxValue.Text("a")), ("Named", EvtxValue.Text("b")), (null, EvtxValue.Texts("c", "d"))] });
        var record = Assert.Single(EvtxReading.Read(writer.ToArray()));
        Assert.Equal(["Data1=a", "Named=b", "Data2=c", "Data3=d"], record.Data.Select(static datum => $"{datum.Key}={datum.Value}"));
    }
}
