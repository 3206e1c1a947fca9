using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Alerts;
using TriageConsole.Web.Features.Alerts.Sla;
using Xunit;

namespace TriageConsole.Web.Tests.Alerts;

public sealed class AlertQueueQueriesTests : IDisposable
{
    private readonly AlertStore _store = new();
    private readonly AlertQueueQueries _queries;

    public AlertQueueQueriesTests() => _queries = new(_store, new SlaQueries(_store, _store.Time));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task PageAsync_Default_ShowsOpenByLevelThenWaitingTime()
    {
        await AddAsync(Severity.Low, -9);
        await AddAsync(Severity.Critical, -1);
        await AddAsync(Severity.Critical, -5);
        await _store.AddAlertAsync(new() { Level = Severity.Critical, Status = AlertStatus.Closed });

        var page = await PageAsync(AlertFilter.Default);

        Assert.False(page.HasMore);
        Assert.Equal(
            [(Severity.Critical, -5), (Severity.Critical, -1), (Severity.Low, -9)],
            page.Rows.Select(r => (r.Level, (int)(r.CreatedUtc - _store.Now).TotalHours)));
    }

    [Theory]
    [InlineData(AlertSort.Level)]
    [InlineData(AlertSort.Oldest)]
    [InlineData(AlertSort.Newest)]
    [InlineData(AlertSort.Score)]
    [InlineData(AlertSort.Completeness)]
    [InlineData(AlertSort.Host)]
    [InlineData(AlertSort.Due)]
    public async Task PageAsync_BehindAnyRow_ContinuesWithoutGapOrRepeat(AlertSort sort)
    {
        for (var i = 0; i < 12; i++)
        {
            await _store.AddAlertAsync(new()
            {
                Level = (Severity)(i % 3),
                Score = 30 + (i % 4),
                Completeness = 50 + (i % 2),
                Host = $"h{i % 3}",
                CreatedUtc = _store.Now.AddHours(-(i % 5)),
            });
        }

        var filter = AlertFilter.Default with { Sort = sort };
        var whole = (await PageAsync(filter)).Rows;

        for (var i = 0; i < whole.Count; i++)
        {
            var behind = await _queries.PageAsync(filter, "ana", whole[i], Cancel);
            Assert.Equal(whole.Skip(i + 1).Select(r => r.Id), behind.Rows.Select(r => r.Id));
        }
    }

    [Fact]
    public async Task PageAsync_MoreThanAPage_SaysSo()
    {
        for (var i = 0; i <= AlertQueueQueries.PageSize; i++)
            await _store.AddAlertAsync(new());

        var first = await PageAsync(AlertFilter.Default);
        var second = await _queries.PageAsync(AlertFilter.Default, "ana", first.Rows[^1], Cancel);

        Assert.Equal((AlertQueueQueries.PageSize, true), (first.Rows.Count, first.HasMore));
        Assert.Equal((1, false), (second.Rows.Count, second.HasMore));
        Assert.Equal("101", (await _queries.CountAsync(AlertFilter.Default, "ana", Cancel)).ToString());
    }

    [Fact]
    public async Task PageAsync_EachFilter_KeepsItsOwnAndLeavesTheOther()
    {
        var wanted = await _store.AddAlertAsync(new()
        {
            Host = "Finance-7.Example",
            User = "EX\\Ann_1",
            Technique = "T1216.001",
            Level = Severity.Medium,
            Assignee = "ana",
            Fingerprint = "ffffffffffffffffffffffffffffffff",
            Summary = "100% odd_thing C:\\x",
        });
        await _store.AddAlertAsync(new() { User = "EX\\AnnX1", Technique = "T12160", Summary = "1000 oddXthing" });

        foreach (var filter in new[]
        {
            AlertFilter.Default with { Host = "finance-7.EXAMPLE" },
            AlertFilter.Default with { User = "ex\\ann_1" },
            AlertFilter.Default with { Technique = "T1216" },
            AlertFilter.Default with { Technique = "T1216.001" },
            AlertFilter.Default with { Levels = EnumSet.Of(Severity.Medium) },
            AlertFilter.Default with { Assignee = AlertFilter.Me },
            AlertFilter.Default with { Assignee = "ana" },
            AlertFilter.Default with { Pattern = "ffffffffffffffffffffffffffffffff" },
            AlertFilter.Default with { Text = "100%" },
            AlertFilter.Default with { Text = "ODD_thing" },
            AlertFilter.Default with { Text = "c:\\X" },
            AlertFilter.Default with { Text = "finance-7" },
        })
        {
            Assert.True((await PageAsync(filter)).Rows is [var one] && one.PublicId == wanted.PublicId, filter.ToQuery());
        }

        Assert.NotEqual(wanted.PublicId, Assert.Single((await PageAsync(AlertFilter.Default with { Assignee = AlertFilter.Nobody })).Rows).PublicId);
        Assert.Empty((await PageAsync(AlertFilter.Default with { Text = "nowhere" })).Rows);
        Assert.Equal(2, (await PageAsync(AlertFilter.Default)).Rows.Count);
    }

    [Fact]
    public async Task PageAsync_StatusFilter_ShowsOnlyThose()
    {
        foreach (var status in Enum.GetValues<AlertStatus>())
            await _store.AddAlertAsync(new() { Status = status });

        var page = await PageAsync(AlertFilter.Default with { Statuses = EnumSet.Of(AlertStatus.Closed, AlertStatus.Covered) });

        Assert.Equal([AlertStatus.Covered, AlertStatus.Closed], page.Rows.Select(r => r.Status).Order());
        Assert.Equal(6, (await PageAsync(AlertFilter.Default with { Statuses = EnumSet.All<AlertStatus>() })).Rows.Count);
    }

    [Fact]
    public async Task PatternsAsync_AlikeAlerts_AreCountedWithHostsAndSpan()
    {
        var day = new DateTime(2026, 2, 1, 0, 0, 0, DateTimeKind.Utc);
        for (var i = 0; i < 5; i++)
            await _store.AddAlertAsync(new() { Host = $"h{i % 2}", Level = i == 3 ? Severity.Critical : Severity.Low, FirstUtc = day.AddDays(i), Score = 50 + i });
        await _store.AddAlertAsync(new() { Fingerprint = "ffffffffffffffffffffffffffffffff", Level = Severity.Medium });

        var page = await _queries.PatternsAsync(AlertFilter.Default, "ana", Cancel);

        Assert.False(page.HasMore);
        Assert.Equal(2, page.Patterns.Count);
        var pattern = page.Patterns[0];
        Assert.Equal((5, 2, Severity.Critical, 54), (pattern.Alerts, pattern.Hosts, pattern.Level, pattern.Score));
        Assert.Equal((day, day.AddDays(4).AddSeconds(2)), (pattern.FirstUtc, pattern.LastUtc));
        Assert.Equal("explorer → wscript → update.exe", pattern.Chain);
    }

    [Fact]
    public async Task AgainAndArrived_AfterAChangeAndANewAlert_TellBoth()
    {
        var old = await _store.AddAlertAsync(new());
        var last = await _queries.LastIdAsync(Cancel);
        await _store.AddAlertAsync(new() { Host = "new" });
        await using (var db = _store.CreateDbContext())
        {
            (await db.Alerts.FindAsync([old.Id], Cancel))!.Assignee = "otto";
            await db.SaveChangesAsync(Cancel);
        }

        var again = await _queries.AgainAsync([old.Id, 999], Cancel);

        Assert.Equal("otto", Assert.Single(again).Value.Assignee);
        Assert.Equal(1, (await _queries.ArrivedSinceAsync(AlertFilter.Default, "ana", last, Cancel)).Value);
        Assert.Equal(0, (await _queries.ArrivedSinceAsync(AlertFilter.Default with { Host = "old" }, "ana", last, Cancel)).Value);
    }

    [Theory]
    [InlineData(10_000, "10,000")]
    [InlineData(10_001, "10,000+")]
    [InlineData(0, "0")]
    public void CappedCount_AroundTheCap_SaysMore(int counted, string text) => Assert.Equal(text, CappedCount.Of(counted).ToString());

    private Task<AlertQueuePage> PageAsync(AlertFilter filter) => _queries.PageAsync(filter, "ana", null, Cancel);

    private async Task AddAsync(Severity level, int hours) =>
        await _store.AddAlertAsync(new() { Level = level, CreatedUtc = _store.Now.AddHours(hours) });
}
