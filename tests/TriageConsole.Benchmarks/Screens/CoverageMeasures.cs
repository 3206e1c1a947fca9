using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Coverage.Health;
using TriageConsole.Web.Features.Coverage.Recommending;

namespace TriageConsole.Benchmarks.Screens;

/// <summary>The page of managers: what the server works for it, and how long a person waits for the first chart and for all of it.</summary>
internal sealed class CoverageMeasures(ScreenConsole console, Browser browser, Report report)
{
    public const int Hosts = 5_000;

    /// <summary>Days that the telemetry is spread over.</summary>
    public const int Days = 30;

    private const int Rounds = 20;
    private const int WorkRounds = 8;
    private const double First = 300;
    private const double Whole = 800;

    private const string FirstChart = "document.querySelector('main .tc-chart-canvas canvas') !== null";

    // Every panel is there with its figures, nothing is waited for, and every chart in the window is drawn; those further down
    // are drawn when somebody comes to them.
    private const string AllCharts = """
        (!!document.querySelector('#telemetry-title') && ![...document.querySelectorAll('main [role=status]')].some(s => s.textContent.includes('…'))
          && [...document.querySelectorAll('main .tc-chart-canvas:not([hidden])')].every(c => c.querySelector('canvas') || c.getBoundingClientRect().top > innerHeight))
        """;

    public async Task RunAsync()
    {
        await WorkAsync();
        var page = await browser.Context.NewPageAsync();
        await page.GotoAsync("/cases");
        var (coverage, other) = (page.GetByRole(AriaRole.Link, new() { Name = "Coverage", Exact = true }).First, page.GetByRole(AriaRole.Link, new() { Name = "Cases", Exact = true }).First);
        foreach (var (what, shown, wanted) in ((string, string, double)[])[("first chart", FirstChart, First), ("complete", AllCharts, Whole)])
        {
            var times = new List<double>();
            for (var i = 0; i < Rounds; i++)
            {
                await other.ClickAsync();
                await page.WaitForURLAsync("**/cases");
                await page.Locator("main .tc-chart-canvas").First.WaitForAsync(new() { State = WaitForSelectorState.Detached });
                times.Add(await Pixels.MeasureAsync(page, "click", shown, () => coverage.ClickAsync()));
            }

            report.Add($"coverage, pixels: {what}, opened from another page", times[1..], wanted);
        }

        await page.CloseAsync();
    }

    private async Task WorkAsync()
    {
        (string What, CoverageFilter Filter)[] asked =
        [
            ("as it opens", CoverageFilter.Default),
            ("7 days", new() { Days = 7 }),
            ("90 days", new() { Days = 90 }),
            ("30 days against 30 before", new() { Compare = true }),
            ("all time", CoverageFilter.Ever),
        ];
        foreach (var (what, filter) in asked)
        {
            var (first, rest, health, advice) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
            for (var i = 0; i <= WorkRounds; i++)
            {
                await using var scope = console.Services.CreateAsyncScope();
                var view = scope.ServiceProvider.GetRequiredService<CoverageView>();
                var start = Stopwatch.GetTimestamp();
                var alerts = await view.FirstAsync(filter, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), default);
                first.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                start = Stopwatch.GetTimestamp();
                await view.RestAsync(alerts, default);
                rest.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                start = Stopwatch.GetTimestamp();
                var days = alerts.Scope.Span.UtcDays;
                var telemetry = await scope.ServiceProvider.GetRequiredService<HealthQueries>().ReadAsync(days.From, days.Until, null, default);
                health.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                start = Stopwatch.GetTimestamp();
                await scope.ServiceProvider.GetRequiredService<RecommendationQueries>().OfAsync(telemetry, default);
                advice.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            report.Add($"coverage, server: alerts, {what}", first[1..], First);
            report.Add($"coverage, server: the rest, {what}", rest[1..], Whole);
            report.Add($"coverage, server: telemetry health, {what}", health[1..], Whole);
            report.Add($"coverage, server: recommendations, {what}", advice[1..], Whole);
        }
    }
}
