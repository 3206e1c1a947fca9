using System.Net;
using Microsoft.AspNetCore.Mvc.Testing;
using TriageConsole.Web.Features.Intake;
using Xunit;

namespace TriageConsole.Web.Tests.Intake;

/// <summary>What is turned away for a while, in the words of each protocol, and comes in again afterwards.</summary>
public sealed class BackPressureTests
{
    [Fact]
    public async Task Post_MorePendingThanTheCap_IsTurnedAwayUntilItIsImported()
    {
        await using var small = await StartAsync(("Intake:MaxRequestBytes", "1024"), ("Intake:MaxPendingBytes", "1024"), ("Intake:SealSeconds", "3"));
        using var client = Client(small);
        var command = SampleEvents.NewCommand();
        await AssertAsync(HttpStatusCode.OK, client, IntakeSetup.Events, SampleEvents.Json(command));
        await AssertAsync(HttpStatusCode.OK, client, IntakeSetup.Events, SampleEvents.Json(SampleEvents.NewCommand()));
        await AssertAsync(HttpStatusCode.OK, client, IntakeSetup.Events, SampleEvents.Json(SampleEvents.NewCommand()));

        Assert.NotNull((await AssertAsync(HttpStatusCode.TooManyRequests, client, IntakeSetup.Events, "{}")).Headers.RetryAfter);
        Assert.NotNull((await AssertAsync(HttpStatusCode.TooManyRequests, client, "/_bulk", "{}")).Headers.RetryAfter);
        var hec = await AssertAsync(HttpStatusCode.ServiceUnavailable, client, "/services/collector", "{}");
        Assert.Equal("""{"text":"Server is busy","code":9}""", await hec.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.NotNull(hec.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/services/collector/health", TestContext.Current.CancellationToken)).StatusCode);

        await small.AssertImportedAsync(command);
        var started = TimeProvider.System.GetTimestamp();
        HttpStatusCode status;
        do
        {
            await Task.Delay(250, TestContext.Current.CancellationToken);
            status = (await PostAsync(client, IntakeSetup.Events, SampleEvents.Json(SampleEvents.NewCommand()))).StatusCode;
        }
        while (status != HttpStatusCode.OK && TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task Post_MoreRequestsThanAMinuteAllows_IsTurnedAwayInTheProtocolsWords()
    {
        await using var slow = await StartAsync(("Intake:RequestsPerMinute", "1"));
        using var client = Client(slow);
        await AssertAsync(HttpStatusCode.OK, client, IntakeSetup.Events, SampleEvents.Json(SampleEvents.NewCommand()));

        var own = await AssertAsync(HttpStatusCode.TooManyRequests, client, IntakeSetup.Events, "{}");
        Assert.DoesNotContain("sign-in", await own.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await AssertAsync(HttpStatusCode.ServiceUnavailable, client, "/services/collector", "{}");
        await AssertAsync(HttpStatusCode.TooManyRequests, client, "/_bulk", "{}");
    }

    private static async Task<IntakeConsole> StartAsync(params (string Key, string Value)[] settings)
    {
        var console = new IntakeConsole(settings);
        await console.InitializeAsync();
        return console;
    }

    private static HttpClient Client(IntakeConsole console)
    {
        var client = console.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false });
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {console.Token}");
        return client;
    }

    private static async Task<HttpResponseMessage> AssertAsync(HttpStatusCode expected, HttpClient client, string address, string body)
    {
        var response = await PostAsync(client, address, body);
        Assert.Equal(expected, response.StatusCode);
        return response;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string address, string body)
    {
        using var content = new StringContent(body);
        return await client.PostAsync(address, content, TestContext.Current.CancellationToken);
    }
}
