using Bunit;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Imports;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Imports;

/// <summary>What came over HTTP is one line per token and day, and does not bury the other imports.</summary>
public sealed class IntakePanelTests : ImportsContext
{
    private const string Hostile = "Intake · <img src=x onerror=alert(1)>";

    [Fact]
    public async Task Render_ManyImportsOfOneToken_AreOneLinePerDay()
    {
        await AddAsync(ImportState.Completed, Store.Now);
        var warned = await AddAsync(ImportState.CompletedWithWarnings, Store.Now.AddMinutes(1), warnings: 3);
        var last = await AddAsync(ImportState.Completed, Store.Now.AddMinutes(2));
        var before = await AddAsync(ImportState.Completed, Store.Now.AddDays(-1));
        await AddImportAsync("dropped.evtx", ImportState.Completed);
        SignIn(AlertStore.Analyst);

        var page = Render<ImportsPage>();

        var days = page.FindAll("[aria-labelledby=intake-title] tbody tr");
        Assert.Equal(2, days.Count);
        Assert.Equal([AppRoutes.ImportOf(last), AppRoutes.ImportOf(warned)], days[0].QuerySelectorAll("a").Select(link => link.GetAttribute("href")));
        Assert.Equal("3", days[0].QuerySelectorAll("td")[2].TextContent);
        Assert.Equal("30", days[0].QuerySelectorAll("td")[3].TextContent);
        Assert.Equal(AppRoutes.ImportOf(before), Assert.Single(days[1].QuerySelectorAll("a")).GetAttribute("href"));
        Assert.Contains(Hostile, days[0].TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("img"));
        Assert.Equal("dropped.evtx", Assert.Single(page.FindAll(".tc-imports tbody tr a")).TextContent);
    }

    [Theory]
    [InlineData(ImportState.Queued)]
    [InlineData(ImportState.Reading)]
    [InlineData(ImportState.Failed)]
    [InlineData(ImportState.Cancelled)]
    public async Task Render_ThatRunsOrFailed_StandsInTheList(ImportState state)
    {
        await AddAsync(state, Store.Now);
        SignIn(AlertStore.Analyst);

        var page = Render<ImportsPage>();

        Assert.Empty(page.FindAll("[aria-labelledby=intake-title]"));
        Assert.Single(page.FindAll(".tc-imports tbody tr"));
    }

    private Task<long> AddAsync(ImportState state, DateTime created, int warnings = 0) => AddImportAsync(Hostile, state, row =>
    {
        row.Origin = ImportOrigin.Intake;
        row.CreatedUtc = created;
        row.Records = 10;
        row.Warnings = warnings;
    });
}
