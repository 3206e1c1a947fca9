using TriageConsole.Domain.Events;
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
            ["covered", "100", "not seen", "100 %", "95 %", "90 %", "94 %", "4,000", "not evaluable", "10", "5"],
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
    public void Heat_NoHost_IsEmpty() => Assert.True(CoverageCharts.Of(HostCoverageTests.Report()).Heat.IsEmpty);
}
