using System.Globalization;
using TriageConsole.Telemetry.Formats.Json;
using Xunit;

namespace TriageConsole.Telemetry.Tests.Json;

public sealed class EventClockTests
{
    private readonly EventClock _clock = new();

    [Fact]
    public void ToUtc_NoSysmon_IsUnknown() => Assert.Null(_clock.ToUtc("ws", At("2024-03-05 09:30:00"), ownHostOnly: false));

    [Fact]
    public void ToUtc_LocalTime_MovesByTheZone()
    {
        _clock.Add("ws", At("2024-03-05 09:30:00"), At("2024-03-05 14:30:11"));

        Assert.Equal(At("2024-03-05 14:45:00"), _clock.ToUtc("WS", At("2024-03-05 09:45:00"), ownHostOnly: true));
    }

    [Fact]
    public void ToUtc_QuarterHourZone_IsKept()
    {
        _clock.Add("ws", At("2024-03-05 20:15:00"), At("2024-03-05 14:30:00"));

        Assert.Equal(At("2024-03-05 14:30:05"), _clock.ToUtc("ws", At("2024-03-05 20:15:05"), ownHostOnly: true));
    }

    [Fact]
    public void ToUtc_TwelveHourClock_FollowsTheJumpAtOne()
    {
        _clock.Add("ws", At("2024-03-05 12:59:50"), At("2024-03-05 17:59:50"));
        _clock.Add("ws", At("2024-03-05 01:00:10"), At("2024-03-05 18:00:10"));

        Assert.Equal(At("2024-03-05 17:59:58"), _clock.ToUtc("ws", At("2024-03-05 12:59:58"), ownHostOnly: true));
        Assert.Equal(At("2024-03-05 18:00:05"), _clock.ToUtc("ws", At("2024-03-05 01:00:05"), ownHostOnly: true));
    }

    [Fact]
    public void ToUtc_TwelveHourClockWithSysmonOnOneSideOnly_TakesTheNearerReading()
    {
        // Noon passed: 13:00 local is written 01:00, seventeen hours from UTC, which no zone is.
        _clock.Add("ws", At("2024-03-05 01:00:10"), At("2024-03-05 18:00:10"));

        Assert.Equal(At("2024-03-05 17:59:58"), _clock.ToUtc("ws", At("2024-03-05 12:59:58"), ownHostOnly: true));
    }

    [Fact]
    public void ToUtc_HourAboveTwelveWritten_IsNoTwelveHourClock()
    {
        _clock.Add("ws", At("2024-03-05 01:00:10"), At("2024-03-05 18:00:10"));
        _clock.Saw(At("2024-03-05 15:00:00"));

        Assert.Equal(At("2024-03-06 05:59:58"), _clock.ToUtc("ws", At("2024-03-05 12:59:58"), ownHostOnly: true));
    }

    [Fact]
    public void ToUtc_FewRecordsOfSomethingPast_AreOutvoted()
    {
        for (var i = 0; i < 50; i++)
            _clock.Add("ws", At("2024-03-05 09:30:00").AddSeconds(i), At("2024-03-05 14:30:00").AddSeconds(i));
        _clock.Add("ws", At("2024-03-05 09:30:20"), At("2024-03-05 03:15:00"));
        _clock.Add("ws", At("2024-03-05 09:30:20"), At("2024-03-01 03:15:00"));

        Assert.Equal(At("2024-03-05 14:30:20"), _clock.ToUtc("ws", At("2024-03-05 09:30:20"), ownHostOnly: true));
    }

    [Fact]
    public void ToUtc_OtherHost_IsTakenOnlyWhereAllAgree()
    {
        _clock.Add("a", At("2024-03-05 09:30:00"), At("2024-03-05 14:30:00"));
        Assert.Equal(At("2024-03-05 14:30:00"), _clock.ToUtc("ws", At("2024-03-05 09:30:00"), ownHostOnly: false));
        Assert.Null(_clock.ToUtc("ws", At("2024-03-05 09:30:00"), ownHostOnly: true));

        _clock.Add("b", At("2024-03-05 15:30:00"), At("2024-03-05 14:30:00"));
        Assert.Null(_clock.ToUtc("ws", At("2024-03-05 09:30:00"), ownHostOnly: false));
    }

    [Fact]
    public void ToUtc_TimesAtTheEndsOfTheCalendar_DoNotThrow()
    {
        _clock.Add("ws", At("2024-03-05 01:00:10"), At("2024-03-05 18:00:10"));

        Assert.NotNull(_clock.ToUtc("ws", At("1601-01-01 00:00:00"), ownHostOnly: true));
        Assert.NotNull(_clock.ToUtc("ws", At("9000-12-31 23:59:59"), ownHostOnly: true));
    }

    private static DateTime At(string text) =>
        DateTime.ParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
