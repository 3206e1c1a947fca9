using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Events;
using TriageConsole.Web.Features.Hosts;
using TriageConsole.Web.Features.Hosts.OneHost;
using TriageConsole.Web.Live;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Coverage;
using Xunit;

namespace TriageConsole.Web.Tests.Hosts;

public sealed class HostPagesTests : TriagePageContext
{
    private const string Name = $"WS {AlertStore.Hostile}";

    public HostPagesTests() => Services.AddHosts();

    private string Address => Services.GetRequiredService<NavigationManager>().Uri;

    [Fact]
    public void HostsPage_Empty_SaysWhatToDo()
    {
        var empty = List().Find(".tc-empty");

        Assert.Contains("Import telemetry", empty.TextContent, StringComparison.Ordinal);
        Assert.Equal(AppRoutes.Imports, empty.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task HostsPage_HostileName_IsTextWithItsHealthAndAlerts()
    {
        await Store.AddAlertAsync(new() { Host = Name, Level = Severity.Critical });
        await Store.AddAlertAsync(new() { Host = Name, Level = Severity.Low });
        await Store.AddAlertAsync(new() { Host = Name, Status = AlertStatus.Closed });

        var page = List();

        Assert.Empty(page.FindAll("img"));
        var row = page.Find("tbody tr[data-row]");
        Assert.Equal((Name, "/hosts/1"), (row.QuerySelector("th a")!.TextContent, row.QuerySelector("th a")!.GetAttribute("href")));
        Assert.Equal(["– not evaluable", "3", "nothing seen"], new[] { 0, 3, 4 }.Select(at => row.QuerySelectorAll("td")[at].TextContent.Trim()));
        var open = row.QuerySelector("a.open")!;
        Assert.EndsWith($"Critical 2 open alerts of {Name}", open.TextContent, StringComparison.Ordinal);
        Assert.Equal($"/alerts?host={Uri.EscapeDataString(Name)}", open.GetAttribute("href"));
        Assert.Equal("1 host", page.Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task HostsPage_Keys_MoveAndOpen()
    {
        await Store.AddAlertAsync(new() { Host = "alpha" });
        await Store.AddAlertAsync(new() { Host = "beta" });
        var page = List();
        Assert.Contains("alpha", page.Find("tr.cursor").TextContent, StringComparison.Ordinal);

        await PressAsync("j");
        page.WaitForAssertion(() => Assert.Contains("beta", page.Find("tr.cursor").TextContent, StringComparison.Ordinal));
        await PressAsync("k");
        page.WaitForAssertion(() => Assert.Contains("alpha", page.Find("tr.cursor").TextContent, StringComparison.Ordinal));
        await PressAsync("?");
        Assert.Contains("next host", page.Find("section[aria-label=Keys]").TextContent, StringComparison.Ordinal);
        await PressAsync("Enter");

        Assert.EndsWith("/hosts/1", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HostsPage_Conditions_AreInTheAddressAndComeFromIt()
    {
        await Store.AddAlertAsync(new() { Host = "alpha" });
        var page = List("?q=nowhere&frobnicate=1");
        Assert.Equal("No host matches", page.Find(".tc-empty-title").TextContent);
        Assert.Contains("“frobnicate”", page.Markup, StringComparison.Ordinal);

        page.Find("input[type=search]").Change("ALPH");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Single(page.FindAll("tr[data-row]")));
        page.FindAll("[aria-label=Health] button").Single(b => b.TextContent.EndsWith("silent", StringComparison.Ordinal)).Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("tr[data-row]")));
        page.FindAll("[aria-label='Open alerts'] button")[0].Click();

        Assert.EndsWith("/hosts?q=ALPH&health=silent&alerts=open", Address, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal("true", page.FindAll("[aria-label='Open alerts'] button")[0].GetAttribute("aria-pressed")));
        page.FindAll("form button").Single(b => b.TextContent == "Clear").Click();
        page.WaitForAssertion(() => Assert.Single(page.FindAll("tr[data-row]")));
        Assert.EndsWith("/hosts", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HostsPage_SortHeader_TurnsOnASecondPress()
    {
        await Store.AddAlertAsync(new() { Host = "alpha" });
        var page = List();
        Assert.Equal("ascending", page.Find("th[aria-sort]").GetAttribute("aria-sort"));

        page.FindAll("thead button").Single(b => b.TextContent.StartsWith("Last seen", StringComparison.Ordinal)).Click();
        page.WaitForAssertion(() => Assert.Equal("descending", page.Find("th[aria-sort]").GetAttribute("aria-sort")));
        page.FindAll("thead button").Single(b => b.TextContent.StartsWith("Last seen", StringComparison.Ordinal)).Click();

        Assert.EndsWith("/hosts?sort=quiet", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HostPage_Full_ShowsTelemetryAlertsAndScriptHosts()
    {
        await Store.AddAlertAsync(new() { Host = Name, ChildImage = $"C:\\Tools\\{AlertStore.Hostile}.exe" });
        await CoverageSeed.AddHostAsync(Store, 1, Name, DateOnly.FromDateTime(Store.Now), (DataComponent.ProcessCreationSysmon, 1_234), (DataComponent.CommandLine, 1_000));

        var page = One(1);

        Assert.Empty(page.FindAll("img"));
        Assert.Equal(Name, page.Find("h1").TextContent);
        Assert.Contains(page.FindAll("[aria-label='What is missing'] li"), li => li.TextContent.StartsWith("No Sysmon 7 from this host", StringComparison.Ordinal));
        var command = page.FindAll("[aria-label='Data components'] tbody tr")[2];
        Assert.Equal("Command line", command.QuerySelector("th")!.TextContent);
        Assert.Equal(["◐ 81 % of the processes", "1,000", "2026-03-02"], command.QuerySelectorAll("td").Take(3).Select(td => td.TextContent.Trim()));
        Assert.Equal("seen on 1 of 30 days", command.QuerySelector("svg")!.GetAttribute("aria-label"));
        Assert.Equal(30, command.QuerySelectorAll("rect").Length);
        Assert.Single(page.FindAll("[aria-labelledby=alerts-title] tbody tr"));
        Assert.Equal("wscript.exe", page.Find("[aria-labelledby=chains-title] tbody th").TextContent);
        Assert.Equal($"/hunt?host={Uri.EscapeDataString(Name)}&image=wscript.exe&from=2026-02-23T09%3A00%3A00Z", page.Find("[aria-labelledby=starts-title] tbody th a").GetAttribute("href"));
        Assert.Equal([$"{AlertStore.Hostile}.exe", "wscript.exe"], page.FindAll("[aria-labelledby=timeline-title] a").Where(a => a.GetAttribute("href")!.StartsWith("/hunt/", StringComparison.Ordinal)).Select(a => a.TextContent));
    }

    [Fact]
    public async Task HostPage_NothingButAName_SaysSo()
    {
        await CoverageSeed.AddHostAsync(Store, 900, "quiet", new(2020, 1, 1));

        var page = One(900);

        Assert.Contains("Nothing came in the last 30 days", page.Find("[aria-label='What is missing']").TextContent, StringComparison.Ordinal);
        Assert.Contains("No alert was raised on this host", page.Markup, StringComparison.Ordinal);
        Assert.Contains("No process start is stored", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void HostPage_Unknown_SaysSo() => Assert.Contains("not known", One(99).Find(".tc-empty").TextContent, StringComparison.Ordinal);

    [Fact]
    public async Task HostPage_Notice_ShowsTheNewAlert()
    {
        await Store.AddAlertAsync(new() { Host = Name });
        var page = One(1);
        Assert.Single(page.FindAll("[aria-labelledby=alerts-title] tbody tr"));
        await Store.AddAlertAsync(new() { Host = Name });

        Notices.Publish(Topic.Alerts);

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[aria-labelledby=alerts-title] tbody tr").Count), TimeSpan.FromSeconds(10));
    }

    private IRenderedComponent<HostsPage> List(string query = "")
    {
        SignIn(Roles.Analyst);
        Services.GetRequiredService<NavigationManager>().NavigateTo(AppRoutes.Hosts + query);
        var page = Render<HostsPage>();
        page.WaitForState(() => page.Find("[role=status]").TextContent != "Looking …", TimeSpan.FromSeconds(10));
        return page;
    }

    private IRenderedComponent<HostPage> One(int id)
    {
        SignIn(Roles.Manager);
        var page = Render<HostPage>(given => given.Add(p => p.Id, id));
        page.WaitForState(() => page.FindAll("h1").Count > 0, TimeSpan.FromSeconds(10));
        return page;
    }
}
