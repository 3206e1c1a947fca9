using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Events;
using TriageConsole.Web.Features.Alerts;
using TriageConsole.Web.Features.Alerts.Sla;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Coverage;

public sealed class CoverageQueriesTests : IDisposable
{
    private readonly AlertStore _store = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static CoveragePeriod Ever { get; } = new((int?)null);

    private CoverageQueries Queries => new(_store, _store.Time);

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task ReadAsync_NothingStored_IsEmptyNotFaulty()
    {
        var report = await Queries.ReadAsync(new(7), Cancel);

        Assert.Equal((0, 0, 0L, ComponentState.NotEvaluable), (report.Hosts.Count, report.Alerts, report.Processes, report.Grade));
        Assert.Null(report.From);
        Assert.Null(report.To);
    }

    [Fact]
    public async Task ReadAsync_Period_CountsOnlyItsDaysAndNamesTheSilent()
    {
        await CoverageSeed.AddHostAsync(_store, 1, "ws-1", new(2026, 3, 1), (DataComponent.ProcessCreationSysmon, 10));
        await CoverageSeed.AddHostAsync(_store, 1, "ws-1", new(2026, 2, 22), (DataComponent.ProcessCreationSysmon, 5));
        await CoverageSeed.AddHostAsync(_store, 2, "ws-2", new(2025, 1, 1), (DataComponent.ProcessCreationSysmon, 7));

        var ever = await Queries.ReadAsync(Ever, Cancel);
        var week = await Queries.ReadAsync(new(7), Cancel);

        Assert.Equal((22L, 2, 0), (ever.Processes, ever.Hosts.Count, ever.SilentHosts));
        Assert.Equal((10L, 1, 1), (week.Processes, week.Hosts.Count, week.SilentHosts));
        Assert.Equal((new DateOnly(2026, 2, 23), new DateOnly(2026, 3, 1)), (week.From, week.To));
    }

    [Fact]
    public async Task ReadAsync_Alerts_AreCountedByDayLevelAndStanding()
    {
        await CoverageSeed.AddHostAsync(_store, 900, "telemetry", new(2026, 3, 1), (DataComponent.ProcessCreationSysmon, 1));
        var early = new DateTime(2026, 2, 28, 23, 59, 59, DateTimeKind.Utc);
        await _store.AddAlertAsync(new() { FirstUtc = early, Level = Severity.High, Completeness = 49 });
        await _store.AddAlertAsync(new() { FirstUtc = early.AddHours(-3), Level = Severity.High, Completeness = 50, Status = AlertStatus.Covered });
        await _store.AddAlertAsync(new() { FirstUtc = early.AddSeconds(1), Level = Severity.Low, Completeness = 100, Status = AlertStatus.Escalated });
        await _store.AddAlertAsync(new() { FirstUtc = early.AddDays(-100), Level = Severity.Low });

        var report = await Queries.ReadAsync(new(7), Cancel);

        Assert.Equal(
            [new(new(2026, 2, 28), Severity.High, 2), new(new(2026, 3, 1), Severity.Low, 1)],
            report.AlertsByDay);
        Assert.Equal([new(OutcomeWord.Open, 1), new(OutcomeWord.Escalated, 1), new(OutcomeWord.Covered, 1)], report.Outcomes);
        Assert.Equal((3, 1), (report.Alerts, report.WeakenedAlerts));
        Assert.Equal(4, (await Queries.ReadAsync(Ever, Cancel)).Alerts);
    }

    [Theory]
    [InlineData(AlertOutcome.TruePositive, OutcomeWord.TruePositive)]
    [InlineData(AlertOutcome.BenignPositive, OutcomeWord.BenignPositive)]
    [InlineData(AlertOutcome.FalsePositive, OutcomeWord.FalsePositive)]
    [InlineData(AlertOutcome.Undetermined, OutcomeWord.Undetermined)]
    public async Task ReadAsync_ClosedAlert_StandsAsItsOutcome(AlertOutcome outcome, OutcomeWord expected)
    {
        var alert = await _store.AddAlertAsync(new() { Status = AlertStatus.Closed });
        await using (var db = _store.CreateDbContext())
        {
            var row = (await db.Alerts.FindAsync([alert.Id], Cancel))!;
            row.Outcome = outcome;
            await db.SaveChangesAsync(Cancel);
        }

        Assert.Equal([new(expected, 1)], (await Queries.ReadAsync(Ever, Cancel)).Outcomes);
    }

    [Fact]
    public async Task ReadAsync_ApprovedUses_CountOnlyThoseInForce()
    {
        await using (var db = _store.CreateDbContext())
        {
            db.ApprovedUses.AddRange(
                CoverageSeed.Use(_store.Now.AddDays(60)),
                CoverageSeed.Use(_store.Now.AddDays(30)),
                CoverageSeed.Use(_store.Now),
                CoverageSeed.Use(_store.Now.AddDays(10), ApprovedUseState.Proposed),
                CoverageSeed.Use(_store.Now.AddDays(90), self: true));
            await db.SaveChangesAsync(Cancel);
        }

        var report = await Queries.ReadAsync(Ever, Cancel);

        Assert.Equal((3, 1, 1), (report.ActiveUses, report.ExpiringUses, report.SelfApprovedUses));
    }

    [Fact]
    public async Task Drill_DayAndLevel_FindsExactlyTheAlertsThatWereCounted()
    {
        var midnight = new DateTime(2026, 2, 28, 0, 0, 0, DateTimeKind.Utc);
        await _store.AddAlertAsync(new() { FirstUtc = midnight.AddTicks(-10), Summary = "before" });
        await _store.AddAlertAsync(new() { FirstUtc = midnight, Summary = "first", Status = AlertStatus.Closed });
        await _store.AddAlertAsync(new() { FirstUtc = midnight.AddDays(1).AddTicks(-10), Summary = "last" });
        await _store.AddAlertAsync(new() { FirstUtc = midnight.AddDays(1), Summary = "after" });
        await _store.AddAlertAsync(new() { FirstUtc = midnight, Summary = "other level", Level = Severity.Low });
        var address = new CoverageDrill(await Queries.ReadAsync(Ever, Cancel)).DayAndLevel(new("High", "2026-02-28", ""))!;

        var (filter, ignored) = AlertFilter.Parse(address[address.IndexOf('?', StringComparison.Ordinal)..]);
        await using var db = _store.CreateDbContext();

        Assert.Empty(ignored);
        Assert.Equal(["first", "last"], db.Matching(filter, "ana", new(SlaTimes.Default, _store.Now)).Select(a => a.Summary).ToList().Order());
    }
}
