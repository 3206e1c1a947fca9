using Microsoft.Extensions.Logging.Abstractions;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Alerts.Sla;
using TriageConsole.Web.Features.Notifications;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Pipeline;
using Xunit;

namespace TriageConsole.Web.Tests.Notifications;

public sealed class LateAlertClockTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Tell_AnAlertThatSomebodyHas_TellsThemOnceWhenLittleTimeIsLeft(Engine engine)
    {
        using var store = new AlertStore(engine);
        await store.AddPeopleAsync(AlertStore.Analyst, AlertStore.OtherAnalyst, AlertStore.Manager);
        var alert = await store.AddAlertAsync(new() { Level = Severity.High, Assignee = "otto", Chain = AlertStore.Hostile });
        using var clock = Clock(store);

        store.Time.Advance(TimeSpan.FromHours(2));
        await clock.TellAsync(Cancel);
        Assert.Empty(await ListAsync(store, AlertStore.OtherAnalyst));

        store.Time.Advance(TimeSpan.FromHours(1.5));
        await clock.TellAsync(Cancel);
        await clock.TellAsync(Cancel);
        var told = Assert.Single(await ListAsync(store, AlertStore.OtherAnalyst));
        Assert.Equal((NotificationKind.NearlyLate, alert.PublicId, $"{AlertStore.Hostile} on WS-0042.example"), (told.Kind, told.AlertId, told.Subject));
        Assert.Empty(await ListAsync(store, AlertStore.Analyst));
        Assert.Empty(await ListAsync(store, AlertStore.Manager));
    }

    [Theory]
    [InlineData(AlertStatus.Closed, Severity.High)]
    [InlineData(AlertStatus.Open, Severity.Informational)]
    public async Task Tell_AnAlertThatWaitsForNothing_TellsNobody(AlertStatus status, Severity level)
    {
        using var store = new AlertStore();
        await store.AddPeopleAsync(AlertStore.Analyst);
        await store.AddAlertAsync(new() { Level = level, Status = status, Assignee = "ana" });
        await store.AddAlertAsync(new() { Level = level, Status = status });
        using var clock = Clock(store);

        store.Time.Advance(TimeSpan.FromHours(3.5));
        await clock.TellAsync(Cancel);

        Assert.Empty(await ListAsync(store, AlertStore.Analyst));
    }

    [Fact]
    public async Task Tell_AlertsThatNobodyHas_TellsWhoMayDecideAtMostOnceAnHour()
    {
        using var store = new AlertStore();
        await store.AddPeopleAsync(AlertStore.Analyst, AlertStore.Manager);
        await store.AddAlertAsync(new() { Level = Severity.Medium });
        await store.AddAlertAsync(new() { Level = Severity.Medium });
        using var clock = Clock(store);

        store.Time.Advance(TimeSpan.FromHours(20));
        await clock.TellAsync(Cancel);
        store.Time.Advance(LateAlertClock.Rest / 2);
        await clock.TellAsync(Cancel);
        var told = Assert.Single(await ListAsync(store, AlertStore.Analyst));
        Assert.Equal("2 alerts that nobody has", told.Subject);
        Assert.Contains("sla=soon", NotificationWords.Link(told), StringComparison.Ordinal);
        Assert.Empty(await ListAsync(store, AlertStore.Manager));

        store.Time.Advance(LateAlertClock.Rest);
        await clock.TellAsync(Cancel);
        Assert.Equal(2, (await ListAsync(store, AlertStore.Analyst)).Count);
    }

    private static LateAlertClock Clock(AlertStore store) =>
        new(store, new SlaQueries(store, store.Time), store.Time, store.Notices, NullLogger<LateAlertClock>.Instance);

    private static async Task<IReadOnlyList<NotificationRow>> ListAsync(AlertStore store, Actor actor) =>
        await new NotificationQueries(store).ListAsync(actor, false, null, Cancel);
}
