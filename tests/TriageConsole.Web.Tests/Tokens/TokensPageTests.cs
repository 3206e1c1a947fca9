using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Tokens;
using TriageConsole.Web.Hosting.Access;
using TriageConsole.Web.Tests.Pages;
using Xunit;
using TestContext = Xunit.TestContext;

namespace TriageConsole.Web.Tests.Tokens;

public sealed class TokensPageTests : PageContext
{
    private const string Hostile = "<img src=x onerror=alert(1)>";

    private static readonly Actor _admin = new(1, "root", [Roles.Admin], Address: null);

    public TokensPageTests()
    {
        Services.AddSingleton<ILogger<TokenCommands>>(NullLogger<TokenCommands>.Instance);
        Services.AddScoped<TokenCommands>();
        Services.AddScoped<TokenQueries>();
        SignIn(_admin);
    }

    [Fact]
    public void Page_NoTokens_SaysSo() => Assert.Contains("There are no tokens", Render<TokensPage>().Markup, StringComparison.Ordinal);

    [Fact]
    public async Task Create_HostileName_ShowsTheSecretOnceAndKeepsItsHash()
    {
        var page = Render<TokensPage>();

        await page.Find("input").ChangeAsync(Hostile);
        await page.Find("form").SubmitAsync();

        var secret = page.Find("code").TextContent;
        Assert.StartsWith(TokenSecret.Prefix, secret, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("img"));
        Assert.Contains(Hostile, page.Find("tbody th").TextContent, StringComparison.Ordinal);
        await using var db = Store.CreateDbContext();
        var row = await db.ApiTokens.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(TokenSecret.Hash(secret), row.SecretSha256);
        Assert.Equal(TokenScopes.Intake, row.Scopes);
        Assert.Equal("root", row.CreatedBy);
        await page.Find("[role=status] button").ClickAsync(new());
        Assert.DoesNotContain(secret, page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, Render<TokensPage>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoke_AskedTwice_RevokesForGood()
    {
        Assert.Null((await CommandsOf().CreateAsync(_admin, "beats", TokenScopes.Intake, TestContext.Current.CancellationToken)).Fault);
        var page = Render<TokensPage>();

        await page.Find("tbody button").ClickAsync(new());
        await using (var before = Store.CreateDbContext())
            Assert.Null((await before.ApiTokens.SingleAsync(TestContext.Current.CancellationToken)).RevokedUtc);
        await page.Find("[role=group] button").ClickAsync(new());

        await using var db = Store.CreateDbContext();
        var row = await db.ApiTokens.SingleAsync(TestContext.Current.CancellationToken);
        Assert.NotNull(row.RevokedUtc);
        Assert.Equal("root", row.RevokedBy);
        Assert.Empty(page.FindAll("tbody button"));
        Assert.NotNull((await CommandsOf().RevokeAsync(_admin, row.Id, TestContext.Current.CancellationToken)).Fault);
    }

    [Theory]
    [InlineData(Roles.Analyst)]
    [InlineData(Roles.Manager)]
    public async Task EachCommand_BehindThePageWithoutTheRole_IsDenied(string role)
    {
        var actor = new Actor(2, "someone", [role], Address: null);

        await Assert.ThrowsAsync<PermissionDeniedException>(() => CommandsOf().CreateAsync(actor, "x", TokenScopes.Intake, CancellationToken.None));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => CommandsOf().RevokeAsync(actor, 1, CancellationToken.None));
    }

    [Theory]
    [InlineData("", TokenScopes.Intake)]
    [InlineData("a\nb", TokenScopes.Intake)]
    [InlineData("fine", TokenScopes.None)]
    [InlineData("fine", (TokenScopes)64)]
    [InlineData(" taken ", TokenScopes.Intake)]
    public async Task CreateAsync_UnusableNameOrScope_SaysWhyAndMakesNone(string name, TokenScopes scopes)
    {
        Assert.Null((await CommandsOf().CreateAsync(_admin, "taken", TokenScopes.Intake, TestContext.Current.CancellationToken)).Fault);

        var outcome = await CommandsOf().CreateAsync(_admin, name, scopes, TestContext.Current.CancellationToken);

        Assert.False(string.IsNullOrEmpty(outcome.Fault));
        Assert.Null(outcome.Secret);
        await using var db = Store.CreateDbContext();
        Assert.Equal(1, await db.ApiTokens.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task CreateAsync_NameOfARevokedToken_IsFreeAgain()
    {
        await CommandsOf().CreateAsync(_admin, "beats", TokenScopes.Intake, TestContext.Current.CancellationToken);
        await using (var db = Store.CreateDbContext())
            await CommandsOf().RevokeAsync(_admin, (await db.ApiTokens.SingleAsync(TestContext.Current.CancellationToken)).Id, TestContext.Current.CancellationToken);

        Assert.Null((await CommandsOf().CreateAsync(_admin, "beats", TokenScopes.Intake, TestContext.Current.CancellationToken)).Fault);
    }

    private TokenCommands CommandsOf() => Services.GetRequiredService<TokenCommands>();
}
