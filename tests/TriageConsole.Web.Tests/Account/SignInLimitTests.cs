using System.Net;
using TriageConsole.Web.Hosting.Security;
using TriageConsole.Web.Tests.Setup;
using Xunit;

namespace TriageConsole.Web.Tests.Account;

/// <summary>Alone in its class: it uses its console's limit up.</summary>
public sealed class SignInLimitTests(ConsoleFactory console) : IClassFixture<ConsoleFactory>
{
    [Fact]
    public async Task SignIn_MoreThanTheLimitFromOneAddress_IsTurnedAway()
    {
        var client = console.Browser();
        for (var i = 0; i < SignInLimits.TriesPerMinute; i++)
            Assert.Equal(HttpStatusCode.OK, (await ConsoleFactory.SignInAsync(client, $"guess-{i}", "password")).StatusCode);

        var refused = await ConsoleFactory.SignInAsync(client, "guess", "password");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.True(refused.Headers.RetryAfter is not null);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(AppRoutes.SignIn, TestContext.Current.CancellationToken)).StatusCode);
    }
}
