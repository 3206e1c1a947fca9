using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Alerts;

namespace TriageConsole.Benchmarks.Screens;

/// <summary>The queue: what the server works for a page of it, and how long a person waits for what a click asks.</summary>
internal sealed class QueueMeasures(ScreenConsole console, Browser browser, Report report)
{
    private const int Rounds = 30;
    private const int Clicks = 30;
    private const double Work = 60;
    private const double Wait = 250;
    private const string Row = ".queue tbody tr[data-row]";
    private const string First = "(document.querySelector('.queue tbody tr[data-row]')?.dataset.row ?? null)";
    private const string FirstPattern = "(document.querySelector('[aria-label=\"Patterns of alerts\"] tbody tr a')?.getAttribute('href') ?? null)";

    public async Task RunAsync()
    {
        var page = await browser.Context.NewPageAsync();
        await FlatAsync(page);
        await GroupedAsync(page);
        await page.CloseAsync();
    }

    /// <summary>The queries alone.</summary>
    public async Task WorkAsync()
    {
        await using var scope = console.Services.CreateAsyncScope();
        var queries = scope.ServiceProvider.GetRequiredService<AlertQueueQueries>();
        var open = AlertFilter.Default;
        (string What, Func<int, AlertFilter> Filter)[] asked =
        [
            ("as it opens", _ => open),
            ("some levels", i => open with { Levels = open.Levels.Without((Severity)(i % 5)) }),
            ("all statuses", _ => open with { Statuses = EnumSet.All<AlertStatus>() }),
            ("a host", i => open with { Host = $"wks-{i:D4}.corp.example" }),
            ("a technique", _ => open with { Technique = "T1218" }),
            ("words", i => open with { Text = $"job{i * 31}" }),
            ("due first", _ => open with { Sort = AlertSort.Due }),
            ("highest score first", _ => open with { Sort = AlertSort.Score }),
            ("latest first", _ => open with { Sort = AlertSort.Newest }),
        ];
        foreach (var (what, filter) in asked)
        {
            report.Add($"queue, server: first page, {what}", await TimesAsync(Rounds, i => queries.PageAsync(filter(i), "x", null, default)), Work);
            report.Add($"queue, server: count, {what}", await TimesAsync(Rounds, i => queries.CountAsync(filter(i), "x", default)), Work);
        }

        AlertQueueRow? last = null;
        report.Add("queue, server: next page", await TimesAsync(Rounds, async _ => last = (await queries.PageAsync(open, "x", last, default)).Rows[^1]), Work);
        report.Add("queue, server: patterns", await TimesAsync(Rounds, _ => queries.PatternsAsync(open, "x", default)), Work);
    }

    private async Task FlatAsync(IPage page)
    {
        await page.GotoAsync("/hosts");
        await page.GotoAsync("/alerts");
        await Pixels.ReadyAsync(page, Row + "[aria-current]");
        var level = page.GetByRole(AriaRole.Group, new() { Name = "Level" }).GetByRole(AriaRole.Button, new() { Name = "Critical" });
        report.Add("queue, pixels: level taken away or brought back", await TimesAsync(page, Clicks, $"{First} !== null && {First} !== was", () => level.ClickAsync(), First), Wait);

        // The list grows below what is seen: its height is what shows that the rows are there.
        const string height = "document.querySelector('.queue').scrollHeight";
        var more = page.GetByRole(AriaRole.Button, new() { Name = "Load more" });
        report.Add("queue, pixels: load more", await TimesAsync(page, Clicks, $"{height} > was + 1000", () => more.ClickAsync(), height), Wait);
        report.Add("queue, pixels: scrolled to rows not drawn yet", await ScrollAsync(page), Wait);

        var (alerts, hunt) = (page.GetByRole(AriaRole.Link, new() { Name = "Alerts", Exact = true }).First, page.GetByRole(AriaRole.Link, new() { Name = "Hunt", Exact = true }).First);
        var times = new List<double>();
        for (var i = 0; i < Clicks; i++)
        {
            await hunt.ClickAsync();
            await Pixels.ReadyAsync(page, ".hunt tbody tr[data-row]");
            times.Add(await Pixels.MeasureAsync(page, "click", $"{First} !== null", () => alerts.ClickAsync()));
        }

        report.Add("queue, pixels: opened from another page", times, Wait);
    }

    private async Task GroupedAsync(IPage page)
    {
        await page.GotoAsync("/alerts");
        await Pixels.ReadyAsync(page, Row + "[aria-current]");
        var view = page.GetByRole(AriaRole.Group, new() { Name = "View" });
        var (flat, grouped) = (view.GetByRole(AriaRole.Button, new() { Name = "Alerts" }), view.GetByRole(AriaRole.Button, new() { Name = "Patterns" }));
        var times = new List<double>();
        for (var i = 0; i < Clicks; i++)
        {
            times.Add(await Pixels.MeasureAsync(page, "click", $"{FirstPattern} !== null", () => grouped.ClickAsync()));
            await flat.ClickAsync();
            await Pixels.ReadyAsync(page, Row);
        }

        report.Add("queue, pixels: grouped by pattern", times, Wait);
        await grouped.ClickAsync();
        await Pixels.ReadyAsync(page, "[aria-label='Patterns of alerts'] tbody tr[data-row]");
        var level = page.GetByRole(AriaRole.Group, new() { Name = "Level" }).GetByRole(AriaRole.Button, new() { Name = "Critical" });
        report.Add("queue, pixels: patterns, level taken away or brought back", await TimesAsync(page, Clicks, $"{FirstPattern} !== null && {FirstPattern} !== was", () => level.ClickAsync(), FirstPattern), Wait);
    }

    /// <summary>From the scroll to the frame in which a row stands in the middle of the list.</summary>
    private static async Task<List<double>> ScrollAsync(IPage page)
    {
        var times = new List<double>();
        for (var i = 0; i < Clicks; i++)
        {
            times.Add(await page.EvaluateAsync<double>("""
                part => new Promise(done => {
                  const list = document.querySelector('.queue');
                  const start = performance.now();
                  list.scrollTop = list.scrollHeight * part;
                  const look = () => {
                    const box = list.getBoundingClientRect();
                    const at = document.elementFromPoint(box.left + box.width / 2, Math.min(box.top + box.height / 2, innerHeight - 20));
                    if (at?.closest('tr[data-row]') && performance.now() > start + 1)
                      done(performance.now() - start);
                    else
                      requestAnimationFrame(look);
                  };
                  requestAnimationFrame(look);
                })
                """, (i % 2 == 0 ? 0.9 : 0.1) - (i * 0.001)));
        }

        return times;
    }

    public static async Task<List<double>> TimesAsync(IPage page, int times, string shown, Func<Task> act, string before)
    {
        await Pixels.MeasureAsync(page, "click", shown, act, before);
        var all = new List<double>();
        for (var i = 0; i < times; i++)
            all.Add(await Pixels.MeasureAsync(page, "click", shown, act, before));
        return all;
    }

    private static async Task<List<double>> TimesAsync<T>(int rounds, Func<int, Task<T>> query)
    {
        await query(0);
        var times = new List<double>();
        for (var i = 0; i < rounds; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await query(i);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return times;
    }
}
