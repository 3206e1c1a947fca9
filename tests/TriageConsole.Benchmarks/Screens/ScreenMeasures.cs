using System.Globalization;

namespace TriageConsole.Benchmarks.Screens;

/// <summary>
/// The screens as an analyst waits for them: the console in this process on a real port, a store of a large estate, a real
/// browser. Everything shares one machine, so other work on it is in the figures.
/// </summary>
internal static class ScreenMeasures
{
    // Its own estate, of thousands of hosts: asked for alone.
    private const string Coverage = "coverage";

    private static readonly string[] _all = ["work", "queue", "alert", "hunt", "tree", "circuits", "keys", Coverage];

    /// <param name="arguments">Processes, alerts, a folder to keep the store in and find it again, and which screens; all may be left out.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var counts = arguments.Where(a => int.TryParse(a, CultureInfo.InvariantCulture, out _)).Select(a => int.Parse(a, CultureInfo.InvariantCulture)).ToArray();
        var folder = arguments.FirstOrDefault(a => !int.TryParse(a, CultureInfo.InvariantCulture, out _) && !_all.Contains(a));
        var wanted = _all.Where(arguments.Contains).DefaultIfEmpty("all").ToHashSet();
        var root = folder is null ? Directory.CreateTempSubdirectory("triage-screens-").FullName : Directory.CreateDirectory(Path.GetFullPath(folder)).FullName;
        try
        {
            await using var console = new ScreenConsole(root);
            await console.AddAnalystAsync();
            var estate = arguments.Contains(Coverage) ? new StoredEstate(console.Services, CoverageMeasures.Hosts, CoverageMeasures.Days) : new StoredEstate(console.Services);
            await estate.EnsureAsync(counts.ElementAtOrDefault(0) is > 0 and var p ? p : 1_000_000, counts.ElementAtOrDefault(1) is > 0 and var a ? a : 100_000);
            await using var browser = await Browser.OpenAsync(console);
            return await RunAsync(console, browser, screen => screen == Coverage ? wanted.Contains(Coverage) : wanted.Contains("all") || wanted.Contains(screen));
        }
        finally
        {
            if (folder is null)
                Directory.Delete(root, recursive: true);
        }
    }

    private static async Task<int> RunAsync(ScreenConsole console, Browser browser, Func<string, bool> wants)
    {
        var report = new Report();
        (string Screen, Func<Task> Run)[] measures =
        [
            ("work", new QueueMeasures(console, browser, report).WorkAsync),
            ("queue", new QueueMeasures(console, browser, report).RunAsync),
            ("alert", new AlertMeasures(console, browser, report).RunAsync),
            ("hunt", new HuntScreenMeasures(console, browser, report).RunAsync),
            ("tree", new TreeMeasures(browser, report).RunAsync),
            ("circuits", new CircuitMeasures(browser, report).RunAsync),
            ("keys", new KeyMeasures(browser, report).RunAsync),
            (Coverage, new CoverageMeasures(console, browser, report).RunAsync),
        ];
        foreach (var (screen, run) in measures.Where(m => wants(m.Screen)))
        {
            try
            {
                await run();
            }
            catch (Exception e) when (e is Microsoft.Playwright.PlaywrightException or TimeoutException)
            {
                // One screen that cannot be measured must not take the others' figures away.
                Console.WriteLine($"  {screen}: not measured. {e.Message}");
                report.AddOne($"{screen}: NOT MEASURED", double.NaN, 0);
            }
        }

        return report.Print() == 0 ? 0 : 1;
    }
}
