using TriageConsole.Domain.Events;
using TriageConsole.Web.Features.Coverage;
using Xunit;

namespace TriageConsole.Web.Tests.Coverage;

public sealed class CoverageAdviceTests
{
    [Fact]
    public void OfHost_EverythingThere_SaysNothing() => Assert.Empty(CoverageAdvice.OfHost(HostCoverageTests.Full));

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
    public void OfHost_OneGap_NamesIt(DataComponent component, long count, string expected)
    {
        var counts = HostCoverageTests.Full.Counts.ToDictionary();
        counts[component] = count;

        var advice = Assert.Single(CoverageAdvice.OfHost(HostCoverageTests.Full with { Counts = counts }));

        Assert.Contains(expected, advice, StringComparison.Ordinal);
        Assert.Contains("this host", advice, StringComparison.Ordinal);
    }

    [Fact]
    public void OfHost_NeitherModuleLoadsNorSignatures_SaysTheyCannotBeKnown()
    {
        var counts = HostCoverageTests.Full.Counts.ToDictionary();
        counts.Remove(DataComponent.ModuleLoad);
        counts.Remove(DataComponent.Signature);

        var advice = Assert.Single(CoverageAdvice.OfHost(HostCoverageTests.Full with { Counts = counts }));

        Assert.StartsWith("No Sysmon 7 from this host: signatures cannot be known", advice, StringComparison.Ordinal);
    }

    [Fact]
    public void OfHost_SecurityInsteadOfSysmon_SaysWhatItCannotTell()
    {
        var counts = HostCoverageTests.Full.Counts.ToDictionary();
        counts.Remove(DataComponent.ProcessCreationSysmon);
        counts[DataComponent.ProcessCreationSecurity] = 100;

        var advice = Assert.Single(CoverageAdvice.OfHost(HostCoverageTests.Full with { Counts = counts }));

        Assert.StartsWith("Only Security 4688 from this host", advice, StringComparison.Ordinal);
    }
}
