using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Imports;
using TriageConsole.Web.Features.Imports.Intake;
using TriageConsole.Web.Features.Imports.Pipeline;
using TriageConsole.Web.Live;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Imports;

public sealed class ImportsPageTests : ImportsContext
{
    [Fact]
    public void Render_EmptyForAdmin_OffersTheDropZone()
    {
        SignIn(AlertStore.Admin);

        var page = Page();

        foreach (var format in (string[])["EVTX", "JSON", "NDJSON", "event XML", "CSV", "zip", "gz", "tar.gz"])
            Assert.Contains(format, page.Find(".tc-empty").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Find("input[type=file]"));
    }

    [Fact]
    public void Render_EmptyForAnalyst_OffersNothingThatWouldBeRefused()
    {
        SignIn(AlertStore.Analyst);

        var page = Page();

        Assert.Contains("An admin imports telemetry", page.Find(".tc-empty").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("input[type=file]"));
    }

    [Fact]
    public async Task Render_EveryState_IsSaidInWordsWithItsAction()
    {
        foreach (var state in Enum.GetValues<ImportState>())
            await AddImportAsync($"{state}.evtx", state);
        SignIn(AlertStore.Admin);

        var rows = Page().FindAll("tbody tr");

        Assert.Equal(Enum.GetValues<ImportState>().Reverse().Select(state => $"{state}.evtx"), rows.Select(row => row.QuerySelector("a")!.TextContent));
        Assert.Equal(
            ["", "Retry Delete", "Retry Delete", "Delete", "Delete", "Cancel", "Cancel", "Cancel"],
            rows.Select(row => string.Join(' ', row.QuerySelectorAll("button").Select(button => button.TextContent))));
        Assert.All(rows.Zip(Enum.GetValues<ImportState>().Reverse()), pair => Assert.Contains(ImportWords.Of(pair.Second), pair.First.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Render_ForAnalyst_HasNoActions()
    {
        await AddImportAsync("a.evtx", ImportState.Failed);
        SignIn(AlertStore.Analyst);

        Assert.Empty(Page().FindAll("tbody button"));
    }

    [Fact]
    public async Task Render_Reading_ShowsProgressRateAndTimeLeft()
    {
        var id = await AddImportAsync("a.evtx", ImportState.Reading, row =>
        {
            row.StartedUtc = Store.Now.AddSeconds(-10);
            row.ReadBytes = 100;
        });
        SignIn(AlertStore.Admin);
        Services.GetRequiredService<LiveProgress>().Set(id, 1_024, 500);

        var page = Page();

        Assert.Equal("50", page.Find("progress").GetAttribute("value"));
        Assert.Contains("50 records/s · 10 s left", page.Find("tbody").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_HostileNameAndError_AreText()
    {
        await AddImportAsync(AlertStore.Hostile + "\u202Egpj.evtx", ImportState.Failed, row => row.Error = AlertStore.Hostile);
        SignIn(AlertStore.Admin);

        var page = Page();

        Assert.Empty(page.FindAll("img"));
        Assert.Equal($"{AlertStore.Hostile}⟨U+202E⟩gpj.evtx", page.Find("tbody a").TextContent);
        Assert.Contains(AlertStore.Hostile, page.Find("tbody .tc-wrap.tc-small").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_FailedImport_QueuesItAndRingsTheJob()
    {
        var id = await AddImportAsync("a.evtx", ImportState.Failed, row => row.Error = "disk full");
        SignIn(AlertStore.Admin);
        var page = Page();

        await page.Find("tbody button").ClickAsync(new());

        Assert.Equal((ImportState.Queued, null), ((await ReadImportAsync(id)).State, (await ReadImportAsync(id)).Error));
        Assert.Equal([id], Jobs.Imports);
        page.WaitForAssertion(() => Assert.Equal("Cancel", page.Find("tbody button").TextContent), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Cancel_ReadingImport_AsksItToStop()
    {
        var id = await AddImportAsync("a.evtx", ImportState.Reading);
        SignIn(AlertStore.Admin);
        var page = Page();

        await page.Find("tbody button").ClickAsync(new());

        Assert.True((await ReadImportAsync(id)).CancelRequested);
        page.WaitForAssertion(() => Assert.Contains("Reading, stopping", page.Find("tbody").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Empty(page.FindAll("tbody button"));
    }

    [Fact]
    public async Task Render_FailedImportWithoutItsBytes_CannotBeRetried()
    {
        await AddImportAsync("a.evtx", ImportState.Failed, row => row.StoredPath = string.Empty);
        SignIn(AlertStore.Admin);

        Assert.Equal(["Delete"], Page().FindAll("tbody button").Select(button => button.TextContent));
    }

    [Theory]
    [InlineData(ImportState.Completed, true)]
    [InlineData(ImportState.CompletedWithWarnings, true)]
    [InlineData(ImportState.Failed, true)]
    [InlineData(ImportState.Cancelled, true)]
    [InlineData(ImportState.Queued, false)]
    [InlineData(ImportState.Reading, false)]
    [InlineData(ImportState.Detecting, false)]
    [InlineData(ImportState.Deleting, false)]
    public async Task Delete_EachState_IsTakenOnlyWhenItHasEnded(ImportState state, bool taken)
    {
        var id = await AddImportAsync("a.evtx", state);
        var commands = Services.GetRequiredService<ImportCommands>();

        Assert.Equal(taken, await commands.DeleteAsync(AlertStore.Admin, id, CancellationToken.None));

        Assert.Equal(taken ? ImportState.Deleting : state, (await ReadImportAsync(id)).State);
        Assert.Equal(taken ? [id] : [], Jobs.Imports);
    }

    [Fact]
    public async Task Delete_ByAnalyst_IsRefused()
    {
        var id = await AddImportAsync("a.evtx", ImportState.Completed);

        await Assert.ThrowsAnyAsync<Exception>(() => Services.GetRequiredService<ImportCommands>().DeleteAsync(AlertStore.Analyst, id, CancellationToken.None));

        Assert.Equal(ImportState.Completed, (await ReadImportAsync(id)).State);
    }

    [Theory]
    [InlineData("all", 4)]
    [InlineData("running", 1)]
    [InlineData("warnings", 1)]
    [InlineData("Failed", 1)]
    [InlineData("<img src=x onerror=alert(1)>", 4)]
    [InlineData("7", 4)]
    public async Task Render_WhatTheAddressAsksFor_IsListed(string show, int rows)
    {
        foreach (var state in (ImportState[])[ImportState.Reading, ImportState.Completed, ImportState.Failed])
            await AddImportAsync("a.evtx", state);
        await AddImportAsync("a.evtx", ImportState.CompletedWithWarnings, row => row.Warnings = 2);
        SignIn(AlertStore.Analyst);
        Services.GetRequiredService<NavigationManager>().NavigateTo($"{AppRoutes.Imports}?show={Uri.EscapeDataString(show)}");

        var page = Render<ImportsPage>();

        page.WaitForAssertion(() => Assert.Equal(rows, page.FindAll(".tc-imports tbody tr").Count), TimeSpan.FromSeconds(10));
        Assert.Equal(["All", "Under way", "With warnings", "Failed"], page.FindAll("nav[aria-label='Imports shown'] a").Select(link => link.TextContent));
        Assert.Equal(ImportShows.Of(ImportShows.Parse(show)), page.Find("nav[aria-label='Imports shown'] a[aria-current]").TextContent);
    }

    [Fact]
    public async Task Render_NoneOfWhatIsAskedFor_SaysSoAndLetsGoBack()
    {
        await AddImportAsync("a.evtx", ImportState.Completed);
        SignIn(AlertStore.Analyst);
        Services.GetRequiredService<NavigationManager>().NavigateTo(ImportShows.AddressOf(ImportShow.Failed));

        var page = Render<ImportsPage>();

        page.WaitForAssertion(() => Assert.Contains("None.", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(10));
        Assert.Equal(AppRoutes.Imports, page.Find("nav[aria-label='Imports shown'] a").GetAttribute("href"));
    }

    [Fact]
    public async Task Notice_OfAnImport_ShowsIt()
    {
        SignIn(AlertStore.Analyst);
        var page = Page();
        await AddImportAsync("late.evtx", ImportState.Queued);

        Store.Notices.Publish(Topic.Imports);

        page.WaitForAssertion(() => Assert.Equal("late.evtx", page.Find("tbody a").TextContent), TimeSpan.FromSeconds(10));
    }

    private IRenderedComponent<ImportsPage> Page()
    {
        var page = Render<ImportsPage>();
        page.WaitForState(() => page.FindAll(".tc-empty, tbody").Count > 0, TimeSpan.FromSeconds(10));
        return page;
    }
}
