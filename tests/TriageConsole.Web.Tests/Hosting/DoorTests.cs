using System.Net;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Hosting.Security;
using TriageConsole.Web.Tests.Setup;
using Xunit;

namespace TriageConsole.Web.Tests.Hosting;

/// <summary>What every answer carries, and what the doors beside the pages do.</summary>
public sealed class DoorTests(ConsoleFactory console) : IClassFixture<ConsoleFactory>
{
    [Theory]
    [InlineData(AppRoutes.SignIn)]
    [InlineData("/css/app.css")]
    [InlineData(AppRoutes.Home)]
    public async Task Get_AnyAddress_CarriesTheSecurityHeaders(string address)
    {
        var response = await console.Browser().GetAsync(address, TestContext.Current.CancellationToken);

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(response.Headers.GetValues("Referrer-Policy")));
    }

    [Fact]
    public async Task Get_StyleSheet_HasABody() =>
        Assert.Contains("--tc-accent", await console.Browser().GetStringAsync("/css/app.css", TestContext.Current.CancellationToken), StringComparison.Ordinal);

    [Theory]
    [InlineData(null)]
    [InlineData(Roles.Admin)]
    public async Task Get_Page_HasNoInlineScript(string? role)
    {
        var client = await console.ClientForAsync(role);

        var html = await client.GetStringAsync(role is null ? AppRoutes.SignIn : AppRoutes.Users, TestContext.Current.CancellationToken);

        Assert.DoesNotMatch("<script(?![^>]*\\ssrc=)", html);
        Assert.DoesNotMatch("\\son[a-z]+=", html);
    }

    [Fact]
    public async Task Negotiate_NotSignedIn_IsRefused()
    {
        var response = await console.Browser().PostAsync("/_blazor/negotiate?negotiateVersion=1", content: null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task Negotiate_SignedIn_IsAnswered()
    {
        var client = await console.ClientForAsync(Roles.Manager);

        var response = await client.PostAsync("/_blazor/negotiate?negotiateVersion=1", content: null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Get_UnknownAddressSignedIn_Says404InWords()
    {
        var client = await console.ClientForAsync(Roles.Manager);

        var response = await client.GetAsync("/no/such/page", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("Nothing here", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Roles.Analyst, AppRoutes.Alerts)]
    [InlineData(Roles.Admin, AppRoutes.Alerts)]
    [InlineData(Roles.Manager, AppRoutes.Coverage)]
    public async Task Get_Home_LeadsToTheRolesOwnPage(string role, string expected)
    {
        var client = await console.ClientForAsync(role);

        var response = await client.GetAsync(AppRoutes.Home, TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Post_WithoutToken_IsRefusedInWords()
    {
        var client = await console.ClientForAsync(Roles.Analyst);
        using var nothing = new FormUrlEncodedContent([]);

        var response = await client.PostAsync(AppRoutes.SignOut, nothing, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(StaleForms.Refusal, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(AppRoutes.ChangePassword, TestContext.Current.CancellationToken)).StatusCode);
    }
}
