using System.Net;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Account;
using TriageConsole.Web.Hosting.FirstStart;
using TriageConsole.Web.Tests.Setup;
using Xunit;

namespace TriageConsole.Web.Tests.Account;

public sealed class SignInTests(ConsoleFactory console) : IClassFixture<ConsoleFactory>
{
    private const string Chosen = "a phrase of my own";

    [Fact]
    public async Task SignIn_WrongPasswordAndUnknownName_AnswerAlike()
    {
        var wrong = await TextOf(await ConsoleFactory.SignInAsync(console.Browser(), ConsoleFactory.NameOf(Roles.Manager), "wrong"));
        var unknown = await TextOf(await ConsoleFactory.SignInAsync(console.Browser(), "nobody-of-that-name", "wrong"));

        Assert.Contains(SignInCommand.Refusal, wrong, StringComparison.Ordinal);
        Assert.Contains(SignInCommand.Refusal, unknown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_RightPasswordAfterFiveWrongOnes_IsRefused()
    {
        await console.AddPersonAsync("clumsy", Roles.Analyst);
        for (var i = 0; i < 5; i++)
            await ConsoleFactory.SignInAsync(console.Browser(), "clumsy", "wrong");

        var response = await ConsoleFactory.SignInAsync(console.Browser(), "clumsy", console.Password);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains(SignInCommand.Refusal, await TextOf(response), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/users", "/users")]
    [InlineData("https://elsewhere.example/", "/")]
    [InlineData("//elsewhere.example/", "/")]
    public async Task SignIn_WithReturnAddress_StaysInTheConsole(string returnUrl, string expected)
    {
        var address = $"{AppRoutes.SignIn}?{AppRoutes.ReturnUrl}={Uri.EscapeDataString(returnUrl)}";

        var response = await ConsoleFactory.SignInAsync(console.Browser(), ConsoleFactory.NameOf(Roles.Admin), console.Password, address);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(expected, new Uri(new Uri("http://localhost"), response.Headers.Location!).PathAndQuery);
        Assert.True(new Uri(new Uri("http://localhost"), response.Headers.Location!).IsLoopback);
    }

    [Fact]
    public async Task SignIn_AnyCookie_IsHttpOnlyAndSameSite()
    {
        var response = await ConsoleFactory.SignInAsync(console.Browser(), ConsoleFactory.NameOf(Roles.Admin), console.Password);

        var cookies = response.Headers.GetValues("Set-Cookie").ToList();
        Assert.Contains(cookies, cookie => cookie.StartsWith("triage-console=", StringComparison.Ordinal));
        Assert.All(cookies, cookie => Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.All(cookies, cookie => Assert.Contains("samesite", cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task FirstAdmin_UntilThePasswordIsChanged_GetsNothingElse()
    {
        var client = console.Browser();
        await ConsoleFactory.SignInAsync(client, FirstAdmin.Name, console.FirstPassword);

        foreach (var page in new[] { AppRoutes.Users, AppRoutes.Jobs, AppRoutes.Home, "/no/such/page" })
        {
            var closed = await client.GetAsync(page, TestContext.Current.CancellationToken);
            Assert.Equal(AppRoutes.ChangePassword, closed.Headers.Location?.OriginalString);
        }

        var hub = await client.PostAsync("/_blazor/negotiate?negotiateVersion=1", content: null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, hub.StatusCode);

        Assert.Contains("must differ", await TextOf(await ChangeAsync(client, console.FirstPassword, console.FirstPassword)), StringComparison.Ordinal);
        Assert.Contains("is wrong", await TextOf(await ChangeAsync(client, "not it", Chosen)), StringComparison.Ordinal);
        Assert.Contains("at least 12", await TextOf(await ChangeAsync(client, console.FirstPassword, "short")), StringComparison.Ordinal);
        Assert.Equal(AppRoutes.ChangePassword, (await client.GetAsync(AppRoutes.Users, TestContext.Current.CancellationToken)).Headers.Location?.OriginalString);

        Assert.Equal(HttpStatusCode.Redirect, (await ChangeAsync(client, console.FirstPassword, Chosen)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(AppRoutes.Users, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ConsoleFactory.SignInAsync(console.Browser(), FirstAdmin.Name, console.FirstPassword)).StatusCode);
    }

    [Fact]
    public async Task SignOut_WithToken_ClosesTheConsole()
    {
        var client = await console.ClientForAsync(Roles.Manager);
        var page = await client.GetStringAsync(AppRoutes.ChangePassword, TestContext.Current.CancellationToken);
        using var token = new FormUrlEncodedContent([new("__RequestVerificationToken", ConsoleFactory.Token().Match(page).Groups[1].Value)]);

        var response = await client.PostAsync(AppRoutes.SignOut, token, TestContext.Current.CancellationToken);

        Assert.Equal(AppRoutes.SignIn, response.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync(AppRoutes.ChangePassword, TestContext.Current.CancellationToken)).StatusCode);
    }

    private static Task<HttpResponseMessage> ChangeAsync(HttpClient client, string present, string next) => ConsoleFactory.PostFormAsync(
        client, AppRoutes.ChangePassword, "change-password", ("Form.Present", present), ("Form.Next", next), ("Form.Again", next));

    private static async Task<string> TextOf(HttpResponseMessage response) =>
        WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
}
