using TriageConsole.Web.Components.Times;
using Xunit;

namespace TriageConsole.Web.Tests.Hosting;

public sealed class TimeTextTests
{
    private static readonly DateTime _now = new(2026, 3, 4, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(0, "now")]
    [InlineData(59, "now")]
    [InlineData(60, "1 min ago")]
    [InlineData(3599, "59 min ago")]
    [InlineData(3600, "1 h ago")]
    [InlineData(86_399, "23 h ago")]
    [InlineData(86_400, "1 d ago")]
    [InlineData(86_400 * 730, "1 y ago")]
    [InlineData(-30, "now")]
    [InlineData(-7200, "in 2 h")]
    public void Age_EachUnit_IsRoundedTowardsThePresent(int secondsAgo, string expected) =>
        Assert.Equal(expected, TimeText.Age(_now.AddSeconds(-secondsAgo), _now));

    [Fact]
    public void Local_InAZone_ShowsItsWallClock() =>
        Assert.Equal("2026-03-04 13:00:00", TimeText.Local(_now, ViewerZone.Named("Europe/Berlin")!));

    [Fact]
    public void Day_LateInTheUtcEvening_IsTheUtcDay() =>
        Assert.Equal("2026-03-04", TimeText.Day(new DateTime(2026, 3, 4, 23, 59, 59, DateTimeKind.Utc)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Nowhere/Atlantis")]
    [InlineData("<script>")]
    [InlineData("../../etc/passwd")]
    public void Named_WhatIsNoZone_IsNull(string? id) => Assert.Null(ViewerZone.Named(id));
}
