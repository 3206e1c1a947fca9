using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using TriageConsole.Data;
using TriageConsole.Web.Features.Alert;

namespace TriageConsole.Benchmarks.Screens;

/// <summary>The page of an alert from the click in the queue until all of it stands: facts, panels, and the tree drawn.</summary>
internal sealed class AlertMeasures(ScreenConsole console, Browser browser, Report report)
{
    private const int Alerts = 20;
    private const double Wait = 400;
    private const string Row = ".queue tbody tr[data-row]";

    /// <summary>Script: the heading is not the one before, the last panel is there, the tree has cards.</summary>
    private const string Complete = """
        (location.pathname !== was && document.getElementById('records-title') && document.getElementById('history-title')
          && document.querySelector('.tc-tree-svg .tc-node'))
        """;

    public async Task RunAsync()
    {
        await WorkAsync();
        var page = await browser.Context.NewPageAsync();
        await page.GotoAsync("/alerts?sort=newest");
        await Pixels.ReadyAsync(page, Row + "[aria-current]");
        var times = new List<double>();
        for (var i = 0; i <= Alerts; i++)
        {
            // Another one each time. The first reads the scripts of the page, which the browser then has.
            var link = page.Locator(Row).Nth(i).GetByRole(AriaRole.Link);
            times.Add(await Pixels.MeasureAsync(page, "click", Complete, () => link.ClickAsync(), "location.pathname"));
            await page.GoBackAsync();
            await Pixels.ReadyAsync(page, Row + "[aria-current]");
        }

        report.Add("alert page complete, from the queue", times[1..], Wait);
        report.Add("alert page complete, the next one by j", await NextAsync(page), Wait);
        await page.CloseAsync();
    }

    /// <summary>What the server reads for one page; no more may be wanted of it than of the whole.</summary>
    private async Task WorkAsync()
    {
        await using var scope = console.Services.CreateAsyncScope();
        var (alerts, trees) = (scope.ServiceProvider.GetRequiredService<AlertQueries>(), scope.ServiceProvider.GetRequiredService<AlertTreeQueries>());
        await using var db = scope.ServiceProvider.GetRequiredService<TriageDatabase>().CreateDbContext();
        var step = Math.Max(1, await db.Alerts.CountAsync() / (Alerts + 1));
        var ids = (await db.Alerts.OrderBy(a => a.Id).Select(a => a.PublicId).ToListAsync()).Where((_, i) => i % step == 0).Take(Alerts + 1).ToList();
        report.Add("alert, server: facts and tree of any alert", await TimesAsync(ids), Wait);
        foreach (var tree in Forest.Trees)
        {
            var wide = await db.Alerts.Where(a => a.Host!.NameKey == tree.Host).Select(a => a.PublicId).SingleAsync();
            report.Add(string.Create(CultureInfo.InvariantCulture, $"alert, server: facts and tree of {tree.Nodes:N0} nodes"), await TimesAsync([.. Enumerable.Repeat(wide, 11)]), Wait);
        }

        async Task<List<double>> TimesAsync(IReadOnlyList<Guid> asked)
        {
            var times = new List<double>();
            foreach (var id in asked)
            {
                var start = Stopwatch.GetTimestamp();
                var view = (await alerts.FindAsync(id, default))!;
                await trees.LoadAsync(view, OpenedNodes.None, default);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            return times[1..];
        }
    }

    /// <summary>From one alert to the next: what a decision does, too. It was loaded ahead where there was time for it.</summary>
    private static async Task<List<double>> NextAsync(IPage page)
    {
        await page.GotoAsync("/alerts?level=high");
        await Pixels.ReadyAsync(page, Row + "[aria-current]");
        await page.Locator(Row).First.GetByRole(AriaRole.Link).ClickAsync();
        var times = new List<double>();
        for (var i = 0; i < Alerts; i++)
        {
            await Pixels.ReadyAsync(page, "a[aria-keyshortcuts=j]");
            await page.WaitForTimeoutAsync(300);
            times.Add(await Pixels.MeasureAsync(page, "keydown", Complete, () => page.Keyboard.PressAsync("j"), "location.pathname"));
        }

        return times;
    }
}
