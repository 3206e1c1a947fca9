using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Alert;
using TriageConsole.Web.Features.Alerts;
using TriageConsole.Web.Features.Alerts.Sla;
using TriageConsole.Web.Features.Decisions.Bulk;
using Xunit;

namespace TriageConsole.Web.Tests.Alerts;

/// <summary>Selections, undo, time left, views and the way through the queue, as people see them.</summary>
public sealed class QueuePageTests : TriagePageContext
{
    private NavigationManager Address => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public async Task Selection_ClosedAndTakenBack_LeavesTheQueueAndReturns()
    {
        for (var i = 0; i < 3; i++)
            await Store.AddAlertAsync(new() { CreatedUtc = Store.Now.AddMinutes(i), Chain = AlertStore.Hostile });
        var page = Open(Roles.Analyst);

        await PressAsync("x");
        await PressAsync("j");
        await PressAsync("Shift+x");
        page.WaitForAssertion(() => Assert.Contains("2 selected", page.Markup, StringComparison.Ordinal));
        await PressAsync("c");
        page.WaitForElement("input[value=BenignPositive]").Change("BenignPositive");
        Assert.Contains("Close 2 alerts", page.Find(".decision h2").TextContent, StringComparison.Ordinal);
        page.Find(".decision textarea").Input("known roll-out");
        page.Find(".decision form").Submit();
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll(".line progress")));
        await RunJobAsync();

        page.WaitForAssertion(() => Assert.Contains("Closed 2 alerts as benign positive.", page.Find(".line").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Single(page.FindAll("tr[data-row]")));
        await PressAsync("u");
        await RunJobAsync();

        page.WaitForAssertion(() => Assert.Contains("Taken back", page.Find(".line").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("tr[data-row]").Count));
        await using var db = Store.CreateDbContext();
        Assert.Equal(3, await db.Alerts.CountAsync(a => a.Status == AlertStatus.Open, Xunit.TestContext.Current.CancellationToken));
        Assert.Empty(page.FindAll("img"));
    }

    [Fact]
    public async Task Selection_AllThatMatch_IsFrozenAndCounted()
    {
        for (var i = 0; i < 4; i++)
            await Store.AddAlertAsync(new() { Level = i == 0 ? Severity.Low : Severity.High });
        var page = Open(Roles.Analyst, "?level=high");
        await PressAsync("x");

        page.WaitForElement(".bulk");
        page.FindAll("button").Single(button => button.TextContent == "Select all 3 that match").Click();

        page.WaitForAssertion(() => Assert.Contains("All 3 that matched are selected", page.Find(".bulk").TextContent, StringComparison.Ordinal));
        Assert.All(page.FindAll("tbody input[type=checkbox]"), box => Assert.True(box.HasAttribute("checked")));
    }

    [Fact]
    public async Task TimeLeft_OverdueAlert_IsToldInWordsAndFoundByTheFilter()
    {
        await Store.AddAlertAsync(new() { CreatedUtc = Clock.GetUtcNow().UtcDateTime.AddHours(-6) });
        await Store.AddAlertAsync(new() { CreatedUtc = Clock.GetUtcNow().UtcDateTime });
        var page = Open(Roles.Manager);
        Assert.Equal(["2 h over", "4 h left"], page.FindAll(".tc-sla").Select(chip => chip.TextContent));
        Assert.All(page.FindAll(".tc-sla"), chip => Assert.NotNull(chip.QuerySelector("svg path")));

        page.FindAll("button").Single(button => button.TextContent == "Overdue").Click();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("tr[data-row]")));
        Assert.EndsWith("/alerts?sla=overdue", Address.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Views_SavedFilter_IsOpenedByItsNameAndItsNonsenseIsTold()
    {
        await Store.AddAlertAsync(new());
        var page = Open(Roles.Manager, "?level=high");
        page.Find("input[aria-label='Name of the view']").Input(AlertStore.Hostile);
        page.Find("form.save").Submit();
        page.WaitForAssertion(() => Assert.Equal(AlertStore.Hostile, page.Find(".views .name").TextContent));
        Assert.Empty(page.FindAll("img"));
        await using (var db = Store.CreateDbContext())
            await db.SavedViews.ExecuteUpdateAsync(set => set.SetProperty(v => v.Query, "?level=high,purple"), Xunit.TestContext.Current.CancellationToken);

        page = Open(Roles.Manager);
        Address.NavigateTo(page.WaitForElement(".views .name").GetAttribute("href")!);

        page.WaitForAssertion(() => Assert.Contains("purple", page.Find(".ignored").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void ResponseTimes_NonsenseAndSense_IsToldAndSaved()
    {
        SignIn(Roles.Admin);
        var page = Render<ResponseTimesPage>();

        page.Find("input[aria-label=Critical]").Change("soon");
        page.Find("form").Submit();
        Assert.Contains("Critical", page.WaitForElement(".tc-faults").TextContent, StringComparison.Ordinal);
        page.Find("input[aria-label=Critical]").Change("30 min");
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("Last changed by test-admin", page.Markup, StringComparison.Ordinal));
        Assert.Equal("30 min", page.Find("input[aria-label=Critical]").GetAttribute("value"));
    }

    [Fact]
    public async Task Alert_DecidedOnTheWayThroughTheQueue_OpensTheNextThatWasLoadedAhead()
    {
        var first = await Store.AddAlertAsync(new() { CreatedUtc = Store.Now });
        var second = await Store.AddAlertAsync(new() { CreatedUtc = Store.Now.AddMinutes(1), Chain = AlertStore.Hostile });
        SignIn(Roles.Analyst);
        Address.NavigateTo(AppRoutes.AlertOf(first.PublicId, string.Empty));
        var page = Render<AlertPage>(parameters => parameters.Add(p => p.Id, first.PublicId));
        page.WaitForAssertion(() => Assert.Contains("Next: " + AlertStore.Hostile, page.Find("nav").TextContent, StringComparison.Ordinal));

        await PressAsync("c");
        page.WaitForElement("input[value=FalsePositive]").Change("FalsePositive");
        page.Find(".decision textarea").Input("noise");
        page.Find(".decision form").Submit();

        page.WaitForAssertion(() => Assert.Contains(second.PublicId.ToString(), Address.Uri, StringComparison.Ordinal));
        Assert.NotNull(Services.GetRequiredService<NextAlert>().Take(second.PublicId));
    }

    [Fact]
    public async Task Next_OfTheLast_IsTheFirstAgainAndOfTheOnlyOneNone()
    {
        var first = await Store.AddAlertAsync(new() { CreatedUtc = Store.Now });
        var second = await Store.AddAlertAsync(new() { CreatedUtc = Store.Now.AddMinutes(1) });
        var queries = Services.GetRequiredService<AlertQueueQueries>();
        var next = Services.GetRequiredService<NextAlert>();
        var cancel = Xunit.TestContext.Current.CancellationToken;
        var rows = (await queries.PageAsync(AlertFilter.Default, "ana", null, cancel)).Rows;

        Assert.Equal(second.Id, (await next.FindAsync(AlertFilter.Default, "ana", rows[0], cancel))!.Id);
        Assert.Equal(first.Id, (await next.FindAsync(AlertFilter.Default, "ana", rows[1], cancel))!.Id);
        Assert.Null(await next.FindAsync(AlertFilter.Default with { Text = "nowhere" }, "ana", rows[0], cancel));
        Assert.Null(next.Take(second.PublicId));
        Assert.NotNull(next.Take(first.PublicId));
        Assert.Null(next.Take(first.PublicId));
    }

    private async Task RunJobAsync()
    {
        for (var tries = 0; Jobs.Imports.Count == 0 && tries < 100; tries++)
            await Task.Delay(20, Xunit.TestContext.Current.CancellationToken);
        var id = Jobs.Imports[^1];
        Jobs.Imports.Clear();
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<BulkRunner>().RunAsync(id, CancellationToken.None);

        // Notices within half a second of one another go out as one at its end.
        Clock.Advance(TimeSpan.FromSeconds(1));
    }

    private IRenderedComponent<AlertsPage> Open(string role, string query = "")
    {
        SignIn(role);
        Address.NavigateTo(AppRoutes.Alerts + query);
        return Render<AlertsPage>();
    }
}
