using Microsoft.Playwright;

namespace TriageConsole.Benchmarks.Screens;

/// <summary>One headless Chromium with an analyst signed in to a console.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly string[] _flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private readonly IPlaywright _playwright;
    private readonly IBrowser _chromium;

    private Browser(IPlaywright playwright, IBrowser chromium, IBrowserContext context)
    {
        (_playwright, _chromium, Context) = (playwright, chromium, context);
    }

    public IBrowserContext Context { get; }

    public static async Task<Browser> OpenAsync(ScreenConsole console)
    {
        var playwright = await Playwright.CreateAsync();
        var chromium = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = FindProgram(), Args = _flags, Headless = true });
        var context = await chromium.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = console.Address,
            ViewportSize = new ViewportSize { Width = 1440, Height = 900 },
            Locale = "en-GB",
            TimezoneId = "Europe/Berlin",
        });
        context.SetDefaultTimeout(60_000);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/account/sign-in?returnUrl=%2Faccount%2Fchange-password");
        await page.GetByLabel("User name").FillAsync(ScreenConsole.Analyst);
        await page.GetByLabel("Password").FillAsync(console.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/account/sign-in", StringComparison.Ordinal));
        await page.CloseAsync();
        return new(playwright, chromium, context);
    }

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        _playwright.Dispose();
    }

    private static string FindProgram() =>
        Environment.GetEnvironmentVariable("TRIAGE_CHROMIUM") is { Length: > 0 } named ? named
        : ((string[])["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException("No Chromium: install Debian's chromium, or name one in TRIAGE_CHROMIUM.");
}
