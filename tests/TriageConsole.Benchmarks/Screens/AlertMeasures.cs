using Microsoft.Playwright;

namespace TriageConsole.Benchmarks.Screens;

/// <summary>The page of an alert from the click in the queue until all of it stands: facts, panels, and the tree drawn.</summary>
internal sealed class AlertMeasures(Browser browser, Report report)
{
    private const int Alerts = 30;
    private const double Wait = 400;
    private const string Row = ".queue tbody tr[data-row]";

    /// <summary>Script: the heading is not the one before, the last panel is there, the tree has cards.</summary>
    private const string Complete = """
        (location.pathname !== was && document.getElementById('records-title') && document.getElementById('history-title')
          && document.querySelector('.tc-tree-svg .tc-node'))
        """;

    public async Task RunAsync()
    {
        var page = await browser.Context.NewPageAsync();
        await page.GotoAsync("/alerts");
        await Pixels.ReadyAsync(page, Row + "[aria-current]");
        var times = new List<double>();
        for (var i = 0; i < Alerts; i++)
        {
            // A few rows apart and never twice; the list is long enough, and rows that are not in view are not drawn.
            var link = page.Locator(Row).Nth(i % 12).GetByRole(AriaRole.Link);
            times.Add(await Pixels.MeasureAsync(page, "click", Complete, () => link.ClickAsync(), "location.pathname"));
            await page.GotoAsync(i % 2 == 0 ? $"/alerts?host=wks-{i:D4}.corp.example" : $"/alerts?host=wks-{i * 3:D4}.corp.example&sort=newest");
            await Pixels.ReadyAsync(page, Row + "[aria-current]");
        }

        report.Add("alert page complete, from the queue", times, Wait);
        report.Add("alert page complete, the next one by j", await NextAsync(page), Wait);
        await page.CloseAsync();
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
