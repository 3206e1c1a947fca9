using System.Net;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Tests.Setup;
using Xunit;

namespace TriageConsole.Web.Tests.Baseline.Transfer;

public sealed class BaselineEndpointTests(ConsoleFactory console) : IClassFixture<ConsoleFactory>
{
    public static TheoryData<string, string> Files { get; } = new()
    {
        { AppRoutes.BaselineJson, "application/json" },
        { AppRoutes.BaselineJson + "?only=current", "application/json" },
        { AppRoutes.BaselineAuditCsv, "text/csv" },
        { AppRoutes.BaselineInventoryCsv, "text/csv" },
        { AppRoutes.BaselineWdacDraft, "application/xml" },
        { AppRoutes.BaselineAppLockerDraft, "application/xml" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Get_AsMember_IsADownload(string address, string type)
    {
        using var client = await console.ClientForAsync(Roles.Manager);
        using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Get_AsNobody_IsNotGiven(string address, string type)
    {
        using var client = await console.ClientForAsync(null);
        using var answer = await client.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.NotEqual(type, answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Get_NonsenseInTheAddress_IsRefused()
    {
        using var client = await console.ClientForAsync(Roles.Manager);
        using var answer = await client.GetAsync(AppRoutes.BaselineJson + "?only=<b>", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}
