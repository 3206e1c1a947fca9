using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Alerts;
using TriageConsole.Web.Features.Alerts.Sla;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Pipeline;
using Xunit;

namespace TriageConsole.Web.Tests.Alerts;

public sealed class SlaTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task PageAsync_BySla_AgreesWithWhatEachRowSays(Engine engine)
    {
        using var store = new AlertStore(engine);
        var sla = new SlaQueries(store, store.Time);
        var queries = new AlertQueueQueries(store, sla);
        foreach (var level in Enum.GetValues<Severity>())
        {
            // Around the limit and around the last quarter, to the tick.
            foreach (var part in (double[])[0, 0.74, 0.75, 1, 1.01])
                await store.AddAlertAsync(new() { Level = level, CreatedUtc = store.Now - ((SlaTimes.Default.Of(level) ?? TimeSpan.FromDays(99)) * part) });
        }

        await store.AddAlertAsync(new() { Level = Severity.Critical, Status = AlertStatus.Closed, CreatedUtc = store.Now.AddDays(-9) });
        var clock = await sla.ClockAsync(Cancel);
        var all = (await queries.PageAsync(AlertFilter.Default with { Statuses = EnumSet.All<AlertStatus>() }, "ana", null, Cancel)).Rows;

        foreach (var (filter, state, count) in ((SlaFilter, SlaState, int)[])[(SlaFilter.Overdue, SlaState.Overdue, 4), (SlaFilter.Soon, SlaState.Soon, 8)])
        {
            var found = (await queries.PageAsync(AlertFilter.Default with { Sla = filter, Statuses = EnumSet.All<AlertStatus>() }, "ana", null, Cancel)).Rows;
            Assert.Equal(count, found.Count);
            Assert.Equal(all.Where(row => clock.Of(row).State == state).Select(row => row.Id).Order(), found.Select(row => row.Id).Order());
        }
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task PageAsync_InOrderOfDue_IsTotalFromAnyRowAndPutsWhatWaitsForNothingLast(Engine engine)
    {
        using var store = new AlertStore(engine);
        var queries = new AlertQueueQueries(store, new SlaQueries(store, store.Time));
        for (var i = 0; i < 10; i++)
        {
            await store.AddAlertAsync(new()
            {
                Level = (Severity)(i % 5),
                CreatedUtc = store.Now.AddHours(-i).AddTicks(i * 1234567),
                Status = i == 4 ? AlertStatus.Closed : AlertStatus.Open,
            });
        }

        var filter = AlertFilter.Default with { Sort = AlertSort.Due, Statuses = EnumSet.All<AlertStatus>() };
        var whole = (await queries.PageAsync(filter, "ana", null, Cancel)).Rows;

        Assert.Equal(whole.OrderBy(Due).Select(row => row.Id), whole.Select(row => row.Id));
        for (var at = 0; at < whole.Count; at++)
        {
            var behind = await queries.PageAsync(filter, "ana", at % 2 == 0 ? whole[at] : whole[at] with { DueKey = default }, Cancel);
            Assert.Equal(whole.Skip(at + 1).Select(row => row.Id), behind.Rows.Select(row => row.Id));
        }

        static DateTime Due(AlertQueueRow row) => row.Status == AlertStatus.Open && SlaTimes.Default.Of(row.Level) is { } limit ? row.CreatedUtc + limit : row.CreatedUtc.AddYears(90);
    }

    [Fact]
    public void Of_Row_TellsHowItStands()
    {
        var now = new DateTime(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc);
        var clock = new SlaClock(SlaTimes.Default, now);

        Assert.Equal((SlaState.InTime, "3 h left"), Told(Severity.High, now.AddHours(-1), AlertStatus.Open, null));
        Assert.Equal((SlaState.Soon, "30 min left"), Told(Severity.High, now.AddHours(-3.5), AlertStatus.Open, null));
        Assert.Equal((SlaState.Overdue, "2 h over"), Told(Severity.High, now.AddHours(-6), AlertStatus.Open, null));
        Assert.Equal((SlaState.Met, "in time"), Told(Severity.High, now.AddDays(-6), AlertStatus.Closed, now.AddDays(-6).AddHours(4)));
        Assert.Equal((SlaState.Missed, "late"), Told(Severity.High, now.AddDays(-6), AlertStatus.Open, now.AddDays(-5)));
        Assert.Equal((SlaState.None, "no limit"), Told(Severity.High, now.AddDays(-6), AlertStatus.Covered, null));
        Assert.Equal((SlaState.None, "no limit"), Told(Severity.Informational, now.AddDays(-600), AlertStatus.Open, null));

        (SlaState, string) Told(Severity level, DateTime created, AlertStatus status, DateTime? decided)
        {
            var standing = clock.Of(new()
            {
                Id = 1,
                PublicId = Guid.Empty,
                Level = level,
                Score = 0,
                Completeness = 0,
                Chain = "c",
                Summary = "s",
                Host = "h",
                HostKey = "h",
                Technique = "T1216",
                FirstUtc = created,
                CreatedUtc = created,
                FirstDecidedUtc = decided,
                Status = status,
                Outcome = AlertOutcome.None,
                Fingerprint = "f",
                Version = 0,
            });
            return (standing.State, SlaWords.Of(standing));
        }
    }

    [Theory]
    [InlineData("45 min", 45)]
    [InlineData("4h", 240)]
    [InlineData(" 3 D ", 4320)]
    [InlineData("", null)]
    public void TryRead_Sense_IsMinutes(string typed, int? minutes)
    {
        Assert.True(SlaWords.TryRead(typed, out var read));
        Assert.Equal(minutes, read);
    }

    [Theory]
    [InlineData("4")]
    [InlineData("-4 h")]
    [InlineData("4.5 h")]
    [InlineData("4 weeks")]
    [InlineData("999999 h")]
    public void TryRead_Nonsense_IsRefused(string typed) => Assert.False(SlaWords.TryRead(typed, out _));

    [Fact]
    public async Task SaveAsync_ByAdmin_HoldsAtOnceAndByOthersIsDenied()
    {
        using var store = new AlertStore();
        var (commands, queries) = (new SlaCommands(store, store.Time, store.Notices), new SlaQueries(store, store.Time));

        Assert.Empty(await commands.SaveAsync(AlertStore.Admin, Typed("30 min", "4 h", "1 d", "3 d", ""), Cancel));
        Assert.Empty(await commands.SaveAsync(AlertStore.Admin, Typed("20 min", "4 h", "1 d", "", ""), Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => commands.SaveAsync(AlertStore.Analyst, Typed("5 min", "4 h", "1 d", "", ""), Cancel));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => commands.SaveAsync(AlertStore.Manager, Typed("5 min", "4 h", "1 d", "", ""), Cancel));

        var times = await queries.TimesAsync(Cancel);
        Assert.Equal((TimeSpan.FromMinutes(20), (TimeSpan?)null), (times.Of(Severity.Critical)!.Value, times.Of(Severity.Low)));
        Assert.Equal("ada", (await queries.LastChangeAsync(Cancel))!.ChangedBy);
    }

    [Theory]
    [InlineData("1 min", "4 h", "Critical: 5 min")]
    [InlineData("soon", "4 h", "Critical: write")]
    [InlineData("5 h", "4 h", "Critical: it may wait longer than High")]
    [InlineData("", "4 h", "Critical: it may wait longer than High")]
    [InlineData("1 h", "366 d", "High: 5 min to 365 d")]
    public async Task SaveAsync_Nonsense_NamesTheLevelAndKeepsAll(string critical, string high, string fault)
    {
        using var store = new AlertStore();

        var faults = await new SlaCommands(store, store.Time, store.Notices).SaveAsync(AlertStore.Admin, Typed(critical, high, "1 d", "3 d", ""), Cancel);

        Assert.StartsWith(fault, Assert.Single(faults), StringComparison.Ordinal);
        Assert.Null(await new SlaQueries(store, store.Time).LastChangeAsync(Cancel));
    }

    private static Dictionary<Severity, string?> Typed(string critical, string high, string medium, string low, string info) => new()
    {
        [Severity.Critical] = critical,
        [Severity.High] = high,
        [Severity.Medium] = medium,
        [Severity.Low] = low,
        [Severity.Informational] = info,
    };
}
