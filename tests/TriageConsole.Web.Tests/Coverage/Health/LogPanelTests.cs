using Bunit;
using TriageConsole.Web.Features.Coverage.Health;
using TriageConsole.Web.Features.Coverage.Health.Rules;
using TriageConsole.Web.Tests.Controls;
using Xunit;

namespace TriageConsole.Web.Tests.Coverage.Health;

public sealed class LogPanelTests : BunitContext
{
    private static readonly DateTime _at = new(2026, 3, 1, 9, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Render_NothingMissing_SaysSoOfEach()
    {
        var lines = Lines([], [], null);

        Assert.Equal(
            ["The clock agrees with the others that there are.", "No hour was quiet at which it used to send something.", "No record number is missing in its logs, as far as the numbers tell."], lines);
    }

    [Fact]
    public void Render_ClockYearsOff_SaysByHowMuchWhenAndWhatThatCosts()
    {
        var line = Lines([], [], new ClockSkew(SkewKind.Ahead, TimeSpan.FromDays(1_827), new DateOnly(2031, 3, 1)))[0];

        Assert.Equal("The clock is ahead by at least 5 years (day 2031-03-01 by that clock): the day itself is wrong: what is chosen by time misses it.", line);
    }

    [Theory]
    [InlineData(1, "Quiet for 1 hour at which", 1, null)]
    [InlineData(5, "Quiet for 5 hours at which", 5, null)]
    [InlineData(6, "Quiet for 6 hours at which", 5, "and 1 more span")]
    [InlineData(8, "Quiet for 8 hours at which", 5, "and 3 more spans")]
    public void Render_QuietHours_NamesTheFirstSpansAndCountsTheRest(int spans, string begins, int named, string? rest)
    {
        var panel = Panel([], [.. Enumerable.Range(0, spans).Select(n => new QuietSpan(_at.AddDays(n), _at.AddDays(n).AddHours(1)))], null);

        var line = panel.FindAll(".tc-advice > li")[1];
        Assert.StartsWith(begins, line.TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal(named, line.QuerySelectorAll(".tc-badge").Length);
        Assert.Equal(rest, line.QuerySelector(".tc-muted")?.TextContent);
    }

    [Fact]
    public void Render_HostileLogWithGaps_IsTextWithItsLargestGaps()
    {
        var gaps = new RecordGap[] { new(10, 21, _at, _at.AddHours(1)), new(40, 42, _at.AddHours(2), _at.AddHours(3)) };
        var panel = Panel([new LogGaps(Hostile.Markup, GapKind.Gaps, 11, 0.9, gaps, 3, 1)], [], null);

        Assert.Empty(panel.FindAll("img, script"));
        var line = panel.FindAll(".tc-advice > li")[^1];
        Assert.Equal(Hostile.Markup, line.QuerySelector(".tc-wrap")!.TextContent);
        Assert.Contains("at least 11 records are missing in 3 gaps; 90 % of the numbers are there. The log began to count anew once", line.TextContent, StringComparison.Ordinal);
        Assert.Equal("The largest of 3 gaps", line.QuerySelector("summary")!.TextContent);
        Assert.Equal([["10", "21", "10"], ["40", "42", "1"]], line.QuerySelectorAll("tbody tr").Select(row => row.QuerySelectorAll(".tc-num").Select(cell => cell.TextContent).ToArray()));
    }

    [Fact]
    public void Render_OneRecordMissing_SpeaksOfOne()
    {
        var panel = Panel([new LogGaps("Security", GapKind.Gaps, 1, 0.99, [new(4, 6, _at, _at)], 1, 0)], [], null);

        var line = panel.FindAll(".tc-advice > li")[^1];
        Assert.Contains("at least 1 record is missing in 1 gap;", line.TextContent, StringComparison.Ordinal);
        Assert.Equal("The gap", line.QuerySelector("summary")!.TextContent);
    }

    [Fact]
    public void Render_SelectionOfALog_SaysThatItCannotBeTold()
    {
        var panel = Panel([new LogGaps("Security", GapKind.Selection, 0, 0.02, [], 0, 0)], [], null);

        var line = panel.FindAll(".tc-advice > li")[^1];
        Assert.Contains("only a selection of it was sent (2 % of the numbers are there)", line.TextContent, StringComparison.Ordinal);
        Assert.Null(line.QuerySelector("details"));
    }

    private List<string> Lines(IReadOnlyList<LogGaps> gaps, IReadOnlyList<QuietSpan> quiet, ClockSkew? skew) =>
        [.. Panel(gaps, quiet, skew).FindAll(".tc-advice > li").Select(line => line.TextContent.Trim())];

    private IRenderedComponent<LogPanel> Panel(IReadOnlyList<LogGaps> gaps, IReadOnlyList<QuietSpan> quiet, ClockSkew? skew) =>
        Render<LogPanel>(given => given.Add(p => p.Gaps, gaps).Add(p => p.Quiet, quiet).Add(p => p.Skew, skew));
}
