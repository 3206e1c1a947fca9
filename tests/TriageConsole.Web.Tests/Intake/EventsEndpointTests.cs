using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Intake;
using TriageConsole.Web.Features.Tokens;
using TriageConsole.Web.Tests.Setup;
using Xunit;

namespace TriageConsole.Web.Tests.Intake;

public sealed class EventsEndpointTests(IntakeConsole console) : IClassFixture<IntakeConsole>
{
    [Fact]
    public async Task Post_LinesOfJson_AreImportedUnderTheTokensName()
    {
        string[] commands = [SampleEvents.NewCommand(), SampleEvents.NewCommand()];

        var response = await console.PostAsync(IntakeSetup.Events, string.Join("\r\n", commands.Select(SampleEvents.Json)));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("accepted_bytes", await TextAsync(response), StringComparison.Ordinal);
        foreach (var command in commands)
            await console.AssertImportedAsync(command);
        await using var db = console.Database().CreateDbContext();
        var imports = await db.Imports.ToListAsync(TestContext.Current.CancellationToken);
        Assert.Contains(imports, import => import.Name == "Intake · collector");
        Assert.All(imports, import => Assert.Equal(ImportOrigin.Intake, import.Origin));
    }

    [Fact]
    public async Task Post_Gzip_IsUnpacked()
    {
        var command = SampleEvents.NewCommand();

        var response = await console.PostAsync(IntakeSetup.Events, IntakeConsole.Gzip(SampleEvents.Json(command)), $"Bearer {console.Token}", "gzip");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await console.AssertImportedAsync(command);
    }

    [Fact]
    public async Task Post_XmlAndByteOrderMarkAndArray_AreImported()
    {
        string[] commands = [SampleEvents.NewCommand(), SampleEvents.NewCommand(), SampleEvents.NewCommand(), SampleEvents.NewCommand()];

        await PostOkAsync(SampleEvents.Xml(commands[0]));
        await PostOkAsync("\uFEFF" + SampleEvents.Json(commands[1]));
        await PostOkAsync($"[{SampleEvents.Json(commands[2])},{SampleEvents.Json(SampleEvents.NewCommand())}]");
        await PostOkAsync(SampleEvents.Json(commands[3]));

        foreach (var command in commands)
            await console.AssertImportedAsync(command);
    }

    [Fact]
    public async Task Post_AfterABodyCutInsideAnObject_CostsNothingOfTheNext()
    {
        var command = SampleEvents.NewCommand();

        await PostOkAsync(SampleEvents.Json("lost")[..120]);
        await PostOkAsync(SampleEvents.Json(command));

        await console.AssertImportedAsync(command);
    }

    [Fact]
    public async Task Post_ManyAtOnce_KeepsEveryLineWhole()
    {
        var commands = Enumerable.Range(0, 60).Select(_ => SampleEvents.NewCommand()).ToList();

        var responses = await Task.WhenAll(commands.Chunk(3).Select(some => console.PostAsync(IntakeSetup.Events, string.Join('\n', some.Select(SampleEvents.Json)))));

        Assert.All(responses, response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        foreach (var command in commands)
            await console.AssertImportedAsync(command);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer nonsense")]
    [InlineData("Digest username=x")]
    [InlineData("Basic !!!")]
    public async Task Post_WithoutAGoodToken_Is401AndKeepsNothing(string? authorization)
    {
        var command = SampleEvents.NewCommand();

        var response = await console.PostAsync(IntakeSetup.Events, Encoding.UTF8.GetBytes(SampleEvents.Json(command)), authorization);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        Assert.False(SpoolHolds(command));
    }

    [Fact]
    public async Task Post_RevokedOrWrongScope_IsRefused()
    {
        var revoked = await console.AddTokenAsync("old", TokenScopes.Intake, revoked: true);
        var powerless = await console.AddTokenAsync("none", TokenScopes.None);

        Assert.Equal(HttpStatusCode.Unauthorized, (await console.PostAsync(IntakeSetup.Events, "{}", $"Bearer {revoked}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await console.PostAsync(IntakeSetup.Events, "{}", $"Bearer {powerless}")).StatusCode);
    }

    [Theory]
    [InlineData("Bearer {0}")]
    [InlineData("Splunk {0}")]
    [InlineData("bearer {0}")]
    [InlineData("ApiKey {0}")]
    public async Task Post_TokenInAnyScheme_IsAccepted(string header) => Assert.Equal(
        HttpStatusCode.OK,
        (await console.PostAsync(IntakeSetup.Events, SampleEvents.Json(SampleEvents.NewCommand()), string.Format(System.Globalization.CultureInfo.InvariantCulture, header, console.Token))).StatusCode);

    [Theory]
    [InlineData("Basic", "anyone")]
    [InlineData("ApiKey", "id")]
    public async Task Post_TokenInBase64_IsAccepted(string scheme, string user)
    {
        var value = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{console.Token}"));

        Assert.Equal(HttpStatusCode.OK, (await console.PostAsync(IntakeSetup.Events, SampleEvents.Json(SampleEvents.NewCommand()), $"{scheme} {value}")).StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n ")]
    [InlineData("plain text")]
    [InlineData("MZ\u0000\u0001")]
    [InlineData("<html></html>")]
    public async Task Post_BodyOfNoEvents_Is400(string body) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await console.PostAsync(IntakeSetup.Events, body)).StatusCode);

    [Fact]
    public async Task Post_Utf16_Is400() => Assert.Equal(
        HttpStatusCode.BadRequest,
        (await console.PostAsync(IntakeSetup.Events, Encoding.Unicode.GetBytes(SampleEvents.Json("x")), $"Bearer {console.Token}")).StatusCode);

    [Theory]
    [InlineData("gzip", HttpStatusCode.BadRequest)]
    [InlineData("br", HttpStatusCode.UnsupportedMediaType)]
    public async Task Post_EncodingThatIsNotTrueOrNotKnown_IsRefused(string encoding, HttpStatusCode expected) =>
        Assert.Equal(expected, (await console.PostAsync(IntakeSetup.Events, SampleEvents.Json("x"), encoding: encoding)).StatusCode);

    [Fact]
    public async Task Post_GzipCutShort_Is400AndKeepsNothing()
    {
        var command = SampleEvents.NewCommand();
        var packed = IntakeConsole.Gzip(SampleEvents.Json(command));

        var response = await console.PostAsync(IntakeSetup.Events, packed[..^20], $"Bearer {console.Token}", "gzip");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.False(SpoolHolds(command));
    }

    [Theory]
    [InlineData(0, HttpStatusCode.OK)]
    [InlineData(1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Post_AtAndOverTheLimit_PlainAndPacked_IsTakenOr413(int over, HttpStatusCode expected)
    {
        var line = SampleEvents.Json(SampleEvents.NewCommand());
        var body = line + new string(' ', IntakeConsole.MaxRequestBytes - line.Length + over);

        Assert.Equal(expected, (await console.PostAsync(IntakeSetup.Events, body)).StatusCode);
        Assert.Equal(expected, (await console.PostAsync(IntakeSetup.Events, IntakeConsole.Gzip(body), $"Bearer {console.Token}", "gzip")).StatusCode);
    }

    [Fact]
    public async Task Get_Events_IsNotAllowed() =>
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await console.SendAsync(HttpMethod.Get, IntakeSetup.Events, $"Bearer {console.Token}")).StatusCode);

    [Theory]
    [InlineData("/api/v1/nothing")]
    [InlineData("/services/collector/s2s")]
    [InlineData("/elastic/_search")]
    public async Task Post_UnknownAddress_Is404AndNoPage(string address)
    {
        var response = await console.PostAsync(address, "{}");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Post_RevokedWhileInUse_IsRefusedFromTheNextRequestOn()
    {
        var token = await console.AddTokenAsync("short-lived", TokenScopes.Intake);
        Assert.Equal(HttpStatusCode.OK, (await console.PostAsync(IntakeSetup.Events, SampleEvents.Json(SampleEvents.NewCommand()), $"Bearer {token}")).StatusCode);

        await using (var scope = console.Services.CreateAsyncScope())
        await using (var db = console.Database().CreateDbContext())
        {
            var row = await db.ApiTokens.SingleAsync(t => t.Name == "short-lived", TestContext.Current.CancellationToken);
            Assert.Null((await scope.ServiceProvider.GetRequiredService<TokenCommands>().RevokeAsync(
                new(1, "root", [Roles.Admin], Address: null), row.Id, TestContext.Current.CancellationToken)).Fault);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await console.PostAsync(IntakeSetup.Events, "{}", $"Bearer {token}")).StatusCode);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    public async Task Post_GzipWithoutItsLastBytes_Is400(int missing) => Assert.Equal(
        HttpStatusCode.BadRequest,
        (await console.PostAsync(IntakeSetup.Events, IntakeConsole.Gzip(SampleEvents.Json("x"))[..^missing], $"Bearer {console.Token}", "gzip")).StatusCode);

    [Fact]
    public async Task Post_GzipOfTwoMembers_IsTakenWhole()
    {
        string[] commands = [SampleEvents.NewCommand(), SampleEvents.NewCommand()];
        byte[] body = [.. IntakeConsole.Gzip(SampleEvents.Json(commands[0]) + "\n"), .. IntakeConsole.Gzip(SampleEvents.Json(commands[1]))];

        Assert.Equal(HttpStatusCode.OK, (await console.PostAsync(IntakeSetup.Events, body, $"Bearer {console.Token}", "gzip")).StatusCode);

        foreach (var command in commands)
            await console.AssertImportedAsync(command);
    }

    private bool SpoolHolds(string command) =>
        Directory.Exists(console.SpoolFolder) && Directory.EnumerateFiles(console.SpoolFolder).Any(file => File.ReadAllText(file).Contains(command[^32..], StringComparison.Ordinal));

    private async Task PostOkAsync(string body) => Assert.Equal(HttpStatusCode.OK, (await console.PostAsync(IntakeSetup.Events, body)).StatusCode);

    private static Task<string> TextAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}

/// <summary>A signed-in browser is nobody here.</summary>
public sealed class IntakeCookieTests(ConsoleFactory console) : IClassFixture<ConsoleFactory>
{
    [Theory]
    [InlineData(IntakeSetup.Events)]
    [InlineData("/services/collector/event")]
    [InlineData("/_bulk")]
    public async Task Post_AdminsCookieWithoutToken_Is401(string address)
    {
        var admin = await console.ClientForAsync(Roles.Admin);
        using var content = new StringContent("{}");

        var response = await admin.PostAsync(address, content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }
}
