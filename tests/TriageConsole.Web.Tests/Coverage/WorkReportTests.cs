using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Alerts.Sla;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Coverage.Work;
using Xunit;

namespace TriageConsole.Web.Tests.Coverage;

public sealed class WorkReportTests
{
    private static readonly DateTime _now = Spans.Now;

    private static readonly Dictionary<long, DateTime> _none = [];

    [Fact]
    public void Of_DaysOfTheViewer_AreNotThoseOfUtc()
    {
        AlertFact[] alerts = [Fact(1, new(2026, 2, 28, 22, 59, 59, DateTimeKind.Utc)), Fact(2, new(2026, 2, 28, 23, 0, 0, DateTimeKind.Utc))];

        Assert.Equal([new(new(2026, 2, 28), Severity.High, 2)], Report(alerts).ByDay);
        Assert.Equal(
            [new(new(2026, 2, 28), Severity.High, 1), new(new(2026, 3, 1), Severity.High, 1)],
            WorkReport.Of(alerts, _none, Spans.Of(CoverageFilter.Ever, Spans.Berlin), Clock).ByDay);
    }

    [Theory]
    [InlineData(AlertStatus.Open, AlertOutcome.None, OutcomeWord.Open)]
    [InlineData(AlertStatus.Covered, AlertOutcome.None, OutcomeWord.Covered)]
    [InlineData(AlertStatus.Allowed, AlertOutcome.None, OutcomeWord.Allowed)]
    [InlineData(AlertStatus.AllowedPending, AlertOutcome.None, OutcomeWord.AllowedPending)]
    [InlineData(AlertStatus.Escalated, AlertOutcome.None, OutcomeWord.Escalated)]
    [InlineData(AlertStatus.Closed, AlertOutcome.TruePositive, OutcomeWord.TruePositive)]
    [InlineData(AlertStatus.Closed, AlertOutcome.BenignPositive, OutcomeWord.BenignPositive)]
    [InlineData(AlertStatus.Closed, AlertOutcome.FalsePositive, OutcomeWord.FalsePositive)]
    [InlineData(AlertStatus.Closed, AlertOutcome.Undetermined, OutcomeWord.Undetermined)]
    public void OutcomeOf_StatusAndOutcome_AreOneWord(AlertStatus status, AlertOutcome outcome, OutcomeWord expected) =>
        Assert.Equal(expected, WorkReport.OutcomeOf(Fact(1) with { Status = status, Outcome = outcome }));

    [Fact]
    public void Times_OfALevel_AreMedianNineOfTenAndThoseInTime()
    {
        var alerts = Enumerable.Range(1, 10).Select(n => Fact(n) with { FirstDecidedUtc = Fact(n).CreatedUtc.AddHours(n) }).Append(Fact(11)).ToList();

        var high = Report(alerts).Times.Single(level => level.Level == Severity.High);

        Assert.Equal(new Spread(10, TimeSpan.FromHours(5), TimeSpan.FromHours(9)), high.Triage);
        Assert.Equal((TimeSpan.FromHours(4), 4), (high.Allowed!.Value, high.InTime));
        Assert.Equal((4, 10), Report(alerts).InTime);
    }

    [Fact]
    public void Times_LevelWithoutALimit_IsNeitherInTimeNorLate()
    {
        var report = Report([Fact(1) with { Level = Severity.Informational, FirstDecidedUtc = _now }]);

        Assert.Equal((0, 0), report.InTime);
        Assert.Equal(1, report.Triage.Count);
    }

    [Fact]
    public void Spread_ClockSetBackAndNothing_AreNoTimeAndNone()
    {
        Assert.Equal(new Spread(1, TimeSpan.Zero, TimeSpan.Zero), Spread.Of([TimeSpan.FromHours(-3)]));
        Assert.Equal(default, Spread.Of([]));
    }

    [Fact]
    public void Escalation_IsFromRaisingToTheFirstOne()
    {
        var report = WorkReport.Of([Fact(1), Fact(2)], new Dictionary<long, DateTime> { [2] = Fact(2).CreatedUtc.AddMinutes(90) }, Spans.Of(CoverageFilter.Ever), Clock);

        Assert.Equal(new Spread(1, TimeSpan.FromMinutes(90), TimeSpan.FromMinutes(90)), report.Escalation);
    }

    [Fact]
    public void Backlog_CountsOnlyUndecidedByAge()
    {
        AlertFact[] alerts =
        [
            Fact(1) with { CreatedUtc = _now.AddHours(-1) },
            Fact(2) with { CreatedUtc = _now.AddHours(-1).AddSeconds(-1) },
            Fact(3) with { CreatedUtc = _now.AddDays(-400) },
            Fact(4) with { CreatedUtc = _now.AddHours(2) },
            Fact(5) with { CreatedUtc = _now, Status = AlertStatus.Closed },
        ];

        Assert.Equal([new(0, Severity.High, 2), new(1, Severity.High, 1), new(6, Severity.High, 1)], Report(alerts).Backlog);
    }

    [Fact]
    public void People_DecidedAndAssigned_AreCountedApart()
    {
        AlertFact[] alerts =
        [
            Fact(1) with { DecidedBy = "ana", Status = AlertStatus.Closed },
            Fact(2) with { DecidedBy = "ana", Status = AlertStatus.AllowedPending },
            Fact(3) with { DecidedBy = "ana", Status = AlertStatus.Escalated, Assignee = "ben" },
            Fact(4) with { Assignee = "ben" },
            Fact(5) with { DecidedBy = "old", Status = AlertStatus.Open },
        ];

        Assert.Equal([new("ana", 1, 1, 1, 0), new("ben", 0, 0, 0, 1)], Report(alerts).People);
    }

    [Fact]
    public void ByDay_ChosenPeriod_HasEveryDayAndYearsApartOnlyThoseWithAlerts()
    {
        var span = Spans.Of(new() { Days = 7 });
        var report = WorkReport.Of([Fact(1)], _none, span, Clock);
        Assert.Equal(7, WorkCharts.Of(report, span).ByDay.Categories.Count);

        var apart = Report([Fact(1, new(2015, 1, 1, 0, 0, 0, DateTimeKind.Utc)), Fact(2)]);
        Assert.Equal(["2015-01-01", "2026-03-01"], WorkCharts.Of(apart, Spans.Of(CoverageFilter.Ever)).ByDay.Categories.Select(day => day.Key));
    }

    [Fact]
    public void Charts_NoAlert_AreEmpty()
    {
        var charts = WorkCharts.Of(Report([]), Spans.Of(CoverageFilter.Default));

        Assert.All([charts.ByDay, charts.Triage, charts.Escalation, charts.Backlog, charts.People], chart => Assert.True(chart.IsEmpty, chart.Title));
        Assert.True(charts.Outcomes.IsEmpty);
    }

    private static SlaClock Clock => new(SlaTimes.Default, _now);

    private static WorkReport Report(IReadOnlyList<AlertFact> alerts) => WorkReport.Of(alerts, _none, Spans.Of(CoverageFilter.Ever), Clock);

    private static AlertFact Fact(long id, DateTime? began = null) => new()
    {
        Id = id,
        FirstUtc = began ?? new(2026, 3, 1, 9, 0, 0, DateTimeKind.Utc),
        CreatedUtc = (began ?? new(2026, 3, 1, 9, 0, 0, DateTimeKind.Utc)).AddMinutes(1),
        HostId = 1,
        Level = Severity.High,
        Completeness = 100,
        Technique = "T1216",
    };
}
