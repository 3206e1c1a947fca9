using TriageConsole.Web.Features.Coverage.Health;
using TriageConsole.Web.Features.Coverage.Health.Rules;
using Xunit;

namespace TriageConsole.Web.Tests.Coverage.Health;

public sealed class SkewRulesTests
{
    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;
    private static readonly DateOnly _day = new(2026, 3, 4);

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void Of_EventsAfterTheirArrival_AreAheadBeyondFiveMinutes(int minutes, bool isOff)
    {
        var skew = SkewRules.Of(new(minutes * Minute, _day, null, null, null, _day));
        Assert.Equal(isOff ? new ClockSkew(SkewKind.Ahead, TimeSpan.FromMinutes(minutes), _day) : null, skew);
    }

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-61, true)]
    public void Of_LiveEventsThatAllComeLate_AreBehindBeyondAnHour(int minutes, bool isOff) =>
        Assert.Equal(isOff ? SkewKind.BehindOrLate : null, SkewRules.Of(new(minutes * Minute, null, minutes * Minute, null, null, _day))?.Kind);

    [Fact]
    public void Of_OldRecordingThatWasUploaded_SaysNothing() => Assert.Null(SkewRules.Of(new(-20_000 * Hour, null, null, 0, 0, _day)));

    [Theory]
    [InlineData(-6, 0, true)]
    [InlineData(0, 6, true)]
    [InlineData(-5, 5, false)]
    public void Of_RecordAndLog_DisagreeBeyondFiveMinutes(int min, int max, bool isOff) =>
        Assert.Equal(isOff ? SkewKind.WithinRecord : null, SkewRules.Of(new(null, null, null, min * Minute, max * Minute, _day))?.Kind);

    [Fact]
    public void Of_YearsOff_IsNamedAsSuch()
    {
        var skew = SkewRules.Of(new(5 * 366 * 24 * Hour, new(2031, 3, 4), null, 0, 10 * Minute, _day))!;

        Assert.True(skew.IsYears);
        Assert.Equal((SkewKind.Ahead, new DateOnly(2031, 3, 4)), (skew.Kind, skew.Day));
        Assert.Equal("The clock is ahead by at least 5 years", HostRules.Of(skew).Missing);
        Assert.Contains("the day itself is wrong", HostRules.Of(skew).Costs, StringComparison.Ordinal);
        Assert.False(new ClockSkew(SkewKind.Ahead, TimeSpan.FromDays(364), _day).IsYears);
    }

    [Fact]
    public void Of_NothingKnown_SaysNothing() => Assert.Null(SkewRules.Of(new(null, null, null, null, null, _day)));
}
