using TriageConsole.Domain.Events;
using TriageConsole.Web.Features.Coverage;
using Xunit;

namespace TriageConsole.Web.Tests.Coverage;

public sealed class CoverageAdviceTests
{
    [Fact]
    public void Of_EverythingThere_SaysNothing() => Assert.Empty(Of(HostCoverageTests.Report(HostCoverageTests.Full)));

    [Theory]
    [InlineData(DataComponent.ProcessCreationSysmon, 0, "No process creation")]
    [InlineData(DataComponent.CommandLine, 0, "No command lines")]
    [InlineData(DataComponent.CommandLine, 50, "Command lines are missing")]
    [InlineData(DataComponent.Lineage, 0, "No parent is in the data")]
    [InlineData(DataComponent.Lineage, 50, "Part of the parents")]
    [InlineData(DataComponent.ModuleLoad, 0, "signatures are told by another source")]
    [InlineData(DataComponent.Signature, 50, "Signatures are missing")]
    [InlineData(DataComponent.Signature, 0, "Signatures are missing")]
    [InlineData(DataComponent.FileCreation, 0, "No Sysmon 11")]
    [InlineData(DataComponent.ScriptExecution, 0, "No PowerShell 4103 or 4104")]
    public void Of_OneGapOnOneOfTwoHosts_NamesItAndTheHost(DataComponent component, long count, string expected)
    {
        var counts = HostCoverageTests.Full.Counts.ToDictionary();
        counts[component] = count;
        var report = HostCoverageTests.Report(HostCoverageTests.Full, HostCoverageTests.Full with { Name = "gap", Counts = counts });

        var advice = Assert.Single(Of(report));

        Assert.Contains(expected, advice.Text, StringComparison.Ordinal);
        Assert.Contains("1 of 2 hosts", advice.Text, StringComparison.Ordinal);
        Assert.Equal(["gap"], advice.Hosts);
    }

    [Fact]
    public void Of_NeitherModuleLoadsNorSignatures_SaysTheyCannotBeKnown()
    {
        var counts = HostCoverageTests.Full.Counts.ToDictionary();
        counts.Remove(DataComponent.ModuleLoad);
        counts.Remove(DataComponent.Signature);

        var advice = Assert.Single(Of(HostCoverageTests.Report(HostCoverageTests.Full with { Counts = counts })));

        Assert.StartsWith("No Sysmon 7 from the only host: signatures cannot be known", advice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_SecurityInsteadOfSysmon_SaysWhatItCannotTell()
    {
        var counts = HostCoverageTests.Full.Counts.ToDictionary();
        counts.Remove(DataComponent.ProcessCreationSysmon);
        counts[DataComponent.ProcessCreationSecurity] = 100;

        var advice = Assert.Single(Of(HostCoverageTests.Report(HostCoverageTests.Full with { Counts = counts })));

        Assert.StartsWith("Only Security 4688 from the only host", advice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AlertsAndBaseline_LeadsToThem()
    {
        var report = HostCoverageTests.Report(HostCoverageTests.Full) with { SilentHosts = 2, WeakenedAlerts = 1, ExpiringUses = 1, SelfApprovedUses = 3 };

        Assert.Equal(
            ["/imports", "/alerts?status=all&below=50&sort=completeness", "/baseline?state=expiring", "/baseline?attention=self-approved"],
            Of(report).Select(advice => advice.Address));
    }

    private static IReadOnlyList<Advice> Of(CoverageReport report) => CoverageAdvice.Of(report, new(Spans.Scope(CoverageFilter.Ever)));
}
