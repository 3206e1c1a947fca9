using TriageConsole.Domain.Events;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Coverage;
using Xunit;

namespace TriageConsole.Web.Tests.Coverage;

public sealed class CoverageChartsTests
{
    [Fact]
    public void Heat_Cells_SayShareCountOrWhatCannotBeKnown()
    {
        var row = Assert.Single(CoverageCharts.Of(HostCoverageTests.Report(HostCoverageTests.Full)).Heat.ToTable().Rows);

        Assert.Equal(
            ["covered", "100", "not seen", "100 %", "95 %", "90 %", "4,000", "not evaluable", "10", "5"],
            row.Cells.Select(cell => cell.Text));
    }

    [Fact]
    public void Heat_AlmostWhole_IsNotRoundedToWhole()
    {
        var host = HostCoverageTests.Host((DataComponent.ProcessCreationSysmon, 1_000), (DataComponent.CommandLine, 999));

        Assert.Equal("99 %", CoverageCharts.Of(HostCoverageTests.Report(host)).Heat.ToTable().Rows[0].Cells[3].Text);
    }

    [Fact]
    public void Heat_MoreHostsThanTheCap_KeepsTheWorst()
    {
        var hosts = Enumerable.Range(0, CoverageCharts.HostCap + 5).Select(n => HostCoverageTests.Full with { Id = n, Name = $"a{n:D4}" })
            .Append(HostCoverageTests.Host() with { Id = 9_999, Name = "zz" }).ToArray();

        var rows = CoverageCharts.Of(HostCoverageTests.Report(hosts)).Heat.Rows;

        Assert.Equal(CoverageCharts.HostCap, rows.Count);
        Assert.Equal("zz", rows[0].Name);
    }

    [Fact]
    public void Alerts_ShortSpan_HasEveryDay() => Assert.Equal(
        ["2020-01-01", "2020-01-02", "2020-01-03"],
        CoverageCharts.Of(HostCoverageTests.Report()).Alerts.Categories.Select(c => c.Key));

    [Fact]
    public void Alerts_YearsApart_HasOnlyDaysWithAlerts()
    {
        var report = HostCoverageTests.Report() with { AlertsByDay = [new(new(2015, 1, 1), default, 1), new(new(2025, 1, 1), default, 1)] };

        Assert.Equal(2, CoverageCharts.Of(report).Alerts.Categories.Count);
    }

    [Fact]
    public void Alerts_None_IsEmpty()
    {
        var charts = CoverageCharts.Of(HostCoverageTests.Report() with { AlertsByDay = [], Outcomes = [] });

        Assert.True(charts.Alerts.IsEmpty);
        Assert.True(charts.Outcomes.IsEmpty);
        Assert.True(charts.Heat.IsEmpty);
    }

    [Fact]
    public void Drill_Marks_LeadToTheAlertsThatTheyCount()
    {
        var drill = new CoverageDrill(HostCoverageTests.Report(HostCoverageTests.Full with { Id = 7, Name = "a&b=<img>" }) with { From = new(2020, 1, 1) });

        Assert.Equal("/alerts?status=all&level=High&from=2020-01-03&until=2020-01-03", drill.DayAndLevel(new("High", "2020-01-03", "")));
        Assert.Equal("/alerts?status=all&host=a%26b%3D%3Cimg%3E&from=2020-01-01", drill.Cell(new("", "Lineage", "7")));
        Assert.Equal("/alerts?status=closed&from=2020-01-01", drill.Outcome(new("", "FalsePositive", "")));
        Assert.Equal("/alerts?from=2020-01-01", drill.Outcome(new("", "Open", "")));
    }

    [Fact]
    public void Drill_MarksThatAreNotThere_LeadNowhere()
    {
        var drill = new CoverageDrill(HostCoverageTests.Report(HostCoverageTests.Full));

        Assert.Null(drill.DayAndLevel(new("Purple", "2020-01-03", "")));
        Assert.Null(drill.DayAndLevel(new("99", "2020-01-03", "")));
        Assert.Null(drill.DayAndLevel(new("High", "yesterday", "")));
        Assert.Null(drill.Cell(new("", "", "8")));
        Assert.Null(drill.Cell(new("", "", "x")));
        Assert.Null(drill.Outcome(new("", "99", "")));
    }
}
