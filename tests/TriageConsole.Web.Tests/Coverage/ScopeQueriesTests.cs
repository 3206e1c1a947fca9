using TriageConsole.Domain.Events;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Coverage.Period;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Coverage;

public sealed class ScopeQueriesTests : IDisposable
{
    private readonly AlertStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task ReadAsync_NothingStored_SaysSo()
    {
        var scope = await ReadAsync(new() { Group = "Servers" });

        Assert.Equal((false, true, false), (scope.HasTelemetry, scope.IsGroupUnknown, scope.IsGroupEmpty));
        Assert.Null((await ReadAsync(CoverageFilter.Default)).Hosts);
    }

    [Fact]
    public async Task ReadAsync_HostGroup_HasItsHostsWhateverTheyAreCalled()
    {
        await CoverageSeed.AddHostAsync(_store, 1, "ws-1", new(2026, 3, 2), (DataComponent.ProcessCreationSysmon, 10));
        await CoverageSeed.AddHostAsync(_store, 2, "srv-ü 1", new(2026, 3, 2), (DataComponent.ProcessCreationSysmon, 7));
        await CoverageSeed.AddGroupAsync(_store, "Servers", "srv-*");
        await CoverageSeed.AddGroupAsync(_store, "Printers", "prt-*");

        var servers = await ReadAsync(new() { Group = "servers" });
        var printers = await ReadAsync(new() { Group = "Printers" });

        Assert.Equal([2], servers.Hosts);
        Assert.Equal((false, false), (servers.IsGroupUnknown, servers.IsGroupEmpty));
        Assert.Equal((false, true), (printers.IsGroupUnknown, printers.IsGroupEmpty));
        Assert.Equal(["Printers", "Servers"], printers.Groups);
        Assert.True((await ReadAsync(new() { Group = "gone" })).IsGroupUnknown);
    }

    private Task<CoverageScope> ReadAsync(CoverageFilter filter) =>
        new ScopeQueries(_store, _store.Time).ReadAsync(filter, TimeZoneInfo.Utc, TestContext.Current.CancellationToken);
}
