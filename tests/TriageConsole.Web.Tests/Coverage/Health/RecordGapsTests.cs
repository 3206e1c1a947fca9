using TriageConsole.Web.Features.Coverage.Health;
using TriageConsole.Web.Features.Coverage.Health.Rules;
using Xunit;

namespace TriageConsole.Web.Tests.Coverage.Health;

public sealed class RecordGapsTests
{
    private static readonly DateTime _day = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Of_NothingStored_IsNothing() => Assert.Null(Of());

    [Fact]
    public void Of_OneRun_IsNothing() => Assert.Null(Of(Range(1, 100, 0)));

    [Fact]
    public void Of_TwoRunsWithNumbersBetween_IsAGapWithItsPlaceAndTime()
    {
        var log = Of(Range(1, 100, 0), Range(201, 300, 5))!;

        Assert.Equal((GapKind.Gaps, 100L, 1, 0), (log.Kind, log.Missing, log.Count, log.Renumbered));
        Assert.Equal(200.0 / 300, log.Present, 6);
        Assert.Equal(new RecordGap(100, 201, _day.AddHours(1), _day.AddDays(5)), Assert.Single(log.Gaps));
    }

    [Fact]
    public void Of_OverlappingExports_FillEachOther()
    {
        Assert.Null(Of(Range(1, 100, 0), Range(50, 200, 1), Range(201, 300, 2)));
        Assert.Null(Of(Range(1, 50, 0), Range(80, 100, 1), Range(20, 90, 2)));
    }

    [Fact]
    public void Of_RecordsPassedOverAtTheEnds_FillTheGapAsFarAsTheyReach()
    {
        Assert.Null(Of(Range(1, 100, 0) with { After = 3 }, Range(106, 200, 1) with { Before = 2 }));
        Assert.Equal(1, Of(Range(1, 100, 0) with { After = 3 }, Range(107, 200, 1) with { Before = 2 })!.Missing);
    }

    [Fact]
    public void Of_LogThatBeganAnew_IsNoGapOfMillions()
    {
        var log = Of(Range(5_000_000, 5_000_100, 0), Range(1, 200, 1), Range(250, 300, 2))!;

        Assert.Equal((49L, 1, 1), (log.Missing, log.Count, log.Renumbered));
        Assert.Equal((200, 250), (log.Gaps[0].After, log.Gaps[0].Before));
        Assert.Equal((0L, 1), (Of(Range(5_000_000, 5_000_100, 0), Range(1, 200, 1))!.Missing, Of(Range(5_000_000, 5_000_100, 0), Range(1, 200, 1))!.Renumbered));
    }

    [Fact]
    public void Of_ClockThatJumpsYears_IsNoNewLog()
    {
        // Numbers went on while the clock stood in another year.
        var log = Of(Range(1, 99, 0), Range(101, 200, 365 * 5), Range(202, 300, 1))!;
        Assert.Equal((2L, 0), (log.Missing, log.Renumbered));
    }

    [Fact]
    public void Of_ManyGapsInShortRuns_IsASelection()
    {
        var log = Of([.. Enumerable.Range(0, 40).Select(n => Range(n * 20, (n * 20) + 2, n))])!;

        Assert.Equal(GapKind.Selection, log.Kind);
        Assert.Empty(log.Gaps);
        Assert.Equal(GapKind.Gaps, Of([.. Enumerable.Range(0, 40).Select(n => Range(n * 200, (n * 200) + 150, n))])!.Kind);
    }

    [Fact]
    public void Of_GapsCountedNotKept_CountOnlyWhereNothingWholeCoversThem()
    {
        var partly = Range(1, 10_000, 0) with { Gaps = 5, Missing = 50 };

        Assert.Equal((50L, 5), (Of(partly)!.Missing, Of(partly)!.Count));
        Assert.Equal(50, Of(partly, partly)!.Missing);
        Assert.Null(Of(partly, Range(1, 20_000, 1)));
    }

    [Fact]
    public void Of_APeriod_CountsItsGapsOnly()
    {
        RecordRange[] ranges = [Range(1, 10, 0), Range(21, 30, 5), Range(51, 60, 10)];

        Assert.Equal(20, RecordGaps.Of("Sysmon", ranges, _day.AddDays(6), _day.AddDays(30))!.Missing);
        Assert.Equal(10, RecordGaps.Of("Sysmon", ranges, null, _day.AddDays(5))!.Missing);
        Assert.Null(RecordGaps.Of("Sysmon", ranges, _day.AddDays(11), null));
    }

    private static LogGaps? Of(params RecordRange[] ranges) => RecordGaps.Of("Sysmon", ranges, null, null);

    private static RecordRange Range(long first, long last, int day) => new(first, last, _day.AddDays(day), _day.AddDays(day).AddHours(1));
}
