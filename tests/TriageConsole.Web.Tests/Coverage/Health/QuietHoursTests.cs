using TriageConsole.Web.Features.Coverage.Health;
using TriageConsole.Web.Features.Coverage.Health.Rules;
using Xunit;

namespace TriageConsole.Web.Tests.Coverage.Health;

public sealed class QuietHoursTests
{
    private const int Nine = 1 << 9;
    private const int Ten = 1 << 10;
    private static readonly DateOnly _day = new(2026, 3, 4);
    private static readonly DateTime _noon = new(2026, 3, 4, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Of_NoHabit_IsNothing() => Assert.Empty(Of([]));

    [Fact]
    public void Of_SameHoursInThreeOfFourWeeks_AreQuietAndOneSpan()
    {
        Dictionary<int, int> hours = new() { [-7] = Nine | Ten, [-14] = Nine | Ten, [-28] = Nine | Ten };

        Assert.Equal([new(_noon.Date.AddHours(9), _noon.Date.AddHours(11))], Of(hours));
        hours.Remove(-28);
        Assert.Empty(Of(hours));
    }

    [Fact]
    public void Of_HoursWithEvents_AreNotQuiet() =>
        Assert.Equal([new(_noon.Date.AddHours(10), _noon.Date.AddHours(11))], Of(new() { [0] = Nine, [-7] = Nine | Ten, [-14] = Nine | Ten, [-21] = Nine | Ten }));

    [Fact]
    public void Of_EveryDayOfAWeek_IsAHabitToo()
    {
        var hours = Enumerable.Range(1, 7).ToDictionary(back => -back, _ => Nine);
        Assert.Single(Of(hours));
        hours.Remove(-4);
        Assert.Empty(Of(hours));
    }

    [Fact]
    public void Of_AnHourThatIsNotOver_IsNotJudged()
    {
        Dictionary<int, int> hours = new() { [-7] = 1 << 12, [-14] = 1 << 12, [-21] = 1 << 12 };
        Assert.Empty(Of(hours));
        Assert.Single(QuietHours.Of(Days(hours), _day, _day, _noon.AddHours(1)));
    }

    [Fact]
    public void Of_NightOverMidnight_IsOneSpan()
    {
        Dictionary<int, int> weekly = new() { [-8] = 1 << 23, [-15] = 1 << 23, [-22] = 1 << 23, [-7] = 1, [-14] = 1, [-21] = 1 };
        var span = Assert.Single(QuietHours.Of(Days(weekly), _day.AddDays(-1), _day, _noon));
        Assert.Equal(2, span.Hours);
    }

    private static IReadOnlyList<QuietSpan> Of(Dictionary<int, int> hours) => QuietHours.Of(Days(hours), _day, _day, _noon);

    private static Dictionary<int, int> Days(Dictionary<int, int> hours) => hours.ToDictionary(pair => _day.DayNumber + pair.Key, pair => pair.Value);
}
