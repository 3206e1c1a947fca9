using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace TriageConsole.Browser.Tests.Setup;

/// <summary>Runs axe over a page as it stands.</summary>
public static class Accessibility
{
    /// <summary>Fails with rule, help and place for every violation that axe calls serious or critical.</summary>
    public static async Task AssertAccessibleAsync(this IPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        var result = await page.RunAxe();
        Assert.True(result.Passes.Length > 0, "axe checked nothing on " + page.Url);
        var grave = result.Violations.Where(violation => violation.Impact is "serious" or "critical").Select(Describe).ToList();
        Assert.True(grave.Count == 0, $"axe on {page.Url}:\n{string.Join('\n', grave)}");
    }

    private static string Describe(AxeResultItem violation) =>
        $"{violation.Impact} {violation.Id}: {violation.Help}\n  {string.Join("\n  ", violation.Nodes.Take(5).Select(node => node.Html))}";
}
