using TriageConsole.Domain.Events;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Coverage.Period;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Coverage;

public sealed class CoverageQueriesTests : IDisposable
{
    private readonly AlertStore _store = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private CoverageQueries Queries => new(_store);

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task ReadAsync_NothingStored_IsEmptyNotFaulty()
    {
        var report = await Queries.ReadAsync(await ScopeAsync(new() { Days = 7 }), Cancel);

        Assert.Equal((0, 0, 0L), (report.Hosts.Count, report.SilentHosts, report.Processes));
    }

    [Fact]
    public async Task ReadAsync_Period_CountsOnlyItsDaysAndNamesTheSilent()
    {
        await CoverageSeed.AddHostAsync(_store, 1, "ws-1", new(2026, 3, 2), (DataComponent.ProcessCreationSysmon, 10));
        await CoverageSeed.AddHostAsync(_store, 1, "ws-1", new(2026, 2, 23), (DataComponent.ProcessCreationSysmon, 5));
        await CoverageSeed.AddHostAsync(_store, 2, "ws-2", new(2025, 1, 1), (DataComponent.ProcessCreationSysmon, 7));

        var ever = await Queries.ReadAsync(await ScopeAsync(CoverageFilter.Ever), Cancel);
        var week = await Queries.ReadAsync(await ScopeAsync(new() { Days = 7 }), Cancel);

        Assert.Equal((22L, 2, 0), (ever.Processes, ever.Hosts.Count, ever.SilentHosts));
        Assert.Equal((10L, 1, 1), (week.Processes, week.Hosts.Count, week.SilentHosts));
    }

    [Fact]
    public async Task ReadAsync_HostGroup_CountsOnlyItsHosts()
    {
        await CoverageSeed.AddHostAsync(_store, 1, "ws-1", new(2026, 3, 2), (DataComponent.ProcessCreationSysmon, 10));
        await CoverageSeed.AddHostAsync(_store, 2, "srv-ü 1", new(2026, 3, 2), (DataComponent.ProcessCreationSysmon, 7));
        await CoverageSeed.AddGroupAsync(_store, "Servers", "srv-*");

        var servers = await ScopeAsync(new() { Group = "servers" });
        var gone = await ScopeAsync(new() { Group = "Printers" });

        Assert.Equal([2], servers.Hosts);
        Assert.Equal(["srv-ü 1"], (await Queries.ReadAsync(servers, Cancel)).Hosts.Select(h => h.Name));
        Assert.Equal((false, true, 0), (servers.IsGroupUnknown, gone.IsGroupUnknown, (await Queries.ReadAsync(gone, Cancel)).Hosts.Count));
        Assert.Equal(["Servers"], gone.Groups);
    }

    private Task<CoverageScope> ScopeAsync(CoverageFilter filter) => new ScopeQueries(_store, _store.Time).ReadAsync(filter, TimeZoneInfo.Utc, Cancel);
}
