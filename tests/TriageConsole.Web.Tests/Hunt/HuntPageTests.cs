using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Data.Facts;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Events;
using TriageConsole.Web.Features.Alert;
using TriageConsole.Web.Features.Hunt;
using TriageConsole.Web.Tests.Alerts;
using Xunit;

namespace TriageConsole.Web.Tests.Hunt;

public sealed class HuntPageTests : TriagePageContext
{
    public HuntPageTests()
    {
        Services.AddSingleton<ProcessFactsReader>();
        Services.AddHunt();
    }

    [Fact]
    public void HuntPage_Empty_SaysWhatToDo()
    {
        SignIn(Roles.Manager);
        GoTo(AppRoutes.Hunt);

        Assert.Contains("Import telemetry", Render<HuntPage>().Find(".tc-empty").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HuntPage_HostileName_IsTextAndPivots()
    {
        await Store.AddAlertAsync(new() { ChildImage = $"C:\\Tools\\{AlertStore.Hostile}.exe", Host = "ws <b>1" });
        SignIn(Roles.Analyst);
        GoTo(AppRoutes.Hunt);

        var page = Render<HuntPage>();

        Assert.Empty(page.FindAll("img, b"));
        var pivots = page.FindAll(".pivot").Select(a => a.GetAttribute("href")).ToList();
        Assert.Contains("/hunt?image=%3Cimg%20src%3Dx%20onerror%3Dalert%281%29%3E.exe", pivots);
        Assert.Contains("/hunt?host=ws%20%3Cb%3E1", pivots);
        Assert.Equal(2, page.FindAll("a[download]").Count);
    }

    [Fact]
    public void HuntPage_NonsenseInTheAddress_IsNamed()
    {
        SignIn(Roles.Analyst);
        GoTo(AppRoutes.Hunt + "?signature=fine");

        Assert.Contains("signature “fine”", Render<HuntPage>().Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unsigned", "?signature=unsigned")]
    [InlineData("", "")]
    public void HuntPage_SignatureChosen_IsInTheAddress(string word, string query)
    {
        SignIn(Roles.Analyst);
        GoTo(AppRoutes.Hunt + "?signature=valid");

        Render<HuntPage>().Find("select").Change(word);

        Assert.EndsWith(AppRoutes.Hunt + query, Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Roles.Analyst, 1)]
    [InlineData(Roles.Manager, 0)]
    public async Task ProcessPage_WithoutAlertOfItsOwn_OffersToRaiseToWhoMay(string role, int forms)
    {
        await Store.AddAlertAsync(new() { ChildImage = $"C:\\Tools\\{AlertStore.Hostile}.exe" });
        SignIn(role);

        var page = Render<ProcessPage>(given => given.Add(p => p.Id, 4));

        Assert.Equal($"{AlertStore.Hostile}.exe", page.Find("h1").TextContent);
        Assert.Empty(page.FindAll("img"));
        Assert.Equal(forms, page.FindAll("form.raise").Count);
        Assert.Single(page.FindAll("[aria-labelledby=alerts-title] tbody tr"));
        Assert.Empty(page.FindAll("[aria-labelledby=process-title] .tc-badge"));
    }

    [Theory]
    [InlineData(TimeBasis.SysmonUtc, null, false)]
    [InlineData(TimeBasis.LogUtc, null, false)]
    [InlineData(TimeBasis.Corrected, "(time corrected)", false)]
    [InlineData(TimeBasis.Uncertain, "(time zone uncertain)", true)]
    public async Task ProcessPage_StartThatIsNotSound_SaysSo(TimeBasis basis, string? caution, bool explained)
    {
        await Store.AddAlertAsync(new());
        await using (var db = Store.CreateDbContext())
            await db.Processes.ExecuteUpdateAsync(set => set.SetProperty(p => p.TimeBasis, basis), Xunit.TestContext.Current.CancellationToken);
        SignIn(Roles.Analyst);

        var page = Render<ProcessPage>(given => given.Add(p => p.Id, 4));

        Assert.Equal(caution is not null, page.Find(".head").TextContent.Contains(caution ?? "(time", StringComparison.Ordinal));
        Assert.Equal(explained, page.Find("article.card > p").TextContent.Contains("Time zone uncertain", StringComparison.Ordinal));
        Assert.Contains(TimeWords.Of(basis), page.Find("article.card dl").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void ProcessPage_Unknown_SaysSo()
    {
        SignIn(Roles.Analyst);

        Assert.Contains("not stored", Render<ProcessPage>(given => given.Add(p => p.Id, 99)).Find(".tc-empty").TextContent, StringComparison.Ordinal);
    }

    private void GoTo(string address) => Services.GetRequiredService<NavigationManager>().NavigateTo(address);
}
