using Microsoft.EntityFrameworkCore;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Events;
using TriageConsole.Domain.Exercises;
using TriageConsole.Web.Features.Alerts.Sla;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Coverage.Grade;
using TriageConsole.Web.Features.Reports.Content;
using TriageConsole.Web.Features.Reports.Content.Figures;
using TriageConsole.Web.Features.Reports.Content.Sections;
using TriageConsole.Web.Features.Reports.Periods;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Coverage;
using TriageConsole.Web.Tests.Pipeline;
using Xunit;

namespace TriageConsole.Web.Tests.Reports;

public sealed class FiguresTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Decisions_OfAPeriod_CountWhatWasRaisedInItAndWhatPeopleDid(Engine engine)
    {
        using var bench = new ReportBench(engine);
        await bench.FillAsync();
        await bench.Store.AddAlertAsync(new() { Host = "ws-1", CreatedUtc = new(2026, 2, 23, 23, 59, 59, DateTimeKind.Utc) });
        await bench.Store.AddAlertAsync(new() { Host = "ws-1", Level = Severity.Low, Status = AlertStatus.Covered, CreatedUtc = new(2026, 2, 24, 0, 0, 0, DateTimeKind.Utc) });
        await using var db = bench.Store.CreateDbContext();

        var figures = await DecisionTally.ReadAsync(bench.Scope(db), SlaTimes.Default, Cancel);

        Assert.Equal((4, 4), (figures.Alerts, figures.Weakened));
        Assert.Equal((1, 1, 1, 1), (figures.Of(OutcomeWord.TruePositive), figures.Of(OutcomeWord.FalsePositive), figures.Of(OutcomeWord.Open), figures.Of(OutcomeWord.Covered)));
        var high = figures.Levels.Single(level => level.Level == Severity.High);
        Assert.Equal([30.0, 600.0], high.Minutes);
        Assert.Equal((2, 2, 0, 1, 1), (high.Raised, high.Decided, high.Waiting, high.InTime, high.Late));
        var critical = figures.Levels.Single(level => level.Level == Severity.Critical);
        Assert.Equal((1, 0, 1, 0, 1), (critical.Raised, critical.Decided, critical.Waiting, critical.InTime, critical.Late));
        Assert.Equal((4, 2, 1, 2), (figures.All.Raised, figures.All.Decided, figures.All.InTime, figures.All.Late));
        Assert.Equal(1, figures.ByDay[(new(2026, 2, 24), Severity.Low)]);
        Assert.Equal([new PersonWork("ana", 2, 0, 0, 0, 0)], figures.People);
    }

    [Fact]
    public async Task Decisions_OfAHostGroup_LeaveOutAllOtherHosts()
    {
        using var bench = new ReportBench();
        await bench.FillAsync();
        await using var db = bench.Store.CreateDbContext();

        var figures = await DecisionTally.ReadAsync(bench.Scope(db, hosts: [901]), SlaTimes.Default, Cancel);

        Assert.Equal((1, 1), (figures.Alerts, figures.Of(OutcomeWord.TruePositive)));
        Assert.Equal(1, Assert.Single(figures.People).Closed);
    }

    [Fact]
    public async Task Decisions_DaysOfAZone_AreThatZones()
    {
        using var bench = new ReportBench();
        await bench.Store.AddAlertAsync(new() { CreatedUtc = new(2026, 2, 28, 23, 30, 0, DateTimeKind.Utc) });
        await using var db = bench.Store.CreateDbContext();
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

        var march = await DecisionTally.ReadAsync(bench.Scope(db, new(new(2026, 3, 1), new(2026, 3, 1), berlin)), SlaTimes.Default, Cancel);
        var february = await DecisionTally.ReadAsync(bench.Scope(db, new(new(2026, 2, 28), new(2026, 2, 28), berlin)), SlaTimes.Default, Cancel);

        Assert.Equal((1, 0), (march.Alerts, february.Alerts));
        Assert.Equal(new DateOnly(2026, 3, 1), Assert.Single(march.ByDay).Key.Day);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Telemetry_OfAPeriod_GradesHostsAndNamesTheSilent(Engine engine)
    {
        using var bench = new ReportBench(engine);
        await bench.FillAsync();
        await using var db = bench.Store.CreateDbContext();

        var figures = await TelemetryFigures.ReadAsync(bench.Scope(db), Cancel);

        Assert.Equal((1, 1, 1), (figures.Graded(ComponentState.Covered), figures.Graded(ComponentState.Weakened), figures.Graded(ComponentState.NotEvaluable)));
        Assert.Equal("Büro-ПК 東京", Assert.Single(figures.Silent).Name);
        Assert.Equal("not evaluable", CoverageSection.Cell(figures.Hosts.Single(h => h.Id == 902).Of(DataComponent.CommandLine)));
        Assert.Equal("◐ 40 %", CoverageSection.Cell(figures.Hosts.Single(h => h.Id == 901).Of(DataComponent.CommandLine)));
        Assert.Equal("other source", CoverageSection.Cell(figures.Hosts.Single(h => h.Id == 901).Of(DataComponent.ProcessCreationSecurity)));
    }

    [Fact]
    public async Task Answer_WhateverThereIs_SaysNoMoreThanIsShown()
    {
        using var bench = new ReportBench();
        await using var db = bench.Store.CreateDbContext();
        async Task<string> AnswerAsync(ReportPeriod? period = null)
        {
            var scope = bench.Scope(db, period);
            var telemetry = await TelemetryFigures.ReadAsync(scope, Cancel);
            var decisions = await DecisionTally.ReadAsync(scope, SlaTimes.Default, Cancel);
            var baseline = await BaselineFigures.ReadAsync(scope, Cancel);
            return ExecutiveSection.Answer(scope, new()
            {
                Telemetry = telemetry,
                Decisions = decisions,
                Baseline = baseline,
                Grades = await new GradeQueries(bench.Store, bench.Detection).ReadAsync(telemetry.Report, decisions.Facts, baseline.Uses, Cancel),
                SelfTest = await SelfTestFigures.ReadAsync(scope, Cancel),
                Exercises = await ExerciseResult.ReadAsync(scope, Cancel),
            });
        }

        Assert.StartsWith("It cannot be answered: no host sent telemetry", await AnswerAsync(), StringComparison.Ordinal);
        Assert.StartsWith("It cannot be answered: the period lies in the future", await AnswerAsync(new(new(2030, 1, 1), new(2030, 1, 2), TimeZoneInfo.Utc)), StringComparison.Ordinal);
        await CoverageSeed.AddHostAsync(bench.Store, 1, "bare", new(2026, 3, 1), (DataComponent.ModuleLoad, 1));
        Assert.StartsWith("No: on none of the 1 known host was", await AnswerAsync(), StringComparison.Ordinal);
        await CoverageSeed.AddHostAsync(bench.Store, 2, "whole", new(2026, 3, 1), ReportBench.Whole(10));
        Assert.StartsWith("It is not shown", await AnswerAsync(), StringComparison.Ordinal);
        await bench.FillAsync();
        Assert.StartsWith("In part: on 2 of 6 known hosts in full and on 1 more in part. The self-test caught 1 of 2 attacks (50 %)", await AnswerAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Everything_OfAnExercise_IsInNoNumberButItsOwn(Engine engine)
    {
        using var bench = new ReportBench(engine);
        await CoverageSeed.AddHostAsync(bench.Store, 1, "real", new(2026, 3, 1), (DataComponent.ProcessCreationSysmon, 1));
        await CoverageSeed.AddHostAsync(bench.Store, 2, "invented", new(2026, 3, 1), (DataComponent.ProcessCreationSysmon, 1));
        var alert = await bench.DecidedAsync(Severity.High, 5, AlertStatus.Closed, AlertOutcome.TruePositive, "invented");
        await using (var write = bench.Store.CreateDbContext())
        {
            var exercise = new ExerciseRow
            {
                Name = AlertStore.Hostile,
                CreatedBy = "mona",
                State = ExerciseState.Ended,
                EndedUtc = bench.Store.Now.AddDays(-1),
                CreatedUtc = bench.Store.Now.AddDays(-1),
                DueUtc = bench.Store.Now,
                Items = [new() { Scenario = "pubprn", Evasion = "", Subject = "pubprn", Technique = "T1216.001", Host = "invented", Account = "a", IsAttack = true, State = ExerciseItemState.Raised, ArrivesUtc = alert.CreatedUtc, RaisedUtc = alert.CreatedUtc, DecidedUtc = alert.CreatedUtc.AddMinutes(5), Mark = ExerciseMark.Wrong }],
            };
            write.Exercises.Add(exercise);
            await write.SaveChangesAsync(Cancel);
            await write.Alerts.ExecuteUpdateAsync(set => set.SetProperty(a => a.ExerciseId, exercise.Id), Cancel);
            await write.Hosts.Where(h => h.Id == 2).ExecuteUpdateAsync(set => set.SetProperty(h => h.ExerciseId, exercise.Id), Cancel);
        }

        await using var db = bench.Store.CreateDbContext();
        var scope = bench.Scope(db);
        var decisions = await DecisionTally.ReadAsync(scope, SlaTimes.Default, Cancel);
        Assert.Equal((0, 0, 0), (decisions.Alerts, decisions.People.Count, decisions.All.Raised));
        Assert.Equal(1, (await TelemetryFigures.ReadAsync(scope, Cancel)).Known);
        var result = Assert.Single(await ExerciseResult.ReadAsync(scope, Cancel));
        Assert.Equal((1, 0, 1, TimeSpan.FromMinutes(5)), (result.Figures.Raised, result.Figures.Right, result.Figures.Wrong, result.Figures.TimeToDecide));
    }

    [Theory]
    [InlineData(0.5, 2)]
    [InlineData(0.9, 4)]
    [InlineData(0.25, 1)]
    public void At_Share_IsTheValueBelowWhichItLies(double share, double minutes) => Assert.Equal(TimeSpan.FromMinutes(minutes), ReportFigures.At([1, 2, 3, 4], share));

    [Fact]
    public void At_Nothing_IsNothing() => Assert.Null(ReportFigures.At([], 0.5));

    [Theory]
    [InlineData(999, 1000, "99 %")]
    [InlineData(1000, 1000, "100 %")]
    [InlineData(0, 0, "–")]
    public void Share_NotWhole_NeverReadsAsWhole(int part, int whole, string words) => Assert.Equal(words, ReportFigures.Share(part, whole));
}
