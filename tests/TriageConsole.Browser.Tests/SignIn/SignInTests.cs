using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TriageConsole.Browser.Tests.Setup;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace TriageConsole.Browser.Tests.SignIn;

public sealed class SignInTests(ChromiumFixture chromium, ConsoleServer server) : BrowserTest(chromium, server), IClassFixture<ConsoleServer>
{
    [Fact]
    public async Task SignInPage_Opened_IsAccessibleAndComplainsOfNothing()
    {
        var answer = await GoToAsync(AppRoutes.SignIn);
        Assert.Equal(200, answer!.Status);
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await Page.AssertAccessibleAsync();
        await ScreenshotAsync("sign-in");
    }

    [Fact]
    public async Task AnyPage_WithoutSignIn_LeadsToTheForm()
    {
        await GoToAsync(AppRoutes.Alerts);
        await Expect(Page).ToHaveURLAsync(new Regex(AppRoutes.SignIn));
    }

    [Fact]
    public async Task SignIn_WithWrongPassword_SaysSoAndStays()
    {
        await GoToAsync(AppRoutes.SignIn);
        await Page.GetByLabel("User name").FillAsync(ConsoleServer.PersonOf(Roles.Analyst));
        await Page.GetByLabel("Password").FillAsync("not-the-password");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        Assert.Contains(AppRoutes.SignIn, Page.Url, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Roles.Analyst)]
    [InlineData(Roles.Manager)]
    [InlineData(Roles.Admin)]
    public async Task SignIn_AsEachRole_OpensTheConsoleUntilSignedOut(string role)
    {
        await SignInAsync(role);
        await GoToAsync("/");
        await Expect(Page.GetByRole(AriaRole.Main)).ToBeVisibleAsync();
        Assert.DoesNotContain(AppRoutes.SignIn, Page.Url, StringComparison.Ordinal);
    }
}
