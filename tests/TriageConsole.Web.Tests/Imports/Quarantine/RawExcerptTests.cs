using System.Text;
using TriageConsole.Web.Features.Imports.Quarantine;
using Xunit;

namespace TriageConsole.Web.Tests.Imports.Quarantine;

public sealed class RawExcerptTests
{
    private const int Glimpse = 4096;

    private static readonly string _long = new('x', 100_000);

    [Theory]
    [InlineData("ndjson", "{\"a\": <b>}\n{\"b\":1}", 10)]
    [InlineData("ndjson", "\r\n not json\nmore", 11)]
    [InlineData("ndjson", "{\"a\":1", 6)]
    [InlineData("csv", "a,\"b\nc\",d\ne,f", 9)]
    [InlineData("csv", "a,b", 3)]
    [InlineData("event-xml", "<Event><A/>\n</Event><Event>", 20)]
    [InlineData("", "what is it", 10)]
    [InlineData("evtx", "no record", 9)]
    [InlineData("ndjson", "", 0)]
    public void LengthOf_ShortWindow_EndsWithTheRecord(string format, string window, int length) =>
        Assert.Equal(length, RawExcerpt.LengthOf(format, Encoding.UTF8.GetBytes(window)));

    [Fact]
    public void LengthOf_EndThatIsNotTold_IsAGlimpse()
    {
        Assert.Equal(Glimpse, RawExcerpt.LengthOf("event-xml", Encoding.UTF8.GetBytes("<Event>" + _long)));
        Assert.Equal(Glimpse, RawExcerpt.LengthOf("ndjson", Encoding.UTF8.GetBytes("{\n \"a\": \"" + _long)));
        Assert.Equal(Glimpse, RawExcerpt.LengthOf("csv", Encoding.UTF8.GetBytes("a,\"" + _long)));
        Assert.Equal(Glimpse, RawExcerpt.LengthOf("evtx", Encoding.UTF8.GetBytes("ElfChnk" + _long)));
    }

    [Fact]
    public void LengthOf_LineWithoutEnd_IsCapped() =>
        Assert.Equal(RawExcerpt.MostBytes, RawExcerpt.LengthOf("ndjson", Encoding.UTF8.GetBytes("{\"a\":\"" + _long)));

    [Theory]
    [InlineData(24u, 24)]
    [InlineData(200u, 200)]
    [InlineData(23u, Glimpse)]
    [InlineData(0x7fffffffu, Glimpse)]
    [InlineData(0xffffffffu, Glimpse)]
    public void LengthOf_EvtxRecord_TrustsItsSizeOnlyWithinReason(uint size, int length) =>
        Assert.Equal(length, RawExcerpt.LengthOf("evtx", [0x2a, 0x2a, 0, 0, .. BitConverter.GetBytes(size), .. new byte[100_000]]));

    [Fact]
    public void At_PlacesFrontToBack_GivesWhatStandsThere()
    {
        var bytes = new byte[200_000];
        new Random(7).NextBytes(bytes);
        var window = new ForwardWindow(new MemoryStream(bytes));

        foreach (var at in (int[])[0, 0, 10, 70_000, 70_001, 150_000, 199_999])
            Assert.Equal(bytes.AsSpan(at, Math.Min(RawExcerpt.MostBytes + 1, bytes.Length - at)), window.At(at, TestContext.Current.CancellationToken));
        Assert.Equal([], window.At(199_998, TestContext.Current.CancellationToken));
        Assert.Equal([], window.At(200_000, TestContext.Current.CancellationToken));
        Assert.Equal([], window.At(long.MaxValue, TestContext.Current.CancellationToken));
    }
}
