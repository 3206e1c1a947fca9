using TriageConsole.Web.Components.Layout;

namespace TriageConsole.Web.Components;

/// <summary>What the request says of the browser that opened the page; handed to the circuit, which sees no request.</summary>
public sealed record Viewer
{
    public static Viewer Unknown { get; } = new();

    /// <summary>Where the browser is.</summary>
    public string? Address { get; init; }

    /// <summary>Whether the person chose the light theme; dark otherwise.</summary>
    public bool Light { get; init; }

    /// <summary>IANA name of the browser's time zone; null until the browser has told it once.</summary>
    public string? ZoneId { get; init; }

    public string ThemeName => Light ? BrowserCookies.LightTheme : BrowserCookies.DarkTheme;

    public static Viewer Of(HttpContext context) => new()
    {
        Address = context.Connection.RemoteIpAddress?.ToString(),
        Light = context.Request.Cookies[BrowserCookies.Theme] == BrowserCookies.LightTheme,
        ZoneId = context.Request.Cookies[BrowserCookies.Zone],
    };
}
