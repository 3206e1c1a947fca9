namespace TriageConsole.Web.Components.Layout;

/// <summary>Cookies that the browser keeps for looks; written by <c>Shell.razor.js</c>, read when a page is loaded.</summary>
public static class BrowserCookies
{
    public const string Theme = "tc-theme";
    public const string Zone = "tc-zone";
    public const string LightTheme = "light";
    public const string DarkTheme = "dark";
}
