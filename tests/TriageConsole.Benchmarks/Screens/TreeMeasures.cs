using System.Globalization;
using Microsoft.Playwright;

namespace TriageConsole.Benchmarks.Screens;

/// <summary>
/// The process tree on the real page of alerts whose chains are that large: from the click in the queue to the frame that
/// shows the diagram, from "Open all" to its frame, and frames while it is moved and zoomed.
/// </summary>
internal sealed class TreeMeasures(Browser browser, Report report)
{
    private const int Times = 10;
    private const int Frames = 200;
    private const string Row = ".queue tbody tr[data-row]";
    private const string Drawn = "document.querySelector('.tc-tree-svg .tc-node')";

    public async Task RunAsync()
    {
        var page = await browser.Context.NewPageAsync();
        foreach (var (tree, wait) in Forest.Trees.Zip((double[])[200, 250, 600]))
        {
            await page.GotoAsync($"/alerts?host={tree.Host}");
            await ClickAsync(page);
            List<double> clicks = [], opened = [];
            for (var i = 0; i < Times; i++)
            {
                // Within the console, as it is worked in: a page that is loaded anew reads its scripts, too.
                await page.GoBackAsync();
                clicks.Add(await ClickAsync(page));
                opened.Add(await Pixels.MeasureAsync(
                    page, "click", "document.querySelector('.tc-tree-svg').innerHTML.length !== was", () => page.Locator("[data-tree-action=open-all]").ClickAsync(),
                    "document.querySelector('.tc-tree-svg').innerHTML.length"));
            }

            var of = $"tree of {(await NodesAsync(page)).ToString("N0", CultureInfo.InvariantCulture)} nodes";
            report.Add($"{of}, from the queue to its first frame", clicks, wait);
            report.Add($"{of}, from \"Open all\" to its first frame", opened, wait);
            report.AddMedian($"{of}, frame while panned", await MovedAsync(page, "surface.dispatchEvent(new WheelEvent('wheel', { deltaX: i % 40 < 20 ? 30 : -30, deltaY: i % 80 < 40 ? 90 : -90, bubbles: true, cancelable: true }))"), 20);
            report.AddMedian($"{of}, frame while zoomed", await MovedAsync(page, "surface.dispatchEvent(new WheelEvent('wheel', { deltaY: i % 40 < 20 ? 40 : -40, ctrlKey: true, clientX: 600, clientY: 400, bubbles: true, cancelable: true }))"), 20);
        }

        await page.CloseAsync();
    }

    private static async Task<double> ClickAsync(IPage page)
    {
        await Pixels.ReadyAsync(page, Row + "[aria-current]");
        var link = page.Locator(Row).GetByRole(AriaRole.Link);
        return await Pixels.MeasureAsync(page, "click", Drawn, () => link.ClickAsync());
    }

    /// <summary>From frame to frame as the browser makes them, with one movement in each.</summary>
    private static async Task<List<double>> MovedAsync(IPage page, string move) => [.. await page.EvaluateAsync<double[]>($$"""
        count => new Promise(done => {
          const surface = document.querySelector('[data-tree=view]');
          surface.focus();
          const times = [];
          let last = 0;
          const frame = now => {
            if (last)
              times.push(now - last);
            last = now;
            const i = times.length;
            if (i === count)
              return done(times);
            {{move}};
            requestAnimationFrame(frame);
          };
          requestAnimationFrame(frame);
        })
        """, Frames)];

    private static async Task<int> NodesAsync(IPage page)
    {
        var label = await page.Locator(".tc-tree-view").GetAttributeAsync("aria-label");
        return int.Parse(label!.Split("diagram of ")[1].Split(' ')[0], CultureInfo.InvariantCulture);
    }
}
