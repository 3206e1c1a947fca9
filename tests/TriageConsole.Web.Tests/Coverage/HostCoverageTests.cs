using TriageConsole.Domain.Events;
using TriageConsole.Web.Features.Coverage;
using Xunit;

namespace TriageConsole.Web.Tests.Coverage;

public sealed class HostCoverageTests
{
    internal static HostCoverage Full { get; } = Host(
        (DataComponent.ProcessCreationSysmon, 100), (DataComponent.CommandLine, 100), (DataComponent.Lineage, 95),
        (DataComponent.Signature, 90), (DataComponent.ParentSignature, 90), (DataComponent.ModuleLoad, 4_000), (DataComponent.FileCreation, 10), (DataComponent.ScriptExecution, 5));

    internal static HostCoverage Host(params (DataComponent Component, long Count)[] counts) =>
        new(1, "ws-1", default, default, counts.ToDictionary(c => c.Component, c => c.Count));

    [Fact]
    public void Overall_EveryNeededComponent_IsCovered() => Assert.Equal(ComponentState.Covered, Full.Overall);

    [Theory]
    [InlineData(DataComponent.ProcessCreationSysmon, 0, ComponentState.NotEvaluable)]
    [InlineData(DataComponent.CommandLine, 0, ComponentState.NotEvaluable)]
    [InlineData(DataComponent.CommandLine, 89, ComponentState.Weakened)]
    [InlineData(DataComponent.Lineage, 0, ComponentState.Weakened)]
    [InlineData(DataComponent.Signature, 89, ComponentState.Weakened)]
    [InlineData(DataComponent.ParentSignature, 85, ComponentState.Weakened)]
    [InlineData(DataComponent.ModuleLoad, 0, ComponentState.Weakened)]
    [InlineData(DataComponent.ProcessCreationSecurity, 0, ComponentState.Covered)]
    [InlineData(DataComponent.FileCreation, 0, ComponentState.Covered)]
    public void Overall_OneComponentChanged_Follows(DataComponent component, long count, ComponentState expected)
    {
        var counts = Full.Counts.ToDictionary();
        counts[component] = count;

        Assert.Equal(expected, (Full with { Counts = counts }).Overall);
    }

    [Fact]
    public void Overall_SecurityOnlyWithCommandLines_IsWeakened() => Assert.Equal(
        ComponentState.Weakened, Host((DataComponent.ProcessCreationSecurity, 10), (DataComponent.CommandLine, 10)).Overall);

    [Fact]
    public void Share_CommandLines_AreOfTheRecordsOfBothSources()
    {
        var host = Host((DataComponent.ProcessCreationSysmon, 100), (DataComponent.ProcessCreationSecurity, 100), (DataComponent.CommandLine, 100));

        Assert.Equal(0.5, host.Share(DataComponent.CommandLine));
        Assert.Equal(ComponentState.Weakened, host.State(DataComponent.CommandLine));
        Assert.Equal(100, host.Creations);
    }

    [Fact]
    public void Share_OtherComponentsAndNoCreations_IsNone()
    {
        Assert.Null(Full.Share(DataComponent.ModuleLoad));
        Assert.Null(Host((DataComponent.Signature, 5)).Share(DataComponent.Signature));
        Assert.Equal(1, Host((DataComponent.ProcessCreationSysmon, 5), (DataComponent.Signature, 9)).Share(DataComponent.Signature));
    }

    [Fact]
    public void IsReplaced_OnlyAnAbsentSourceBesideAnother()
    {
        Assert.True(Full.IsReplaced(DataComponent.ProcessCreationSecurity));
        Assert.False(Full.IsReplaced(DataComponent.ProcessCreationSysmon));
        Assert.False(Full.IsReplaced(DataComponent.ProcessAccess));
        Assert.False(Host((DataComponent.ModuleLoad, 1)).IsReplaced(DataComponent.ProcessCreationSysmon));
    }
}
