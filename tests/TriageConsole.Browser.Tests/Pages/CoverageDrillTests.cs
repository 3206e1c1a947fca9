using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using TriageConsole.Browser.Tests.Setup;
using TriageConsole.Data;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Web;
using TriageConsole.Web.Features.Alerts;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace TriageConsole.Browser.Tests.Pages;

/// <summary>From a colour on the coverage page to what is behind it, and whether it is what the database holds.</summary>
public sealed partial class CoverageDrillTests(ChromiumFixture chromium, FilledConsole server) : BrowserTest(chromium, server), IClassFixture<FilledConsole>
{
    [Theory]
    [InlineData(Severity.Critical, "--tc-level-critical-fill")]
    [InlineData(Severity.High, "--tc-level-high-fill")]
    [InlineData(Severity.Medium, "--tc-level-medium-fill")]
    public async Task Colour_OfALevelOnADay_LeadsToExactlyThoseAlerts(Severity level, string token)
    {
        await SignInAsync(Roles.Manager);
        await GoToAsync(AppRoutes.Coverage + "?days=all");
        await ReadyAsync();

        await ClickColourAsync("Alerts by level and day", token);
        await Page.WaitForURLAsync("**/alerts?*");

        var (filter, ignored) = AlertFilter.Parse(new Uri(Page.Url).Query);
        Assert.Empty(ignored);
        Assert.Equal([level], filter.Levels.Values);
        Assert.True(filter.Statuses.IsAll);
        var (from, until) = (filter.Began!.Value.FromUtc!.Value, filter.Began.Value.UntilUtc!.Value);
        Assert.InRange((until - from).TotalHours, 23, 25);
        var expected = await CountAsync(db => db.Alerts.CountAsync(a => a.Level == level && a.FirstUtc >= from && a.FirstUtc < until));
        Assert.True(expected > 0);
        await Expect(Page.GetByRole(AriaRole.Status).First).ToHaveTextAsync(Alerts(expected));
        await Expect(Page.Locator(".queue tbody tr[data-row]")).ToHaveCountAsync(Math.Min(expected, AlertQueueQueries.PageSize));
    }

    [Theory]
    [InlineData("compared", "?days=90&compare=previous")]
    [InlineData("future", "?from=2031-01-01&until=2031-02-01")]
    [InlineData("nonsense", "?days=8&group=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E")]
    public async Task Address_OfAnyPeriod_IsAccessibleInEveryLook(string name, string query)
    {
        await SignInAsync(Roles.Manager);
        foreach (var theme in Looks.Themes)
        {
            await Page.SetThemeAsync(Server.Address, theme);
            await Page.SetViewportSizeAsync(Looks.Wide, 900);
            await GoToAsync(AppRoutes.Coverage + query);
            await Expect(Page.Locator("#telemetry-title")).ToBeVisibleAsync();
            foreach (var width in (int[])[Looks.Wide, Looks.Narrow])
            {
                await Page.SetViewportSizeAsync(width, 900);
                await Page.WaitForTimeoutAsync(350);
                await ScreenshotAsync(string.Create(CultureInfo.InvariantCulture, $"coverage-{name}-{theme}-{width}"));
                await Page.AssertAccessibleAsync();
                await Page.AssertNoSidewaysScrollAsync();
            }
        }
    }

    [Fact]
    public async Task Table_OfTheOutcomes_LeadsByKeyboardToExactlyThoseAlerts()
    {
        await SignInAsync(Roles.Manager);
        await GoToAsync(AppRoutes.Coverage + "?days=all");
        await ReadyAsync();
        var chart = Page.GetByRole(AriaRole.Figure, new() { Name = "How alerts stand" });
        var summary = chart.GetByText("As table");
        await summary.FocusAsync();
        await summary.PressAsync("Enter");
        var cell = chart.GetByRole(AriaRole.Row, new() { Name = "true positive" }).GetByRole(AriaRole.Button).First;
        var said = int.Parse(await cell.InnerTextAsync(), CultureInfo.InvariantCulture);
        Assert.Equal(await CountAsync(db => db.Alerts.CountAsync(a => a.Status == AlertStatus.Closed && a.Outcome == AlertOutcome.TruePositive)), said);

        await cell.FocusAsync();
        await cell.PressAsync("Enter");
        await Page.WaitForURLAsync("**/alerts?*");

        await Expect(Page.GetByRole(AriaRole.Status).First).ToHaveTextAsync(Alerts(said));
    }

    [Fact]
    public async Task Starts_OfAScriptHost_AreThoseThatTheHuntFinds()
    {
        await SignInAsync(Roles.Manager);
        await GoToAsync(AppRoutes.Coverage + "?days=all");
        await ReadyAsync();
        var chart = Page.GetByRole(AriaRole.Figure, new() { NameRegex = StartsTitle() });
        await chart.GetByText("As table").ClickAsync();
        var row = chart.GetByRole(AriaRole.Row).Nth(1);
        var (name, said) = (await row.GetByRole(AriaRole.Rowheader).InnerTextAsync(), int.Parse(await row.GetByRole(AriaRole.Button).InnerTextAsync(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture));
        Assert.Equal(await CountAsync(db => db.Processes.CountAsync(p => p.ImageName!.Value == name && p.StartUtc != null)), said);

        await row.GetByRole(AriaRole.Button).ClickAsync();
        await Page.WaitForURLAsync("**/hunt?*");

        await Expect(Page.GetByRole(AriaRole.Status).First).ToContainTextAsync(said == 1 ? "1 process" : $"{said.ToString("N0", CultureInfo.InvariantCulture)} processes");
    }

    [Fact]
    public async Task Downloads_OfAChartAndOfTheLayer_AreFiles()
    {
        await SignInAsync(Roles.Manager);
        await GoToAsync(AppRoutes.Coverage + "?days=all");
        await ReadyAsync();

        var csv = await Page.RunAndWaitForDownloadAsync(() => Page.GetByRole(AriaRole.Button, new() { Name = "Save Alerts by level and day as CSV" }).ClickAsync());
        var png = await Page.RunAndWaitForDownloadAsync(() => Page.GetByRole(AriaRole.Button, new() { Name = "Save Alerts by level and day as PNG" }).ClickAsync());
        var layer = await Page.RunAndWaitForDownloadAsync(() => Page.GetByRole(AriaRole.Link, new() { Name = "Navigator layer" }).ClickAsync());

        Assert.Equal(("alerts-by-level-and-day.csv", "alerts-by-level-and-day.png", "triage-console-navigator-layer.json"), (csv.SuggestedFilename, png.SuggestedFilename, layer.SuggestedFilename));
        var lines = await File.ReadAllLinesAsync(await csv.PathAsync(), TestContext.Current.CancellationToken);
        Assert.StartsWith("Day (", lines[0], StringComparison.Ordinal);
        Assert.Equal(await CountAsync(db => db.Alerts.CountAsync()), lines[1..].Sum(line => line.Split(',')[1..].Sum(cell => int.Parse(cell, CultureInfo.InvariantCulture))));
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], (await File.ReadAllBytesAsync(await png.PathAsync(), TestContext.Current.CancellationToken))[..4]);
        Assert.Contains("\"layer\": \"4.5\"", await File.ReadAllTextAsync(await layer.PathAsync(), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static string Alerts(int count) => count == 1 ? "1 alert" : $"{count.ToString("N0", CultureInfo.InvariantCulture)} alerts";

    private async Task ReadyAsync()
    {
        await Expect(Page.Locator("#telemetry-title")).ToBeVisibleAsync();
        await Expect(Page.Locator(".tc-chart-canvas canvas").First).ToBeVisibleAsync();
    }

    /// <summary>Clicks a place of a chart that has a colour of the theme: as a person does who sees it.</summary>
    private async Task ClickColourAsync(string chart, string token)
    {
        var canvas = Page.GetByRole(AriaRole.Figure, new() { Name = chart }).Locator("canvas");
        await canvas.ScrollIntoViewIfNeededAsync();
        var place = await canvas.EvaluateAsync<float[]?>("""
            (canvas, token) => {
              const probe = document.createElement('canvas').getContext('2d');
              probe.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(token).trim();
              probe.fillRect(0, 0, 1, 1);
              const [r, g, b] = probe.getImageData(0, 0, 1, 1).data;
              const { width, height } = canvas;
              const pixels = canvas.getContext('2d').getImageData(0, 0, width, height).data;
              const is = (x, y) => { const at = (y * width + x) * 4; return pixels[at] === r && pixels[at + 1] === g && pixels[at + 2] === b; };
              // From below: the legend, in the same colours, stands on top.
              for (let y = height - 3; y > 60 * height / canvas.clientHeight; y--) {
                for (let x = 3; x < width - 3; x++) {
                  if (is(x, y) && is(x - 2, y) && is(x + 2, y) && is(x, y - 1))
                    return [x * canvas.clientWidth / width, y * canvas.clientHeight / height];
                }
              }
              return null;
            }
            """, token);
        Assert.True(place is not null, $"{chart} shows nothing in {token}.");
        await canvas.ClickAsync(new() { Position = new() { X = place[0], Y = place[1] } });
    }

    private async Task<int> CountAsync(Func<TriageContext, Task<int>> count)
    {
        await using var db = await Server.Services.GetRequiredService<IDbContextFactory<TriageContext>>().CreateDbContextAsync();
        return await count(db);
    }

    [GeneratedRegex("^Script hosts and utilities, by starts")]
    private static partial Regex StartsTitle();
}
