using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Events;
using TriageConsole.Web.Features.Operations;
using TriageConsole.Web.Features.Operations.Checks;
using TriageConsole.Web.Hosting.Settings;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Coverage;
using TriageConsole.Web.Tests.Coverage.Health;
using Xunit;

namespace TriageConsole.Web.Tests.Operations;

public sealed class ChecksTests : IDisposable
{
    private readonly AlertStore _store = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DateOnly Today => DateOnly.FromDateTime(_store.Now);

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Run_NothingStored_SaysNothing()
    {
        await RunAsync(new SilentHostsCheck(), new CompletenessCheck(), new ExpiringUsesCheck(), new FailuresCheck());
        Assert.Empty(await OpenAsync());
    }

    [Fact]
    public async Task Silent_FiveHundredHosts_AreOneNoticeThatResolves()
    {
        await HealthSeed.AddAsync(_store, 1, "alive", _store.Now, Days(0, 20), HealthSeed.Full);
        for (var id = 2; id <= 12; id++)
            await HealthSeed.AddAsync(_store, id, $"ws-{id:D2}", _store.Now.AddDays(-3), Days(3, 20), (DataComponent.ProcessCreationSysmon, 1));

        await RunAsync(new SilentHostsCheck());
        await RunAsync(new SilentHostsCheck());

        var notice = Assert.Single(await OpenAsync());
        Assert.Equal(NoticeKinds.Silent, notice.Kind);
        Assert.StartsWith("11 hosts went silent: ws-02, ws-03, ws-04, ws-05, ws-06, ws-07, ws-08, ws-09 and 3 more.", notice.Message, StringComparison.Ordinal);

        await using (var db = _store.CreateDbContext())
        {
            foreach (var host in db.Hosts)
                host.LastSeenUtc = _store.Now;
            await db.SaveChangesAsync(Cancel);
        }

        await RunAsync(new SilentHostsCheck());
        Assert.Empty(await OpenAsync());
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(31, false)]
    public async Task Silent_GoneForGood_IsNamedNoMore(int days, bool isNamed)
    {
        await HealthSeed.AddAsync(_store, 1, "alive", _store.Now, Days(0, 20), HealthSeed.Full);
        await HealthSeed.AddAsync(_store, 2, AlertStore.Hostile, _store.Now.AddDays(-days), Days(days, 3), HealthSeed.Full);

        await RunAsync(new SilentHostsCheck());
        Assert.Equal(isNamed, (await OpenAsync()).Count == 1);
    }

    [Theory]
    [InlineData(25, true)]
    [InlineData(23, false)]
    public async Task Arrival_NothingForADayWhereSomethingUsedToCome_IsSaid(int hours, bool isSaid)
    {
        await using (var db = _store.CreateDbContext())
        {
            db.Imports.Add(new() { Name = "token", StoredPath = "", Origin = ImportOrigin.Intake, CreatedUtc = _store.Now.AddHours(-hours) });
            db.Imports.Add(new() { Name = "by hand", StoredPath = "", Origin = ImportOrigin.Upload, CreatedUtc = _store.Now });
            await db.SaveChangesAsync(Cancel);
        }

        await RunAsync(new SilentHostsCheck());
        Assert.Equal(isSaid, (await OpenAsync()).Any(notice => notice.Kind == NoticeKinds.NothingArrives));
    }

    [Theory]
    [InlineData(95, false)]
    [InlineData(70, false)]
    [InlineData(50, true)]
    public async Task Completeness_ThatFell_NamesTheHost(long signed, bool isSaid)
    {
        await HealthSeed.AddAsync(_store, 1, "ws-1", _store.Now, Days(2, 10), HealthSeed.Full);
        await AddDayAsync(Today, HealthSeed.FullBut(DataComponent.Signature, signed));

        await RunAsync(new CompletenessCheck());

        Assert.Equal(isSaid, (await OpenAsync()).Count == 1);
        if (isSaid)
            Assert.Contains("1 host sends less of what the analytic needs than before: ws-1.", (await OpenAsync())[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Completeness_OfAHandfulOfProcesses_IsNotTold()
    {
        await HealthSeed.AddAsync(_store, 1, "ws-1", _store.Now, Days(2, 10), HealthSeed.Full);
        await AddDayAsync(Today, (DataComponent.ProcessCreationSysmon, 19));
        await RunAsync(new CompletenessCheck());
        Assert.Empty(await OpenAsync());
    }

    [Theory]
    [InlineData(14, true)]
    [InlineData(15, false)]
    [InlineData(0, false)]
    public async Task Expiring_WithinDays_IsSaid(int days, bool isSaid)
    {
        await using (var db = _store.CreateDbContext())
        {
            db.ApprovedUses.Add(CoverageSeed.Use(_store.Now.AddDays(days)));
            await db.SaveChangesAsync(Cancel);
        }

        await RunAsync(new ExpiringUsesCheck());
        Assert.Equal(isSaid ? ["1 approved use expires within 14 days: Printer roll-out. Renew what is still in use; what it covers is open again otherwise."] : [], (await OpenAsync()).Select(n => n.Message));
    }

    [Theory]
    [InlineData(ImportState.Failed, 6, true)]
    [InlineData(ImportState.Failed, 8, false)]
    [InlineData(ImportState.CompletedWithWarnings, 1, false)]
    public async Task Failures_OfImports_AreSaidForAWeek(ImportState state, int days, bool isSaid)
    {
        await using (var db = _store.CreateDbContext())
        {
            db.Imports.Add(new() { Name = AlertStore.Hostile, StoredPath = "", State = state, CreatedUtc = _store.Now.AddDays(-20), FinishedUtc = _store.Now.AddDays(-days) });
            await db.SaveChangesAsync(Cancel);
        }

        await RunAsync(new FailuresCheck());
        Assert.Equal(isSaid ? [NoticeKinds.Imports] : [], (await OpenAsync()).Select(n => n.Kind));
    }

    [Theory]
    [InlineData(1_999, 10_000, true)]
    [InlineData(2_001, 10_000, false)]
    [InlineData(4_000, 100_000, true)]
    [InlineData(5_001, 100_000, false)]
    public async Task Disk_BelowEitherLimit_IsSaid(long freeMegabytes, long totalMegabytes, bool isSaid)
    {
        await RunAsync(new DiskCheck(new StorageFolder("/data"), _ => new(freeMegabytes * 1_000_000, totalMegabytes * 1_000_000)));
        Assert.Equal(isSaid ? [NoticeKinds.Disk] : [], (await OpenAsync()).Select(n => n.Kind));
    }

    [Fact]
    public async Task Run_ACheckThatThrows_KeepsNoneFromBeingMade()
    {
        await RunAsync(new DiskCheck(new StorageFolder("/data"), _ => throw new IOException("no such disk")), new DiskCheck(new StorageFolder("/data"), _ => new(1, 10_000_000_000)));
        Assert.Single(await OpenAsync());
    }

    [Fact]
    public void LinkOf_EveryKind_LeadsSomewhere()
    {
        foreach (var kind in (string[])[NoticeKinds.Silent, NoticeKinds.NothingArrives, NoticeKinds.Completeness, NoticeKinds.Expiring, NoticeKinds.Imports, NoticeKinds.Deliveries, NoticeKinds.Disk, "self-test"])
            Assert.StartsWith("/", NoticeKinds.LinkOf(kind)!.Value.Address, StringComparison.Ordinal);
        Assert.Null(NoticeKinds.LinkOf("something else"));
    }

    [Fact]
    public void Options_OutOfBounds_AreAllNamed()
    {
        var faults = new CheckOptionsCheck().Validate(null, new() { SilentHours = 0, CompletenessFall = 101, DiskPercent = -1, SilentDays = 400 }).Failures!.ToList();

        Assert.Equal(["Checks:SilentHours", "Checks:SilentDays", "Checks:CompletenessFall", "Checks:DiskPercent"], faults.Select(fault => fault.Split(' ')[0]));
        Assert.True(new CheckOptionsCheck().Validate(null, new()).Succeeded);
        Assert.Contains("SilentDays", Assert.Single(new CheckOptionsCheck().Validate(null, new() { SilentHours = 48, SilentDays = 2 }).Failures!), StringComparison.Ordinal);
    }

    private IEnumerable<DateOnly> Days(int from, int count) => Enumerable.Range(from, count).Select(back => Today.AddDays(-back));

    private async Task AddDayAsync(DateOnly day, params (DataComponent Component, long Count)[] counts)
    {
        await using var db = _store.CreateDbContext();
        db.HostDays.AddRange(counts.Select(c => new HostDayRow { HostId = 1, Day = day, Component = c.Component, ImportId = 2, Count = c.Count }));
        await db.SaveChangesAsync(Cancel);
    }

    private async Task RunAsync(params IOperationsCheck[] checks)
    {
        var operations = new OperationsNotices(_store, _store.Time, _store.Notices);
        await new ScheduledChecksJob(checks, operations, new StandingOptions(), _store, _store.Time, NullLogger<ScheduledChecksJob>.Instance).RunAsync(Cancel);
    }

    private async Task<IReadOnlyList<OperationsNoticeRow>> OpenAsync() => await new OperationsNotices(_store, _store.Time, _store.Notices).ForAsync(AlertStore.Manager, Cancel);

    private sealed class StandingOptions : IOptionsMonitor<CheckOptions>
    {
        public CheckOptions CurrentValue { get; } = new();

        public CheckOptions Get(string? name) => CurrentValue;

        public IDisposable? OnChange(Action<CheckOptions, string?> listener) => null;
    }
}
