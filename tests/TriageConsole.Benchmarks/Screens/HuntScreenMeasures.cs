using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using TriageConsole.Benchmarks.Importing;
using TriageConsole.Data;

namespace TriageConsole.Benchmarks.Screens;

/// <summary>The hunt for words: the server's part, and from the Enter to the rows.</summary>
internal sealed class HuntScreenMeasures(ScreenConsole console, Browser browser, Report report)
{
    private const int Rounds = 30;
    private const double Wait = 300;
    private const string Row = ".hunt tbody tr[data-row]";

    private const string State = """
        (document.querySelector('.hunt:not([aria-busy]) tbody tr[data-row]')
          ? document.querySelector('.head [role=status]').textContent + document.querySelector('.hunt tbody tr[data-row]').dataset.row : null)
        """;

    private static readonly Func<int, string>[] _words =
    [
        i => $"report-{i * 7}", i => $"part{i}.exe", i => $"\"mode {i % 7}\"", i => $"part{i % 10}", _ => "contoso", i => $"suite mode !job part{i}",
    ];

    public async Task RunAsync()
    {
        report.Add("hunt, server: first page by words", await HuntMeasures.RunAsync(console.Services.GetRequiredService<TriageDatabase>()), Wait);
        var page = await browser.Context.NewPageAsync();
        await page.GotoAsync("/hunt");
        await Pixels.ReadyAsync(page, Row + "[aria-current]");
        var field = page.GetByLabel("Words of the command line");
        var times = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            await field.FillAsync(_words[i % _words.Length](i + 1));
            times.Add(await Pixels.MeasureAsync(page, "submit", $"{State} !== null && {State} !== was", () => field.PressAsync("Enter"), State));
            await page.WaitForTimeoutAsync(200);
        }

        report.Add("hunt, pixels: by words", times, Wait);
        await page.CloseAsync();
    }
}
