using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Coverage.Health;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Coverage.Health;

public sealed class HealthQueriesTests : IDisposable
{
    private static readonly DateOnly _today = new(2026, 3, 2);
    private readonly AlertStore _store = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private HealthQueries Queries => new(_store, _store.Time);

    private DateTime Now => _store.Now.AddMinutes(-1);

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Read_NothingStored_IsEmpty()
    {
        var report = await Queries.ReadAsync(null, null, null, Cancel);

        Assert.Empty(report.Hosts);
        Assert.Empty(report.Trend);
        Assert.Null(report.AtUtc);
        Assert.Null(report.To);
    }

    [Fact]
    public async Task Read_OneHostThatSendsEverything_IsCoveredWithoutAReason()
    {
        await HealthSeed.AddAsync(_store, 1, "ws-1", Now, Days(7), HealthSeed.Full);

        var report = await Queries.ReadAsync(_today.AddDays(-6), _today, null, Cancel);

        var host = Assert.Single(report.Hosts);
        Assert.Equal(ComponentState.Covered, host.State);
        Assert.Empty(host.Reasons);
        Assert.Equal(HostCoverage.Components, host.Components.Select(one => one.Component));
        Assert.Equal((1.0 + 0.95 + 0.95 + 1.0) / 4, host.Completeness!.Value, 6);
        var security = host.Of(DataComponent.ProcessCreationSecurity);
        Assert.Equal((ComponentState.Covered, true, null), (security.State, security.IsReplaced, security.Reason));
        Assert.Equal((700L, _today), (host.Of(DataComponent.ProcessCreationSysmon).Count, host.Of(DataComponent.ProcessCreationSysmon).LastDay));
    }

    [Theory]
    [InlineData("host-with-dashes")]
    [InlineData("host with spaces")]
    [InlineData("Ünïcödé-ホスト")]
    [InlineData(AlertStore.Hostile)]
    public async Task Read_AnyName_IsThatHost(string name)
    {
        await HealthSeed.AddAsync(_store, 1, name, Now, Days(1), HealthSeed.Full);
        Assert.Equal((name, ComponentState.Covered), ((await Queries.ReadAsync(null, null, null, Cancel)).Hosts[0].Name, (await Queries.ReadAsync(null, null, null, Cancel)).Hosts[0].State));
    }

    [Fact]
    public async Task Read_OnlySecurity4688_IsWeakenedAndSaysWhatItCosts()
    {
        await HealthSeed.AddAsync(_store, 1, "ws-1", Now, Days(1), [.. HealthSeed.FullBut(DataComponent.ProcessCreationSysmon, 0), (DataComponent.ProcessCreationSecurity, 100)]);

        var host = (await Queries.ReadAsync(null, null, null, Cancel)).Hosts[0];

        Assert.Equal(ComponentState.Weakened, host.State);
        Assert.Equal(ComponentState.Weakened, host.Of(DataComponent.ProcessCreationSysmon).State);
        Assert.Equal(ComponentState.Weakened, host.Of(DataComponent.ProcessCreationSecurity).State);
        Assert.Contains("no hashes", Assert.Single(host.Reasons).Costs, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DataComponent.ParentSignature, 50, ComponentState.Weakened)]
    [InlineData(DataComponent.ParentSignature, 86, ComponentState.Covered)]
    [InlineData(DataComponent.Signature, 0, ComponentState.Weakened)]
    [InlineData(DataComponent.CommandLine, 0, ComponentState.NotEvaluable)]
    [InlineData(DataComponent.ProcessAccess, 0, ComponentState.Covered)]
    public async Task Read_OneComponentChanged_TheHostFollows(DataComponent component, long count, ComponentState expected)
    {
        await HealthSeed.AddAsync(_store, 1, "ws-1", Now, Days(1), HealthSeed.FullBut(component, count));
        var host = (await Queries.ReadAsync(null, null, null, Cancel)).Hosts[0];

        Assert.Equal(expected, host.State);
        Assert.Equal(expected != ComponentState.Covered, host.Reasons.Count > 0);
    }

    [Fact]
    public async Task Read_ComponentThatWasThereBefore_IsSilentNotUnknown()
    {
        await HealthSeed.AddAsync(_store, 1, "ws-1", Now, Days(1), HealthSeed.FullBut(DataComponent.ModuleLoad, 0));
        await CoverageSeed.AddHostAsync(_store, 1, "ws-1", _today.AddDays(-20), (DataComponent.ModuleLoad, 5));

        var load = (await Queries.ReadAsync(_today, _today, null, Cancel)).Hosts[0].Of(DataComponent.ModuleLoad);

        Assert.Equal((ComponentState.Silent, 0L, _today.AddDays(-20)), (load.State, load.Count, load.LastDay!.Value));
        Assert.Equal("No Sysmon 7 since 2026-02-10", load.Reason!.Missing);
    }

    [Fact]
    public async Task Read_GapInSysmonsLog_WeakensWhatItBrings()
    {
        await HealthSeed.AddAsync(_store, 1, "ws-1", Now, Days(7), HealthSeed.Full);
        await HealthSeed.AddAsync(_store, 2, "ws-2", Now, Days(7), HealthSeed.Full);
        await HealthSeed.AddRangesAsync(_store, 1, "Microsoft-Windows-Sysmon/Operational", (1, 100, Now.AddDays(-3)), (201, 300, Now.AddDays(-1)));
        await HealthSeed.AddRangesAsync(_store, 2, "Microsoft-Windows-Sysmon/Operational", (1, 1000, Now.AddDays(-3)), (1002, 2000, Now.AddDays(-1)));

        var hosts = (await Queries.ReadAsync(null, null, null, Cancel)).Hosts;

        Assert.Equal((ComponentState.Weakened, 100L), (hosts[0].State, Assert.Single(hosts[0].Gaps).Missing));
        Assert.Equal(ComponentState.Weakened, hosts[0].Of(DataComponent.ModuleLoad).State);
        Assert.Equal(ComponentState.Covered, hosts[0].Of(DataComponent.ScriptExecution).State);
        Assert.Equal((ComponentState.Covered, 1L), (hosts[1].State, Assert.Single(hosts[1].Gaps).Missing));
    }

    [Fact]
    public async Task Read_HostThatStopped_IsSilentAndOneWhoseNameAloneIsKnownIsNot()
    {
        await HealthSeed.AddAsync(_store, 1, "alive", Now, Days(14), HealthSeed.Full);
        await HealthSeed.AddAsync(_store, 2, "gone", Now.AddDays(-5), Days(14).Where(day => day <= _today.AddDays(-5)), HealthSeed.Full);
        await using (var db = _store.CreateDbContext())
        {
            db.Hosts.Add(new() { Id = 3, Name = "named", NameKey = "named", LabelKey = "named", FirstSeenUtc = new(9998, 12, 31, 0, 0, 0, DateTimeKind.Utc), LastSeenUtc = DateTime.UnixEpoch });
            await db.SaveChangesAsync(Cancel);
        }

        var report = await Queries.ReadAsync(_today.AddDays(-2), _today, null, Cancel);

        Assert.Equal([("alive", ComponentState.Covered), ("gone", ComponentState.Silent), ("named", ComponentState.NotEvaluable)], report.Hosts.Select(h => (h.Name, h.State)));
        Assert.Equal("Silent since 2026-02-25", Assert.Single(report.Hosts[1].Reasons).Missing);
        Assert.Equal(["gone", "named", "alive"], report.WorstFirst.Select(h => h.Name));
        Assert.Null(report.Hosts[2].LastSeenUtc);
    }

    [Fact]
    public async Task Read_PeriodAfterTheLastTelemetry_SaysThatNothingCame()
    {
        await HealthSeed.AddAsync(_store, 1, "ws-1", Now, Days(1), HealthSeed.Full);
        var report = await Queries.ReadAsync(_today.AddDays(100), _today.AddDays(130), null, Cancel);

        Assert.Equal((ComponentState.Silent, "Nothing came in this period"), (report.Hosts[0].State, report.Hosts[0].Reasons[0].Missing));
        Assert.Empty(report.Trend);
    }

    [Fact]
    public async Task Read_QuietHoursAndAFastClock_AreReasons()
    {
        await HealthSeed.AddAsync(_store, 1, "ws-1", Now, Days(40), HealthSeed.Full);
        await using (var db = _store.CreateDbContext())
        {
            // Every hour of every day, but none from 10 to 17 of yesterday.
            db.HostHours.AddRange(Days(35).Select(day => new HostHoursRow
            {
                HostId = 1,
                Day = day,
                ImportId = 1,
                Hours = day == _today.AddDays(-1) ? 0xFFFFFF & ~0x03FC00 : day == _today ? 0x1FF : 0xFFFFFF,
                LeadMs = day == _today ? 7_200_000 : -1,
            }));
            await db.SaveChangesAsync(Cancel);
        }

        var host = (await Queries.ReadAsync(_today.AddDays(-6), _today, [1], Cancel)).Hosts[0];

        var yesterday = _today.AddDays(-1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        Assert.Equal(new QuietSpan(yesterday.AddHours(10), yesterday.AddHours(18)), Assert.Single(host.Quiet));
        Assert.Equal(new ClockSkew(SkewKind.Ahead, TimeSpan.FromHours(2), _today), host.Skew);
        Assert.Equal(["Quiet for 8 hours at which it used to send", "The clock is ahead by at least 2 hours"], host.Reasons.Select(reason => reason.Missing));
        Assert.Equal(ComponentState.Weakened, host.State);
    }

    [Fact]
    public async Task Read_ClockYearsAhead_DoesNotMoveThePeriodAndIsNamed()
    {
        await HealthSeed.AddAsync(_store, 1, "sane", Now, Days(3), HealthSeed.Full);
        await HealthSeed.AddAsync(_store, 2, "future", Now.AddYears(5), [_today.AddYears(5)], HealthSeed.Full);
        await using (var db = _store.CreateDbContext())
        {
            db.HostHours.Add(new() { HostId = 2, Day = _today.AddYears(5), ImportId = 1, Hours = 1, LeadMs = (long)TimeSpan.FromDays(5 * 365.25).TotalMilliseconds });
            await db.SaveChangesAsync(Cancel);
        }

        var report = await Queries.ReadAsync(null, null, null, Cancel);

        Assert.Equal(_today, report.To);
        Assert.Equal(ComponentState.Covered, report.Hosts.Single(h => h.Name == "sane").State);
        Assert.True(report.Hosts.Single(h => h.Name == "future").Skew!.IsYears);
        Assert.DoesNotContain(report.Trend, day => day.Day > _today);
    }

    [Fact]
    public async Task Read_SomeHosts_ReadsOnlyThose()
    {
        await HealthSeed.AddAsync(_store, 1, "a", Now, Days(2), HealthSeed.Full);
        await HealthSeed.AddAsync(_store, 2, "b", Now, Days(2), HealthSeed.FullBut(DataComponent.Signature, 0));

        var report = await Queries.ReadAsync(null, null, [2], Cancel);

        Assert.Equal("b", Assert.Single(report.Hosts).Name);
        Assert.Equal([0.0, 0.0], report.Trend.Select(day => day.Signature!.Value));
        Assert.Empty((await Queries.ReadAsync(null, null, [], Cancel)).Hosts);
    }

    [Fact]
    public async Task Read_Trend_TakesTheFullerSourceOfEachHost()
    {
        await HealthSeed.AddAsync(_store, 1, "sysmon", Now, Days(1), (DataComponent.ProcessCreationSysmon, 100), (DataComponent.CommandLine, 50), (DataComponent.Lineage, 20), (DataComponent.ParentSignature, 10));
        await HealthSeed.AddAsync(_store, 2, "security", Now, Days(1), (DataComponent.ProcessCreationSecurity, 300), (DataComponent.CommandLine, 300), (DataComponent.Lineage, 80));

        var day = Assert.Single((await Queries.ReadAsync(null, null, null, Cancel)).Trend);

        Assert.Equal((2, 400L, 350.0 / 400, 0.25, 0.0, 0.1), (day.Hosts, day.Processes, day.CommandLine!.Value, day.Lineage!.Value, day.Signature!.Value, day.ParentSignature!.Value));
    }

    private static IEnumerable<DateOnly> Days(int count) => Enumerable.Range(0, count).Select(back => _today.AddDays(-back));
}
