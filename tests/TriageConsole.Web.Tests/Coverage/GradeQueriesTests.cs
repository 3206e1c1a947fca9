using TriageConsole.Data.Model;
using TriageConsole.Detection;
using TriageConsole.Detection.Signals;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Baseline;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Coverage.Grade;
using TriageConsole.Web.Features.Coverage.Health;
using TriageConsole.Web.Features.Coverage.Work;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Features.SelfTest;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Coverage;

public sealed class GradeQueriesTests : IDisposable
{
    private readonly AlertStore _store = new();
    private readonly DetectionRuntime _runtime = DetectionRuntime.Load(DetectionRuntime.ShippedFolder);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task ReadAsync_NothingStored_NoTechniqueCanBeTold()
    {
        var report = await ReadAsync(Telemetry(), []);

        Assert.Equal(("19.0", null, GradeReport.Analytic), (report.AttackVersion, report.SelfTest?.Id, report.Lines[0].Id));
        Assert.All(report.Lines, line => Assert.Equal(GradeWord.NotEvaluable, line.Grade.Word));
        Assert.Equal(["Stealth"], report.Of("T1216")!.Tactics);
    }

    [Fact]
    public async Task ReadAsync_LastCompletedRun_IsCountedByTechniqueWithItsSubs()
    {
        await RunAsync(SelfTestState.Completed, ("T1216", SelfTestOutcome.Missed, 9));
        var run = await RunAsync(
            SelfTestState.Completed, ("T1216", SelfTestOutcome.Caught, 2), ("T1216.001", SelfTestOutcome.Caught, 1), ("T1216.001", SelfTestOutcome.Missed, 1), ("T1216", SelfTestOutcome.Quiet, 5), ("T1218.005", SelfTestOutcome.Hidden, 1));
        await RunAsync(SelfTestState.Failed, ("T1216", SelfTestOutcome.Missed, 9));

        var report = await ReadAsync(Telemetry(ComponentState.Covered), []);

        Assert.Equal(run, report.SelfTest!.Value.Id);
        Assert.Equal((75, GradeWord.Weakened), (report.Of("T1216")!.Grade.Score, report.Of("T1216")!.Grade.Word));
        Assert.Equal(50, report.Of("T1216.001")!.Grade.Score);
        Assert.Equal(0, report.Of("T1218.005")!.Grade.Score);
        Assert.Equal(GradeWord.NotEvaluable, report.Of("T1216.002")!.Grade.Word);
    }

    [Fact]
    public async Task ReadAsync_SignalSwitchedOff_LowersItsTechniqueOnly()
    {
        await RunAsync(SelfTestState.Completed, ("T1216.001", SelfTestOutcome.Caught, 1), ("T1216.002", SelfTestOutcome.Caught, 1));
        var off = new DetectionSettings { Signals = new Dictionary<string, SignalSetting> { ["pubprn-moniker"] = new() { IsEnabled = false } } };
        _runtime.Use(_runtime.Make(1, off));

        var report = await ReadAsync(Telemetry(ComponentState.Covered), []);

        Assert.Equal(0, report.Of("T1216.001")!.Grade.Score);
        Assert.Equal(100, report.Of("T1216.002")!.Grade.Score);
    }

    [Fact]
    public async Task ReadAsync_AlertsCoveredByAnEntryForEverybody_NarrowTheBaseline()
    {
        await RunAsync(SelfTestState.Completed, ("T1216", SelfTestOutcome.Caught, 1));
        var (wide, narrow) = (Use(new UseCondition(UseField.ProxyImage, @"*\wscript.exe")), Use(new UseCondition(UseField.HostGroup, "Servers")));

        var report = await ReadAsync(
            Telemetry(ComponentState.Covered), [Covered(wide.Id), Covered(narrow.Id)], wide, narrow, Use(new UseCondition(UseField.User, "x")) with { Standing = UseStanding.Expired });

        var line = report.Of("T1216")!;
        Assert.Equal((75, 2), (line.Grade.Score, line.Alerts));
        Assert.Equal("1 of 2 alerts covered for everybody.", line.Grade.Factors[3].Reason);
    }

    [Fact]
    public void Signals_OfEveryNeighbourWithAttacks_AreSome()
    {
        var reference = _runtime.Reference;
        var attacked = new SelfTestScenarios(_runtime).All.Where(s => s.IsAttack).Select(s => s.Technique).Distinct();

        Assert.All(attacked, technique => Assert.NotEmpty(TechniqueSignals.Of(reference, technique)));
        Assert.Equal(["pubprn-moniker"], TechniqueSignals.Of(reference, "T1216.001").Select(signal => signal.Id));
        Assert.Equal(["script-host-engine-override", "script-host-untrusted-script"], TechniqueSignals.Of(reference, "T1059.007").Select(signal => signal.Id).Order(StringComparer.Ordinal));
        Assert.Contains("T1059.007", attacked);
        Assert.Contains(TechniqueSignals.Of(reference, "T1218"), signal => signal.Id == "documented-proxy-use");
        Assert.Contains(SignalCatalog.All, signal => signal.Id == "rundll32-proxy-export");
    }

    [Theory]
    [InlineData("T1216.001", "T1216", true)]
    [InlineData("T1216", "T1216", true)]
    [InlineData("T12160", "T1216", false)]
    [InlineData("T1216", "T1216.001", false)]
    [InlineData(null, "T1216", false)]
    public void IsOf_TechniqueAndSubs_BelongTogether(string? id, string technique, bool expected) => Assert.Equal(expected, TechniqueSignals.IsOf(id, technique));

    [Fact]
    public async Task ReadAsync_SilentHosts_CountAsThoseThatSendTooLittle()
    {
        await RunAsync(SelfTestState.Completed, ("T1216", SelfTestOutcome.Caught, 1));

        var report = await ReadAsync(Telemetry(ComponentState.Covered, ComponentState.Weakened, ComponentState.NotEvaluable, ComponentState.Silent), []);

        Assert.Equal((37, "Of 4 hosts 1 covered, 1 weakened, 2 not or silent."), (report.Of("T1216")!.Grade.Score, report.Of("T1216")!.Grade.Factors[0].Reason));
    }

    private static HealthReport Telemetry(params ComponentState[] states) => new()
    {
        Trend = [],
        Hosts = [.. states.Select((state, n) => new HostHealth
        {
            Id = n,
            Name = $"ws-{n}",
            State = state,
            Reasons = [],
            Coverage = HostCoverageTests.Full,
            Components = [],
            Gaps = [],
            Quiet = [],
        })],
    };

    private Task<GradeReport> ReadAsync(HealthReport telemetry, IReadOnlyList<AlertFact> alerts, params UseLine[] uses) =>
        new GradeQueries(_store, _runtime).ReadAsync(telemetry, alerts, uses, Cancel);

    private async Task<long> RunAsync(SelfTestState state, params (string Technique, SelfTestOutcome Outcome, int Count)[] results)
    {
        await using var db = _store.CreateDbContext();
        var run = new SelfTestRunRow { State = state, StartedUtc = _store.Now, FinishedUtc = _store.Now, JudgedWith = "test" };
        db.SelfTestRuns.Add(run);
        await db.SaveChangesAsync(Cancel);
        foreach (var (technique, outcome, count) in results)
        {
            for (var n = 0; n < count; n++)
                db.SelfTestResults.Add(new() { RunId = run.Id, Name = $"{technique} {n}", Subject = "x", Technique = technique, CommandLine = "x", Outcome = outcome, Level = Severity.High });
        }

        await db.SaveChangesAsync(Cancel);
        return run.Id;
    }

    private UseLine Use(UseCondition condition) => new()
    {
        Id = Guid.NewGuid(),
        Title = "use",
        Standing = UseStanding.Active,
        Conditions = [condition],
        Owner = "x",
        Reason = "x",
        Ticket = "x",
        ProposedBy = "x",
        ProposedUtc = _store.Now,
        ReviewUtc = _store.Now,
        ExpiresUtc = _store.Now.AddDays(9),
    };

    private AlertFact Covered(Guid use) => new()
    {
        Id = 1,
        FirstUtc = _store.Now,
        CreatedUtc = _store.Now,
        HostId = 1,
        Technique = "T1216.001",
        Status = AlertStatus.Covered,
        UseId = use,
    };
}
