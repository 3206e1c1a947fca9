using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Alerts;
using TriageConsole.Web.Features.Alerts.Sla;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Coverage.Approved;
using TriageConsole.Web.Features.Coverage.Period;
using TriageConsole.Web.Features.Coverage.Uses;
using TriageConsole.Web.Features.Coverage.Work;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Pipeline;
using Xunit;

namespace TriageConsole.Web.Tests.Coverage;

/// <summary>Every mark of a chart leads to a list, and the list holds what the mark counted.</summary>
public sealed class CoverageDrillTests : IDisposable
{
    private AlertStore _store = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _store?.Dispose();

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task EveryMark_OfTheAlertCharts_LeadsToAsManyAlertsAsItCounts(Engine engine)
    {
        _store = new(engine);
        await SeedAsync();
        foreach (var zone in (TimeZoneInfo[])[TimeZoneInfo.Utc, Spans.Berlin])
        {
            foreach (var filter in (CoverageFilter[])[CoverageFilter.Ever, new() { Days = 7 }, new() { Days = 30, Group = "Workstations" }])
                await AssertAllAsync(filter, zone);
        }
    }

    [Fact]
    public void Marks_ThatAreNotThere_LeadNowhere()
    {
        var drill = new CoverageDrill(Spans.Scope(CoverageFilter.Default));

        Assert.Null(drill.DayAndLevel(new("Purple", "2020-01-03", "")));
        Assert.Null(drill.DayAndLevel(new("99", "2020-01-03", "")));
        Assert.Null(drill.DayAndLevel(new("High", "yesterday", "")));
        Assert.Null(drill.Outcome(new("", "99", "")));
        Assert.Null(drill.Day(new("CommandLine", "soon", "")));
        Assert.Null(drill.Backlog(new("High", "99", ""), Spans.Now));
        Assert.Null(drill.Person(new("sleeping", "ana", "")));
        Assert.Null(BaselineCharts.Entry(new("entries", "state:Purple", "")));
        Assert.Null(BaselineCharts.CoveredBy(new("covered", "x", ""), drill));
        Assert.Null(ScriptHostCharts.Host(new("starts", "wscript.exe", ""), drill));
    }

    [Fact]
    public void Start_OfAScriptHost_IsHuntedForInTheUtcDaysThatWereCounted()
    {
        var address = ScriptHostCharts.Start(new("starts", "a&b=<img>.exe", ""), Spans.Scope(new() { Days = 7, Group = "Work & more" }, Spans.Berlin));

        Assert.Equal("/hunt?group=Work%20%26%20more&image=a%26b%3D%3Cimg%3E.exe&from=2026-02-23T00%3A00%3A00Z&until=2026-03-03T00%3A00%3A00Z", address);
    }

    [Fact]
    public void Day_OfTheTrend_IsThatDayOfTheSameHosts() => Assert.Equal(
        "/coverage?from=2026-03-01&until=2026-03-01&group=Servers", new CoverageDrill(Spans.Scope(new() { Days = 7, Group = "Servers" })).Day(new("CommandLine", "2026-03-01", "")));

    [Theory]
    [InlineData("state:Expiring", "/baseline?state=expiring")]
    [InlineData("attention:Ownerless", "/baseline?attention=ownerless")]
    [InlineData("attention:SelfApproved", "/baseline?attention=self-approved")]
    public void Entry_OfTheBaseline_LeadsToThoseEntries(string key, string expected) => Assert.Equal(expected, BaselineCharts.Entry(new("entries", key, "")));

    private async Task AssertAllAsync(CoverageFilter filter, TimeZoneInfo zone)
    {
        var scope = await new ScopeQueries(_store, _store.Time).ReadAsync(filter, zone, Cancel);
        var alerts = await new AlertFactQueries(_store).ReadAsync(scope, Cancel);
        var work = WorkReport.Of(alerts.Now, alerts.Escalated, scope.Span, new(SlaTimes.Default, _store.Now));
        var (charts, drill) = (WorkCharts.Of(work, scope.Span), new CoverageDrill(scope));
        var rates = SignalRateChart.Of(await new SignalRateQueries(_store).ReadAsync(alerts.Now, Cancel));
        var uses = ScriptHostCharts.Of(await new ScriptHostUseQueries(_store).ReadAsync(scope, alerts.Now, Cancel));
        var marks = 0;
        foreach (var (chart, to) in ((ChartModel, Func<ChartMark, string?>)[])
        [
            (charts.ByDay, drill.DayAndLevel), (charts.Outcomes, drill.Outcome), (charts.Backlog, mark => drill.Backlog(mark, work.AtUtc)), (charts.People, drill.Person),
            (rates, mark => SignalRateChart.Drill(mark, drill)), (uses.Hosts, mark => ScriptHostCharts.Host(mark, drill)), (uses.Scripts, mark => ScriptHostCharts.Script(mark, drill)),
        ])
        {
            Assert.False(chart.IsEmpty, chart.Title);
            foreach (var cell in chart.ToTable().Rows.SelectMany(row => row.Cells).Where(cell => cell.Mark is not null))
            {
                Assert.Equal((chart.Title, cell.Mark, (int)cell.Number!.Value), (chart.Title, cell.Mark, await CountAsync(to(cell.Mark!))));
                marks++;
            }
        }

        // A time is told from many alerts: its bar leads to those.
        foreach (var level in work.Times.Where(level => level.Triage.Count > 0))
            Assert.Equal(level.Triage.Count, await CountAsync(drill.Triage(new(WorkCharts.Median, level.Level.ToString(), string.Empty))));
        foreach (var level in work.Times.Where(level => level.Escalation.Count > 0))
            Assert.Equal(level.Escalation.Count, await CountAsync(drill.Escalation(new(WorkCharts.P90, level.Level.ToString(), string.Empty))));
        Assert.Equal((work.Alerts, work.Weakened, work.Open), (await CountAsync(drill.Alerts), await CountAsync(drill.Weakened), await CountAsync(drill.Open)));
        Assert.True(marks > 50, $"Only {marks} marks were looked at.");
    }

    private async Task<int> CountAsync(string? address)
    {
        Assert.NotNull(address);
        var (filter, ignored) = AlertFilter.Parse(address[AppRoutes.Alerts.Length..]);
        Assert.Empty(ignored);
        return (await new AlertQueueQueries(_store, new(_store, _store.Time)).CountAsync(filter, "somebody", Cancel)).Value;
    }

    private async Task SeedAsync()
    {
        await CoverageSeed.AddGroupAsync(_store, "Workstations", "WS-*");
        var statuses = Enum.GetValues<AlertStatus>();
        for (var n = 0; n < 48; n++)
        {
            var began = _store.Now.AddHours(-1 - (n * 5)).AddMinutes(n % 7);
            var status = statuses[n % statuses.Length];
            var alert = await _store.AddAlertAsync(new()
            {
                Host = n % 4 == 0 ? "SRV-1" : "WS-1",
                Level = (Severity)(n / 2 % 5),
                Completeness = n * 2,
                FirstUtc = began,
                CreatedUtc = began.AddMinutes(3),
                Status = status,
                Assignee = status == AlertStatus.Open && n % 4 == 0 ? "ben" : null,
            });
            await using var db = _store.CreateDbContext();
            var row = (await db.Alerts.FindAsync([alert.Id], Cancel))!;
            row.Outcome = status == AlertStatus.Closed ? (AlertOutcome)((n / 6 % 4) + 1) : AlertOutcome.None;
            (row.ProxyName, row.Script) = (n % 2 == 0 ? "wscript.exe" : "mshta.exe", n % 5 == 0 ? null : AlertStore.Hostile);
            if (status is not (AlertStatus.Open or AlertStatus.Covered))
                (row.DecidedBy, row.DecidedUtc, row.FirstDecidedUtc) = (n % 4 == 1 ? "ana & co" : "ben", row.CreatedUtc.AddMinutes(n), row.CreatedUtc.AddMinutes(n));
            if (status == AlertStatus.Escalated)
                db.AlertHistory.Add(new() { AlertId = alert.Id, AtUtc = row.CreatedUtc.AddMinutes(n + 1), Action = AlertAction.Escalated });
            foreach (var signal in (string[])["script-host-untrusted-script", "script-host-untrusted-script", "content-encoded"])
                db.AlertFindings.Add(new() { AlertId = alert.Id, SignalId = signal, Points = 1, ProcessId = row.ProxyProcessId });
            await db.SaveChangesAsync(Cancel);
        }
    }
}
