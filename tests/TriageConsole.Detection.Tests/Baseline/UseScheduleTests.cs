using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Events;

namespace TriageConsole.Detection.Tests.Baseline;

public sealed class UseScheduleTests
{
    [Theory]
    [InlineData("Mon-Fri 22:00-04:00", "Mon 22:00", true)]
    [InlineData("Mon-Fri 22:00-04:00", "Sat 03:59", true)]
    [InlineData("Mon-Fri 22:00-04:00", "Sat 04:00", false)]
    [InlineData("Mon-Fri 22:00-04:00", "Mon 03:00", false)]
    [InlineData("Mon-Fri 22:00-04:00", "Sun 23:00", false)]
    [InlineData("sat,sun 00:00-24:00", "Sun 23:59", true)]
    [InlineData("sat,sun 00:00-24:00", "Mon 00:00", false)]
    [InlineData("Sun 23:00-01:00", "Mon 00:30", true)]
    [InlineData("Fri-Mon 08:00-09:00", "Sun 08:30", true)]
    [InlineData("Fri-Mon 08:00-09:00", "Tue 08:30", false)]
    [InlineData("daily 03:00-03:30; Wed 12:00-13:00", "Thu 03:29", true)]
    [InlineData("daily 03:00-03:30; Wed 12:00-13:00", "Wed 12:00", true)]
    [InlineData("daily 03:00-03:30; Wed 12:00-13:00", "Thu 12:00", false)]
    [InlineData("daily 03:00-03:30", "some text", false)]
    public void Contains_Windows_AreOfTheWeekAndEndBeforeTheirEnd(string windows, string value, bool expected) =>
        Assert.Equal(expected, UseSchedule.Parse(windows).Schedule!.Contains(value));

    [Theory]
    [InlineData("")]
    [InlineData(" ; ")]
    [InlineData("22:00-04:00")]
    [InlineData("Mon")]
    [InlineData("Mon 22:00")]
    [InlineData("Mon 22-04")]
    [InlineData("Mon 22:00-22:00")]
    [InlineData("Mon 24:00-01:00")]
    [InlineData("Mon 22:60-23:00")]
    [InlineData("Mon 22:00-25:00")]
    [InlineData("Mon- 22:00-23:00")]
    [InlineData("Moon 22:00-23:00")]
    [InlineData("Mon,,Tue 22:00-23:00")]
    [InlineData("*")]
    public void Parse_NoWindow_SaysWhatOneIs(string text)
    {
        var (schedule, fault) = UseSchedule.Parse(text);

        Assert.Null(schedule);
        Assert.Contains("Mon-Fri 22:00-04:00", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_TooManyWindows_IsAFault() => Assert.NotNull(UseSchedule.Parse(string.Join(';', Enumerable.Repeat("Mon 01:00-02:00", 17))).Fault);

    [Theory]
    [InlineData("daily 00:00-24:00", true)]
    [InlineData("daily 00:00-23:59", false)]
    public void IsAlways_AllOfTheWeek_NarrowsNothing(string windows, bool expected) => Assert.Equal(expected, UseSchedule.Parse(windows).Schedule!.IsAlways);

    [Fact]
    public void Covering_Schedule_HoldsByTheStartOfTheProxyHost()
    {
        var monday = new DateTime(2026, 11, 30, 22, 30, 0, DateTimeKind.Utc);
        var chain = new Chain();
        var night = Chain.Use([.. Chain.Matching, new(UseField.Schedule, "Mon-Fri 22:00-04:00")]);

        Assert.NotNull(Chain.Covering(At(monday, TimeBasis.SysmonUtc), night));
        Assert.Null(Chain.Covering(At(monday.AddHours(-1), TimeBasis.SysmonUtc), night));

        // A time that may be hours off, none at all, and what is no window.
        Assert.Null(Chain.Covering(At(monday, TimeBasis.Uncertain), night));
        Assert.Null(Chain.Covering(At(null, TimeBasis.SysmonUtc), night));
        Assert.Null(Chain.Covering(At(monday, TimeBasis.SysmonUtc), Chain.Use([.. Chain.Matching, new(UseField.Schedule, "*")])));
        Assert.Null(Chain.Covering(At(monday, TimeBasis.SysmonUtc), Chain.Use([.. Chain.Matching, new(UseField.Schedule, ".*", IsRegex: true)])));

        ChainSubject At(DateTime? start, TimeBasis basis) => (chain with { Proxy = chain.Proxy with { StartUtc = start, TimeBasis = basis } }).Subject;
    }

    [Fact]
    public void IsAnchor_Schedule_IsNone() => Assert.False(ApprovedUseRules.IsAnchor(new(UseField.Schedule, "Mon-Fri 22:00-04:00")));
}
