using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Data.Facts;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Events;
using TriageConsole.Web.Components.Controls;
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
    public async Task HuntPage_EveryCell_Pivots()
    {
        await Store.AddAlertAsync(new() { CommandLine = "wscript.exe \"C:\\a b\\x.js\" //B" });
        SignIn(Roles.Analyst);
        GoTo(AppRoutes.Hunt + "?image=wscript.exe");

        var cells = Render<HuntPage>().FindAll("tbody tr[data-row] > *");

        Assert.All(cells, cell => Assert.NotEmpty(cell.QuerySelectorAll("a.pivot")));
        var pivots = cells.SelectMany(cell => cell.QuerySelectorAll("a.pivot")).Select(a => Uri.UnescapeDataString(a.GetAttribute("href")!)).ToList();
        Assert.Contains(pivots, href => href.EndsWith("&from=2026-03-02T07:55:00Z&until=2026-03-02T08:05:00Z", StringComparison.Ordinal) && href.Contains("host=WS-0042.example", StringComparison.Ordinal));
        Assert.Contains(pivots, href => href.Contains("?q=\"wscript.exe  C:\\a b\\x.js  //B\"&image=wscript.exe", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("\" - /\"")]
    public void SameWords_NoWordInIt_IsNoPivot(string? line) => Assert.Null(HuntPivots.SameWords(line));

    [Fact]
    public void SameWords_LongAndHostile_MakesAnAddressThatIsTaken()
    {
        var filter = HuntFilter.Default with { Words = HuntPivots.SameWords(new string('a', 199) + "\ud83d\ude00\0\n\"" + new string('b', 30_000)) };

        var (read, ignored) = HuntFilter.Parse(filter.ToQuery());

        Assert.Empty(ignored);
        Assert.Equal(filter, read);
    }

    [Fact]
    public async Task ProcessPage_Tree_MarksTheProcessThatThePageIsAbout()
    {
        await Store.AddAlertAsync(new());
        SignIn(Roles.Manager);

        var tree = Render<ProcessPage>(given => given.Add(p => p.Id, 4)).FindComponent<ProcessTree>();

        Assert.Equal("p4", tree.Instance.SelectedId);
        Assert.Equal(["p4"], tree.Instance.Nodes.Where(node => node.Badges.Contains("this process")).Select(node => node.Id));
        Assert.Contains("this process", tree.Find("[aria-label='The chosen node']").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void ProcessPage_Unknown_SaysSo()
    {
        SignIn(Roles.Analyst);

        Assert.Contains("not stored", Render<ProcessPage>(given => given.Add(p => p.Id, 99)).Find(".tc-empty").TextContent, StringComparison.Ordinal);
    }

    private void GoTo(string address) => Services.GetRequiredService<NavigationManager>().NavigateTo(address);
}
