using Microsoft.Playwright;
using TriageConsole.Testing;
using TriageConsole.Web;
using Xunit;

namespace TriageConsole.Browser.Tests.Setup;

/// <summary>
/// A test in a fresh browser window on a running console. Ends with a check that the page complained of nothing; a failed
/// one leaves a screenshot under TestResults.
/// </summary>
public abstract class BrowserTest(ChromiumFixture chromium, ConsoleServer server) : IAsyncLifetime
{
    private IBrowserContext? _context;
    private IPage? _page;
    private PageWatch? _watch;

    protected ConsoleServer Server => server;

    protected IPage Page => _page ?? throw new InvalidOperationException("The browser is not open yet.");

    protected PageWatch Watch => _watch ?? throw new InvalidOperationException("The browser is not open yet.");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(chromium.Browser is null, chromium.Absent);
        await OpenAsync(null);
    }

    /// <summary>Opens a page of the console.</summary>
    protected Task<IResponse?> GoToAsync(string path) => Page.GotoAsync(path);

    /// <summary>Signs in as the fixture's person of a role (<see cref="Domain.Alerts.Roles"/>) in a new window.</summary>
    protected async Task SignInAsync(string role)
    {
        if (server.SignedIn.TryGetValue(role, out var cookies))
        {
            await CloseAsync();
            await OpenAsync(cookies);
            return;
        }

        await SignInAsync(ConsoleServer.PersonOf(role), server.Password);
        server.SignedIn[role] = await _context!.StorageStateAsync();
    }

    /// <summary>
    /// Signs in by the form, as a person would, and waits until the form is left for a page that is light and open to everyone.
    /// </summary>
    protected async Task SignInAsync(string userName, string password)
    {
        await GoToAsync($"{AppRoutes.SignIn}?{AppRoutes.ReturnUrl}={Uri.EscapeDataString(AppRoutes.ChangePassword)}");
        await Page.GetByLabel("User name").FillAsync(userName);
        await Page.GetByLabel("Password").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Page.WaitForURLAsync(url => !url.Contains(AppRoutes.SignIn, StringComparison.Ordinal));
    }

    /// <summary>A picture of the page as it is, under TestResults; for people to look at.</summary>
    protected async Task<string> ScreenshotAsync(string name)
    {
        var path = Checkout.PathOf("TestResults", "screenshots", name + ".png");
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = path, FullPage = true });
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_page is null)
            return;
        try
        {
            if (TestContext.Current.TestState?.Result == TestResult.Failed || Watch.Complaints.Count > 0)
                await ScreenshotAsync("failed-" + FileName(TestContext.Current.Test?.TestDisplayName ?? "test"));
        }
        finally
        {
            await CloseAsync();
        }
    }

    private async Task OpenAsync(string? cookies)
    {
        _context = await chromium.Browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = server.Address,
            ViewportSize = new ViewportSize { Width = 1440, Height = 900 },
            Locale = "en-GB",
            TimezoneId = "Europe/Berlin",
            StorageState = cookies,
        });
        _context.SetDefaultTimeout(20_000);
        _page = await _context.NewPageAsync();
        _watch = new PageWatch(_page);
    }

    private async Task CloseAsync()
    {
        var complaints = Watch.Complaints;
        await _context!.DisposeAsync();
        _page = null;
        Assert.True(complaints.Count == 0, "The page complained:\n" + string.Join('\n', complaints));
    }

    private static string FileName(string text) =>
        string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' ? c : '-'))[..Math.Min(text.Length, 120)];
}
