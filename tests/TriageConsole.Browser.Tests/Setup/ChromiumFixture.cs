using Microsoft.Playwright;
using Xunit;

namespace TriageConsole.Browser.Tests.Setup;

/// <summary>One headless Chromium for the whole run; null with the reason where there is none.</summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    private static readonly string[] _flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;

    /// <summary>The browser; null where none could be started.</summary>
    public IBrowser? Browser { get; private set; }

    /// <summary>Why there is no browser.</summary>
    public string Absent { get; private set; } = string.Empty;

    public async ValueTask InitializeAsync()
    {
        if (FindProgram() is not { } program)
        {
            Absent = "No Chromium: install Debian's chromium, or name one in TRIAGE_CHROMIUM; eng/test.sh does it where permitted.";
            return;
        }

        // Five seconds, the default, is what a busy machine can take for one page.
        Assertions.SetDefaultExpectTimeout(15_000);
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = _flags, Headless = true });
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        _playwright?.Dispose();
    }

    private static string? FindProgram()
    {
        // A named program that is missing is a mistake of the caller and must not pass as a skip.
        if (Environment.GetEnvironmentVariable("TRIAGE_CHROMIUM") is { Length: > 0 } named)
            return File.Exists(named) ? named : throw new FileNotFoundException("TRIAGE_CHROMIUM names a file that does not exist.", named);
        return ((string[])["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]).FirstOrDefault(File.Exists);
    }
}
