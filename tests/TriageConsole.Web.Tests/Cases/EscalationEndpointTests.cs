using System.Net;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Data;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Cases;
using TriageConsole.Web.Tests.Setup;
using Xunit;

namespace TriageConsole.Web.Tests.Cases;

public sealed class EscalationEndpointTests(ConsoleFactory console) : IClassFixture<ConsoleFactory>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Roles.Analyst)]
    [InlineData(Roles.Manager)]
    public async Task Bundle_ForWhoeverReads_IsAFileOfExactlyTheHashedBytes(string role)
    {
        var (caseId, id) = await AddAsync();
        using var client = await console.ClientForAsync(role);

        using var answer = await client.GetAsync(EscalationEndpoint.Of(caseId, id), Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancel);
        Assert.Equal([Convert.ToHexString(SHA256.HashData(bytes))], answer.Headers.GetValues("X-Content-SHA256"));
    }

    [Fact]
    public async Task Bundle_NotSignedIn_IsNotHandedOut()
    {
        var (caseId, id) = await AddAsync();
        using var client = await console.ClientForAsync(null);

        using var answer = await client.GetAsync(EscalationEndpoint.Of(caseId, id), Cancel);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains(AppRoutes.SignIn, answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bundle_Unknown_IsNotFound()
    {
        using var client = await console.ClientForAsync(Roles.Analyst);

        using var answer = await client.GetAsync(EscalationEndpoint.Of(999, 999), Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private async Task<(long CaseId, long Id)> AddAsync()
    {
        var contexts = console.Services.GetRequiredService<IDbContextFactory<TriageContext>>();
        await using var db = await contexts.CreateDbContextAsync(Cancel);
        var host = new HostRow { Id = Random(), Name = "h", NameKey = Guid.NewGuid().ToString(), LabelKey = "h" };
        var text = new TextRow { Id = Random(), Hash = Random(), Value = Guid.NewGuid().ToString() };
        var process = new ProcessRow { Id = Random(), HostId = host.Id, ImageId = text.Id, ImageNameId = text.Id };
        var alert = new AlertRow
        {
            PublicId = Guid.NewGuid(),
            HostId = host.Id,
            ProxyProcessId = process.Id,
            Technique = "T1216",
            Summary = "s",
            Chain = "c",
            Fingerprint = "f",
            DetailJson = "{}",
            JudgedWith = "test",
        };
        db.AddRange(host, text);
        await db.SaveChangesAsync(Cancel);
        db.AddRange(process, alert);
        var into = new CaseRow { Title = "t", Owner = "o", Alerts = [alert] };
        const string json = "{\"note\":\"\\u003Cb\\u003E\"}";
        var escalation = new EscalationRow
        {
            Case = into,
            Alert = alert,
            CreatedBy = "o",
            Note = "n",
            BundleJson = json,
            Sha256 = Convert.ToHexString(SHA256.HashData("{\"note\":\"\\u003Cb\\u003E\"}"u8)),
        };
        db.Add(escalation);
        await db.SaveChangesAsync(Cancel);
        return (into.Id, escalation.Id);
    }

    private static int Random() => RandomNumberGenerator.GetInt32(1_000_000, int.MaxValue);
}
