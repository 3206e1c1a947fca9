using Microsoft.Extensions.Time.Testing;
using TriageConsole.Data;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Events;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Hosts;
using TriageConsole.Web.Tests.Pipeline;
using Xunit;

namespace TriageConsole.Web.Tests.Hosts;

public sealed class HostQueriesTests
{
    private static readonly FakeTimeProvider _later = new(new DateTimeOffset(HostStory.Noon.AddYears(3)));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<Engine, string, string> Lists()
    {
        var data = new TheoryData<Engine, string, string>();
        foreach (var engine in Enum.GetValues<Engine>())
        {
            data.Add(engine, "", "125364");
            data.Add(engine, "?q=ALPHA", "1");
            data.Add(engine, "?q=<img src", "2");
            data.Add(engine, "?q=%", "");
            data.Add(engine, "?q=d_ily", "");
            data.Add(engine, "?health=covered", "1");
            data.Add(engine, "?health=weakened", "2");
            data.Add(engine, "?health=not-evaluable", "34");
            data.Add(engine, "?health=silent", "56");
            data.Add(engine, "?alerts=open", "12");
            data.Add(engine, "?alerts=none", "5364");
            data.Add(engine, "?sort=last-seen", "123546");
            data.Add(engine, "?sort=quiet", "645321");
            data.Add(engine, "?sort=alerts", "213456");
            data.Add(engine, "?q=a&alerts=open&health=covered&sort=alerts", "1");
            data.Add(engine, "?q=a&alerts=open&health=silent", "");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task PageAsync_Filter_FindsThoseAndNoOthersInOrderFromAnywhere(Engine engine, string query, string expected)
    {
        await using var run = await FilledAsync(engine);
        var queries = new HostQueries(run.Get<TriageDatabase>(), _later);
        var (filter, ignored) = HostFilter.Parse(query.Replace("%", "%25", StringComparison.Ordinal));
        Assert.Empty(ignored);

        var page = await queries.PageAsync(filter, null, Cancel);

        Assert.Equal(expected, Ids(page));
        Assert.False(page.HasMore);
        Assert.Equal(expected.Length, (await queries.CountAsync(filter, Cancel)).Value);
        for (var at = 0; at < page.Rows.Count; at++)
            Assert.Equal(expected[(at + 1)..], Ids(await queries.PageAsync(filter, page.Rows[at], Cancel)));
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task PageAsync_Line_SaysWhatCameInAWeekAndHowManyAlerts(Engine engine)
    {
        await using var run = await FilledAsync(engine);

        var page = await new HostQueries(run.Get<TriageDatabase>(), _later).PageAsync(HostFilter.Default with { Sort = HostSort.Alerts }, null, Cancel);

        var alpha = page.Rows.Single(r => r.Id == HostStory.Alpha);
        Assert.Equal((2, Severity.High, 3), (alpha.Open, alpha.Worst, alpha.Chains));
        Assert.Equal(30, alpha.Week.Of(DataComponent.ProcessCreationSysmon));
        Assert.Equal("all seen", HostHealthWords.Unseen(alpha.Week));
        var gamma = page.Rows.Single(r => r.Id == HostStory.Gamma);
        Assert.Equal((0, null, 1), (gamma.Open, gamma.Worst, gamma.Chains));
        Assert.Equal("no Sysmon 1, Security 4688, Command line, Parent seen, Signature, Sysmon 10, Sysmon 11, PowerShell", HostHealthWords.Unseen(gamma.Week));
        var named = page.Rows.Single(r => r.Id == HostStory.Named);
        Assert.Null(named.FirstSeenUtc);
        Assert.Equal("nothing seen", HostHealthWords.Unseen(named.Week));
        Assert.Equal(HostStory.Noon, page.AtUtc);
    }

    [Fact]
    public async Task PageAsync_ClockOfAHostAhead_TellsHealthAtThePresent()
    {
        await using var run = await FilledAsync(Engine.Sqlite);
        await using (var db = run.Context())
        {
            (await db.Hosts.FindAsync([HostStory.Gamma], Cancel))!.LastSeenUtc = HostStory.Noon.AddYears(40);
            await db.SaveChangesAsync(Cancel);
        }

        var page = await new HostQueries(run.Get<TriageDatabase>(), new FakeTimeProvider(new DateTimeOffset(HostStory.Noon))).PageAsync(HostFilter.Default, null, Cancel);

        Assert.Equal(HostStory.Noon, page.AtUtc);
        Assert.Equal(ComponentState.Covered, page.Rows[0].Health);
    }

    [Fact]
    public async Task PageAsync_MoreThanAPage_GoesOnBehindIt()
    {
        await using var run = await PipelineRun.CreateAsync(Engine.Sqlite);
        await using (var db = run.Context())
        {
            db.Hosts.AddRange(Enumerable.Range(1, HostQueries.PageSize + 5).Select(i => new Data.Model.HostRow
            {
                Id = i,
                Name = $"WS-{i:0000}",
                NameKey = $"ws-{i:0000}",
                LabelKey = $"ws-{i:0000}",
                FirstSeenUtc = HostStory.Noon,
                LastSeenUtc = HostStory.Noon,
            }));
            await db.SaveChangesAsync(Cancel);
        }

        var list = new HostList(new(run.Get<TriageDatabase>(), _later));
        await list.LoadAsync(HostFilter.Default, Cancel);
        Assert.Equal((HostQueries.PageSize, true, "105"), (list.Rows.Count, list.HasMore, list.Count.ToString()));

        await list.MoreAsync(Cancel);

        Assert.Equal(Enumerable.Range(1, HostQueries.PageSize + 5), list.Rows.Select(r => r.Id));
        Assert.False(list.HasMore);
        Assert.False(list.Move(HostQueries.PageSize));
        Assert.Equal(HostQueries.PageSize + 1, list.Current!.Id);
    }

    [Fact]
    public async Task PageAsync_NothingStored_IsEmpty()
    {
        await using var run = await PipelineRun.CreateAsync(Engine.Sqlite);

        var page = await new HostQueries(run.Get<TriageDatabase>(), _later).PageAsync(HostFilter.Default with { Health = ComponentState.Silent }, null, Cancel);

        Assert.Empty(page.Rows);
        Assert.Null(page.AtUtc);
    }

    private static async Task<PipelineRun> FilledAsync(Engine engine)
    {
        var run = await PipelineRun.CreateAsync(engine);
        await using var db = run.Context();
        await HostStory.FillAsync(db);
        return run;
    }

    private static string Ids(HostsResult page) => string.Concat(page.Rows.Select(r => r.Id));
}
