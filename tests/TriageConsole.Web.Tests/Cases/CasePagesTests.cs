using Bunit;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Cases;
using TriageConsole.Web.Features.Cases.List;
using TriageConsole.Web.Features.Cases.OneCase;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Escalation;
using Xunit;

namespace TriageConsole.Web.Tests.Cases;

public sealed class CasePagesTests : TriagePageContext
{
    [Fact]
    public void CasesPage_Empty_SaysHowACaseComesAbout()
    {
        SignIn(Roles.Manager);
        Visit(AppRoutes.Cases);

        Assert.Contains("escalates an alert", Render<CasesPage>().Find(".tc-empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CasesPage_HostileTitle_IsTextWithCounts()
    {
        await EscalateAsync();
        SignIn(Roles.Analyst);
        Visit(AppRoutes.Cases);

        var page = Render<CasesPage>();

        Assert.Empty(page.FindAll("img"));
        Assert.Equal(AlertStore.Hostile, page.Find("tbody th a").TextContent);
        Assert.Equal(["1", "1", "0"], page.FindAll("tbody .tc-num").Skip(1).Select(cell => cell.TextContent));
    }

    [Fact]
    public async Task CasePage_Escalation_OffersTheBundleWithItsHash()
    {
        var caseId = await EscalateAsync();
        SignIn(Roles.Analyst);

        var page = Render<CasePage>(given => given.Add(p => p.Id, caseId));

        await using var db = Store.CreateDbContext();
        var stored = db.Escalations.Single();
        Assert.Contains(stored.Sha256, page.Markup, StringComparison.Ordinal);
        Assert.Equal($"/cases/{caseId}/escalations/{stored.Id}/bundle", page.Find("a[download]").GetAttribute("href"));
        Assert.Single(page.FindAll("[aria-labelledby=case-alerts] tbody tr"));
    }

    [Fact]
    public void CasePage_Unknown_SaysSo()
    {
        SignIn(Roles.Analyst);

        Assert.Contains("no such case", Render<CasePage>(given => given.Add(p => p.Id, 99)).Find(".tc-empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BundleAsync_OfAnotherCase_IsNotHandedOut()
    {
        var caseId = await EscalateAsync();
        var queries = new CaseQueries(Store);

        Assert.NotNull(await queries.BundleAsync(caseId, 1, Xunit.TestContext.Current.CancellationToken));
        Assert.Null(await queries.BundleAsync(caseId + 1, 1, Xunit.TestContext.Current.CancellationToken));
    }

    private async Task<long> EscalateAsync()
    {
        var alert = await Store.AddAlertAsync(new());
        var commands = OutboxBench.Escalating(Store, Jobs);
        return (await commands.EscalateAsync(
            AlertStore.Analyst, alert.PublicId, 0, new(null, AlertStore.Hostile, AlertStore.Hostile), CancellationToken.None)).CaseId!.Value;
    }
}
