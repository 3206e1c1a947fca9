using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace TriageConsole.Benchmarks.Screens;

/// <summary>Ten decisions in the queue without a mouse, its keys counted; what is typed into a note is not.</summary>
internal sealed class KeyMeasures(Browser browser, Report report)
{
    private const double Most = 3;
    private const string Row = ".queue tbody tr[data-row]";

    private readonly List<string> _pressed = [];

    public async Task RunAsync()
    {
        var page = await browser.Context.NewPageAsync();
        await page.GotoAsync("/alerts?level=medium");
        await Pixels.ReadyAsync(page, Row + "[aria-current]");
        await page.Locator(Row).First.GetByRole(AriaRole.Link).FocusAsync();
        var counts = new List<double>();
        for (var i = 0; i < 10; i++)
        {
            _pressed.Clear();
            var decided = await page.Locator(Row + "[aria-current]").GetAttributeAsync("data-row");
            if (i % 2 == 0)
                await DecideAsync(page, "Escalate", ["e"], ["Control+Enter"]);
            else
                await DecideAsync(page, "Close", ["c", (1 + (i / 2 % 4)).ToString(System.Globalization.CultureInfo.InvariantCulture)], ["Control+Enter"]);
            await Expect(page.Locator($"tr[data-row='{decided}']")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
            await Expect(page.Locator(Row + "[aria-current] a")).ToBeFocusedAsync(new() { Timeout = 30_000 });
            Console.WriteLine($"  decision {i + 1}: {string.Join(' ', _pressed)}");
            counts.Add(_pressed.Count);
        }

        report.Add("keys for a decision, without its note", counts, Most);
        await page.CloseAsync();
    }

    private async Task DecideAsync(IPage page, string title, string[] first, string[] last)
    {
        foreach (var key in first)
        {
            await PressAsync(page, key);
            await page.GetByRole(AriaRole.Region, new() { Name = title }).WaitForAsync();
            if (key == "c")
                await Expect(page.Locator("section.decision input[type=radio]").First).ToBeFocusedAsync(new() { Timeout = 30_000 });
        }

        await Expect(page.Locator("section.decision textarea")).ToBeFocusedAsync(new() { Timeout = 30_000 });
        await page.Keyboard.TypeAsync("Seen on this host before.");
        foreach (var key in last)
            await PressAsync(page, key);
    }

    private Task PressAsync(IPage page, string key)
    {
        _pressed.Add(key);
        return page.Keyboard.PressAsync(key);
    }
}
