using Microsoft.Extensions.Time.Testing;
using TriageConsole.Web.Features.Imports;
using Xunit;

namespace TriageConsole.Web.Tests.Imports;

public sealed class TransferTests
{
    private const int Mega = 1024 * 1024;

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Pace_HalfOfTwoFiles_TellsRateAndTimeLeft()
    {
        var transfer = new Transfer(2, 40L * Mega, _clock.GetTimestamp(), () => { });
        Assert.Equal("starting", transfer.Pace(_clock));
        transfer.Begin();
        transfer.Report(10 * Mega);
        transfer.End(10 * Mega);
        transfer.Begin();
        transfer.Report(10 * Mega);
        _clock.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(50, transfer.Percent);
        Assert.Equal("5 MB/s · 4 s left", transfer.Pace(_clock));
    }

    [Fact]
    public void Report_SmallSteps_ShowsOncePerMegabyte()
    {
        var shown = 0;
        var transfer = new Transfer(1, 3L * Mega, _clock.GetTimestamp(), () => shown++);
        transfer.Begin();
        for (var bytes = 0; bytes <= 3 * Mega; bytes += 64 * 1024)
            transfer.Report(bytes);

        Assert.Equal(3, shown);
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(10, 20, 100)]
    public void Percent_NothingOrMoreThanWasSaid_StaysInBounds(long total, long done, int percent)
    {
        var transfer = new Transfer(1, total, _clock.GetTimestamp(), () => { });
        transfer.Report(done);

        Assert.Equal(percent, transfer.Percent);
    }

    [Theory]
    [InlineData(5, "5 s")]
    [InlineData(65, "1 min")]
    [InlineData(3_600, "1 h 0 min")]
    [InlineData(100_000, "27 h 46 min")]
    public void Span_OfAnyLength_IsShort(int seconds, string said) => Assert.Equal(said, ImportWords.Span(TimeSpan.FromSeconds(seconds)));
}
