using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Baseline.Inventory;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Pages;
using Xunit;

namespace TriageConsole.Web.Tests.Baseline.Inventory;

public sealed class InventoryPageTests : PageContext
{
    private static readonly DetectionRuntime _runtime = DetectionRuntime.Load(DetectionRuntime.ShippedFolder);

    public InventoryPageTests()
    {
        Services.AddSingleton(new InventoryQueries(Store, _runtime, Store.Time));
        SignIn(AlertStore.Manager);
    }

    [Fact]
    public void Render_Empty_SaysWhatToDo() => Assert.Equal("No use of a script host", Page().Find(".tc-empty-title").TextContent);

    [Fact]
    public async Task Render_HostileUse_IsText()
    {
        await Store.AddAlertAsync(new() { Host = AlertStore.Hostile, User = "a\u202E" + AlertStore.Hostile });

        var page = Page();

        Assert.Empty(page.FindAll("img"));
        Assert.Equal(AlertStore.Hostile, page.Find("tbody a").TextContent);
        Assert.Contains("⟨U+202E⟩", page.FindAll("tbody td")[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("not approved", page.Find("tbody").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filter_Submitted_IsInTheAddressTheLinksAndTheRows()
    {
        await Store.AddAlertAsync(new() { Host = "WS-1", Status = AlertStatus.Covered, ChildImage = @"C:\Tools\child.exe" });
        await Store.AddAlertAsync(new() { Host = "SRV-1" });
        var page = Page();

        page.Find("input[aria-label='Host or pattern']").Change("ws-*");
        page.Find("select[aria-label=Approved]").Change("yes");
        await page.Find("form").SubmitAsync();

        Assert.EndsWith("?host=ws-%2A&approved=yes", Address, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal("WS-1", Assert.Single(page.FindAll("tbody a")).TextContent), TimeSpan.FromSeconds(10));
        Assert.All(page.FindAll("a[download]"), link => Assert.EndsWith("?host=ws-%2A&approved=yes", link.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public void Address_Nonsense_IsNamedAsText()
    {
        var page = Page("?days=" + Uri.EscapeDataString("<b>"));
        Assert.Contains("<b>", page.Find("p[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("b"));
    }

    [Fact]
    public async Task Render_ManyUses_ShowsThemBySteps()
    {
        for (var i = 0; i < 201; i++)
            await Store.AddAlertAsync(new() { Host = $"WS-{i}", ChildImage = @"C:\Tools\child.exe" });
        var page = Page();
        Assert.Equal(200, page.FindAll("tbody tr").Count);

        await page.FindAll("button")[^1].ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal(201, page.FindAll("tbody tr").Count), TimeSpan.FromSeconds(20));
    }

    private IRenderedComponent<InventoryPage> Page(string query = "")
    {
        GoTo(AppRoutes.BaselineInventory + query);
        var page = Render<InventoryPage>();
        page.WaitForState(() => page.FindAll(".tc-empty, tbody").Count > 0, TimeSpan.FromSeconds(10));
        return page;
    }
}
