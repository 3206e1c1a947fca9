using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TriageConsole.Browser.Tests.Setup;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace TriageConsole.Browser.Tests.Triage;

/// <summary>How long an analyst waits for the tree of an alert that started a hundred programs.</summary>
public sealed class TreeTimeTests(ChromiumFixture chromium, FilledConsole server) : BrowserTest(chromium, server), IClassFixture<FilledConsole>
{
    private const int Times = 5;

    // Some twenty times what an idle two-core machine takes: it catches what is slow by nature, not a busy machine.
    private const double MostMilliseconds = 10_000;

    [Fact]
    public async Task Alert_OfAHundredProcesses_DrawsItsTreeSoonAfterTheClick()
    {
        await SignInAsync(Roles.Analyst);
        var times = new List<double>();
        for (var i = 0; i < Times; i++)
        {
            await GoToAsync($"{AppRoutes.Alerts}?host=WKS-060.acme.example");
            var link = Page.Locator(".queue tbody tr[data-row]").GetByRole(AriaRole.Link);
            await Expect(link).ToHaveCountAsync(1);

            // Until the circuit stands a click loads the page anew; the way measured is the one within the console.
            await Expect(Page.Locator(".queue tbody tr[data-row]")).ToHaveAttributeAsync("aria-current", "true");
            await Page.EvaluateAsync("""
                () => {
                  window.treeTime = new Promise(done => document.addEventListener('click', () => {
                    const start = performance.now();
                    const look = () => requestAnimationFrame(() =>
                      document.querySelectorAll('.tc-tree-svg .tc-node').length > 10 ? done(performance.now() - start) : look());
                    look();
                  }, { once: true, capture: true }));
                }
                """);
            await link.ClickAsync();
            times.Add(await Page.EvaluateAsync<double>("() => window.treeTime"));
        }

        var label = await Page.Locator(".tc-tree-view").GetAttributeAsync("aria-label");
        var nodes = int.Parse(Regex.Match(label!, @"diagram of (\d+) nodes").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.True(nodes > FilledConsole.Children, $"Only {nodes} nodes are in the tree.");
        times.Sort();
        TestContext.Current.SendDiagnosticMessage("click to tree of {0} nodes, ms: {1}", nodes, string.Join(", ", times.Select(t => t.ToString("0", CultureInfo.InvariantCulture))));
        TestContext.Current.TestOutputHelper?.WriteLine($"click to tree of {nodes} nodes, median of {Times}: {times[Times / 2]:0} ms ({times[0]:0} to {times[^1]:0})");
        Assert.InRange(times[Times / 2], 1, MostMilliseconds);
    }
}
