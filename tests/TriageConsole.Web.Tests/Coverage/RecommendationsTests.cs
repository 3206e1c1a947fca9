using System.Xml.Linq;
using TriageConsole.Domain.Events;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Coverage.Health;
using TriageConsole.Web.Features.Coverage.Health.Rules;
using TriageConsole.Web.Features.Coverage.Recommending;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Coverage.Health;
using Xunit;

namespace TriageConsole.Web.Tests.Coverage;

public sealed class RecommendationsTests : IDisposable
{
    private readonly AlertStore _store = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DateOnly Today => DateOnly.FromDateTime(_store.Now);

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Of_NothingStoredOrNothingMissing_IsEmpty()
    {
        Assert.Empty(await OfAsync());
        await HealthSeed.AddAsync(_store, 1, "ws-1", _store.Now, [Today], HealthSeed.Full);
        Assert.Empty(await OfAsync());
    }

    [Theory]
    [InlineData(DataComponent.ProcessCreationSysmon, "process-creation")]
    [InlineData(DataComponent.CommandLine, "command-line")]
    [InlineData(DataComponent.Signature, "sysmon-7")]
    [InlineData(DataComponent.Lineage, "lineage")]
    [InlineData(DataComponent.FileCreation, "sysmon-11")]
    [InlineData(DataComponent.ScriptExecution, "powershell")]
    public async Task Of_OneComponentMissing_RecommendsItFirstWithSettings(DataComponent component, string key)
    {
        await HealthSeed.AddAsync(_store, 1, "ws-1", _store.Now, [Today], HealthSeed.FullBut(component, 0));
        await HealthSeed.AddAsync(_store, 2, "ws-2", _store.Now, [Today], HealthSeed.Full);

        var one = (await OfAsync())[0];

        Assert.Equal(key, one.Key);
        Assert.Equal([new RecommendedHost(1, "ws-1")], one.Hosts);
        Assert.NotEmpty(one.Settings);
        Assert.Contains("on 1 host", one.Do, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ChainsThatLackASignature_AreCountedAgainstThoseHostsAndAll()
    {
        var report = Report(Host(1, DataComponent.Signature, 0), Host(2, DataComponent.Signature, 0), Host(3, DataComponent.ProcessAccess, 10));
        var found = Recommendations.Of(report, new Dictionary<int, ChainEvidence>
        {
            [1] = new(10, 0, 7, 0, 0, 0),
            [2] = new(90, 0, 64, 0, 0, 0),
            [3] = new(100, 0, 0, 0, 0, 0),
        });

        var one = Assert.Single(found);
        Assert.Equal("Enable Sysmon 7 for images on 2 hosts.", one.Do);
        Assert.Equal("For 71 more chains the signature would be known: 71 % of the 100 on these hosts, 35 % of all.", one.Effect);
        Assert.Equal(71, one.Weight);
    }

    [Fact]
    public void Of_NoChains_CountsProcesses()
    {
        var one = Assert.Single(Recommendations.Of(Report(Host(1, DataComponent.Signature, 25)), new Dictionary<int, ChainEvidence>()));
        Assert.Equal("For 75 more processes the signature would be known (75 % of those on these hosts); no chain there lacks it so far.", one.Effect);
    }

    [Fact]
    public async Task Of_StoredChains_CountWhatTheirProxyLacks()
    {
        await HealthSeed.AddAsync(_store, 900, "ws-1", _store.Now, [Today], HealthSeed.FullBut(DataComponent.Signature, 0));
        await _store.AddAlertAsync(new() { FirstUtc = _store.Now });
        await _store.AddAlertAsync(new() { FirstUtc = _store.Now.AddDays(-90) });
        await using (var db = _store.CreateDbContext())
        {
            foreach (var alert in db.Alerts)
                alert.HostId = 900;
            await db.SaveChangesAsync(Cancel);
        }

        var all = (await OfAsync()).Single(one => one.Key == "sysmon-7");
        var week = (await OfAsync(Today.AddDays(-6))).Single(one => one.Key == "sysmon-7");

        Assert.StartsWith("For 2 more chains the signature would be known: 100 % of the 2 on these hosts", all.Effect, StringComparison.Ordinal);
        Assert.StartsWith("For 1 more chain the signature would be known", week.Effect, StringComparison.Ordinal);
    }

    [Fact]
    public void All_Settings_AreDistinctAndSysmonsAreWellFormed()
    {
        var settings = ReadySettings.All;
        Assert.Equal(settings.Count, settings.Select(one => one.Title).Distinct(StringComparer.Ordinal).Count());
        foreach (var sysmon in settings.Where(one => one.Text.StartsWith("<Sysmon", StringComparison.Ordinal)))
        {
            var root = XDocument.Parse(sysmon.Text).Root!;
            Assert.Equal("4.50", root.Attribute("schemaversion")!.Value);
            Assert.All(root.Element("EventFiltering")!.Elements("RuleGroup"), group => Assert.Equal("or", group.Attribute("groupRelation")!.Value));
            Assert.All(root.Descendants("RuleGroup").SelectMany(group => group.Elements()), rule => Assert.Contains(rule.Attribute("onmatch")!.Value, (string[])["include", "exclude"]));
        }

        Assert.Equal(3, settings.Count(one => one.Text.StartsWith("<Sysmon", StringComparison.Ordinal)));
    }

    private static HealthReport Report(params HostHealth[] hosts) => new() { Hosts = hosts, Trend = [] };

    private static HostHealth Host(int id, DataComponent component, long count)
    {
        var coverage = new HostCoverage(id, $"ws-{id}", default, default, HealthSeed.FullBut(component, count).ToDictionary(one => one.Item1, one => one.Item2));
        return new()
        {
            Id = id,
            Name = coverage.Name,
            State = ComponentState.Covered,
            Reasons = [],
            Coverage = coverage,
            Components = [.. HostCoverage.Components.Select(one => ComponentRules.Of(coverage, one, null, []))],
            Gaps = [],
            Quiet = [],
        };
    }

    private async Task<IReadOnlyList<Recommendation>> OfAsync(DateOnly? from = null) =>
        await new RecommendationQueries(_store).OfAsync(await new HealthQueries(_store, _store.Time).ReadAsync(from, null, null, Cancel), Cancel);
}
