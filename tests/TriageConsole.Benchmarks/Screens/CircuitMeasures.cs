using Microsoft.Playwright;

namespace TriageConsole.Benchmarks.Screens;

/// <summary>What fifty open queues cost the server. The driver of the browser lives in this process, too: its part is counted as the console's.</summary>
internal sealed class CircuitMeasures(Browser browser, Report report)
{
    private const int Circuits = 50;
    private const double Megabytes = 8;

    public async Task RunAsync()
    {
        // One before, so that what is made once is not counted.
        var first = await OpenAsync();
        var before = await HeapAsync();
        var pages = new List<IPage>();
        for (var i = 0; i < Circuits; i++)
            pages.Add(await OpenAsync());
        var after = await HeapAsync();
        report.AddOne("server memory of an open queue, MB", (after - before) / 1048576.0 / Circuits, Megabytes);
        foreach (var page in pages.Append(first))
            await page.CloseAsync();
    }

    private async Task<IPage> OpenAsync()
    {
        var page = await browser.Context.NewPageAsync();
        await page.GotoAsync("/alerts");
        await Pixels.ReadyAsync(page, ".queue tbody tr[data-row][aria-current]");
        return page;
    }

    private static async Task<long> HeapAsync()
    {
        await Task.Delay(1_000);
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
