using Bunit;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Events;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Baseline.Groups;
using TriageConsole.Web.Features.Coverage.Health;
using TriageConsole.Web.Features.Coverage.Recommending;
using TriageConsole.Web.Tests.Alerts;
using TriageConsole.Web.Tests.Pages;
using Xunit;

namespace TriageConsole.Web.Tests.Coverage.Health;

public sealed class HealthPanelTests : PageContext
{
    public HealthPanelTests()
    {
        Services.AddHealth();
        SignIn(AlertStore.Manager);
    }

    [Fact]
    public void Render_NoHosts_SaysWhatToDo()
    {
        var section = Section();
        Assert.Contains("No host is known yet", section.Find("section").TextContent, StringComparison.Ordinal);
        Assert.Empty(section.FindAll(".tc-chart"));
    }

    [Fact]
    public async Task Render_HostileHost_IsTextAndOpensItsPage()
    {
        await HealthSeed.AddAsync(Store, 7, AlertStore.Hostile, Store.Now, [Today], HealthSeed.FullBut(DataComponent.Signature, 0));

        var section = Section();

        Assert.Empty(section.FindAll("img"));
        Assert.Equal("/hosts/7", section.Find("tbody th a.tc-link").GetAttribute("href"));
        Assert.Contains("0 covered, 1 weakened, 0 not evaluable, 0 silent", section.Markup, StringComparison.Ordinal);
        var heat = section.FindComponents<Chart>().Single(chart => chart.Instance.Model is HeatMapChart);
        await section.InvokeAsync(() => heat.Instance.OnMark.InvokeAsync(new("", "overall", "7")));
        Assert.EndsWith("/hosts/7", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choose_AGroup_ShowsItsHostsAndTheWayBack()
    {
        await HealthSeed.AddAsync(Store, 1, "srv-1", Store.Now, [Today], HealthSeed.Full);
        await HealthSeed.AddAsync(Store, 2, "srv-2", Store.Now, [Today], HealthSeed.FullBut(DataComponent.CommandLine, 0));
        await HealthSeed.AddAsync(Store, 3, "ws 3", Store.Now, [Today], HealthSeed.Full);
        await using (var db = Store.CreateDbContext())
        {
            var group = new UseGroup { Id = Guid.NewGuid(), Kind = UseGroupKind.Hosts, Name = "Servers", Members = ["srv-*"] };
            var row = new TriageConsole.Data.Model.UseGroupRow { Id = group.Id, Kind = group.Kind, Name = group.Name, NameKey = "", MembersJson = "[]", IncludesJson = "[]", ChangedBy = "ada" };
            UseGroupRecord.Write(group, row);
            db.UseGroups.Add(row);
            await db.SaveChangesAsync(Xunit.TestContext.Current.CancellationToken);
        }

        var section = Section();
        HeatMapChart Heat() => (HeatMapChart)section.FindComponents<Chart>().Single(chart => chart.Instance.Model is HeatMapChart).Instance.Model;

        Assert.Equal(["Servers (2)", "in no group (1)"], Heat().Rows.Select(row => row.Name));
        Assert.Equal("1 of 2", Heat().Cells[0][0].Label);
        var chart = section.FindComponents<Chart>().Single(one => one.Instance.Model is HeatMapChart);
        await section.InvokeAsync(() => chart.Instance.OnMark.InvokeAsync(new("", "overall", "Servers")));

        Assert.Equal(["srv-2", "srv-1"], Heat().Rows.Select(row => row.Name));
        Assert.Equal("not evaluable", Heat().Cells[0][0].State);
        section.FindAll("button").Single(button => button.TextContent == "All groups").Click();
        Assert.Equal(2, Heat().Rows.Count);
        Assert.Equal("Servers (2)", Heat().Rows[0].Name);
    }

    [Fact]
    public async Task Render_Recommendation_HasItsEffectAndTextToCopy()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        await HealthSeed.AddAsync(Store, 1, "ws-1", Store.Now, [Today], HealthSeed.FullBut(DataComponent.Signature, 0));

        var section = Section();
        section.WaitForState(() => section.FindAll("[data-recommendation]").Count > 0, TimeSpan.FromSeconds(10));

        var one = section.Find("[data-recommendation=sysmon-7]");
        Assert.Contains("Enable Sysmon 7 for images on the only host.", one.TextContent, StringComparison.Ordinal);
        Assert.Contains(ReadySettings.ImageLoad.Text.ReplaceLineEndings("\n"), one.QuerySelector("pre")!.TextContent.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal($"Copy: {ReadySettings.ImageLoad.Title}", one.QuerySelector("button")!.GetAttribute("aria-label"));
    }

    [Fact]
    public async Task Render_PeriodWithoutTelemetry_RecommendsNothingAndDoesNotPraise()
    {
        await HealthSeed.AddAsync(Store, 1, "ws-1", Store.Now, [Today], HealthSeed.Full);
        var report = await Services.GetRequiredService<HealthQueries>().ReadAsync(Today.AddDays(100), Today.AddDays(130), null, Xunit.TestContext.Current.CancellationToken);

        var panel = Render<RecommendationPanel>(given => given.Add(p => p.Report, report));

        panel.WaitForAssertion(() => Assert.Equal("No host sent telemetry in this period, so that nothing can be recommended.", panel.Find("p").TextContent), TimeSpan.FromSeconds(10));
    }

    private DateOnly Today => DateOnly.FromDateTime(Store.Now);

    private IRenderedComponent<TelemetrySection> Section()
    {
        var report = Services.GetRequiredService<HealthQueries>().ReadAsync(null, null, null, CancellationToken.None).GetAwaiter().GetResult();
        var groups = Services.GetRequiredService<HealthGroupQueries>().OfAsync(report, CancellationToken.None).GetAwaiter().GetResult();
        return Render<TelemetrySection>(given => given.Add(s => s.Report, report).Add(s => s.Groups, groups));
    }
}
