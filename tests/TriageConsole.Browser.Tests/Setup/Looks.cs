using Microsoft.Playwright;
using TriageConsole.Web.Components.Layout;
using Xunit;

namespace TriageConsole.Browser.Tests.Setup;

/// <summary>The ways a page is looked at.</summary>
public static class Looks
{
    public const int Wide = 1440;
    public const int Narrow = 800;

    public static IReadOnlyList<string> Themes { get; } = [BrowserCookies.DarkTheme, BrowserCookies.LightTheme];

    /// <summary>Chooses the theme of the next page that is loaded.</summary>
    public static Task SetThemeAsync(this IPage page, string address, string theme) =>
        page.Context.AddCookiesAsync([new Cookie { Name = BrowserCookies.Theme, Value = theme, Url = address }]);

    /// <summary>Fails where the page as a whole has to be scrolled sideways, and names what sticks out.</summary>
    public static async Task AssertNoSidewaysScrollAsync(this IPage page)
    {
        var widest = await page.EvaluateAsync<string?>("""
            () => {
              const room = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= room)
                return null;
              const out = [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > room + 1);
              return `${document.documentElement.scrollWidth} > ${room}: ` + out.slice(0, 5).map(e => e.outerHTML.slice(0, 120)).join('\n');
            }
            """);
        Assert.True(widest is null, $"{page.Url} scrolls sideways at {page.ViewportSize!.Width}: {widest}");
    }
}
