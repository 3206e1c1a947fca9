using System.Net;
using System.Text;
using TriageConsole.Data.Model;
using Xunit;

namespace TriageConsole.Web.Tests.Intake;

public sealed class HecTests(IntakeConsole console) : IClassFixture<IntakeConsole>
{
    private const string Event = "/services/collector/event";
    private const string Raw = "/services/collector/raw";

    [Theory]
    [InlineData("/services/collector")]
    [InlineData("/services/collector/event")]
    [InlineData("/services/collector/event/1.0")]
    public async Task Post_ObjectEvent_IsUnwrappedAndImported(string address)
    {
        var command = SampleEvents.NewCommand();
        var inner = System.Text.Json.JsonDocument.Parse(SampleEvents.Json(command)).RootElement;

        await AssertAnswerAsync(await SplunkAsync(address, SampleEvents.Envelope(inner)), 200, """{"text":"Success","code":0}""");

        await console.AssertImportedAsync(command);
    }

    [Fact]
    public async Task Post_ObjectsSimplyAfterEachOther_OfEveryKind_AreAllImported()
    {
        var commands = Enumerable.Range(0, 4).Select(_ => SampleEvents.NewCommand()).ToList();
        var pretty = SampleEvents.Json(commands[0]).Replace(",", ",\r\n  ", StringComparison.Ordinal);
        var body = "{\"event\":" + pretty + "}" + SampleEvents.Envelope(SampleEvents.Json(commands[1])) + "\n\n" + SampleEvents.Envelope(SampleEvents.Xml(commands[2]))
            + "{\"time\":\"1\",\"fields\":{\"event\":\"no\"},\"event\":\"plain words \\ud800\"}" + SampleEvents.Envelope(SampleEvents.Json(commands[3]));

        await AssertAnswerAsync(await SplunkAsync(Event, body), 200, """{"text":"Success","code":0}""");

        foreach (var command in commands)
            await console.AssertImportedAsync(command);
    }

    [Fact]
    public async Task Post_PlainTextFirst_DoesNotCostTheEventsBehindIt()
    {
        var token = await console.AddTokenAsync("text-first", TokenScopes.Intake);
        string[] commands = [SampleEvents.NewCommand(), SampleEvents.NewCommand()];

        var response = await console.PostAsync(
            Event, SampleEvents.Envelope("plain") + SampleEvents.Envelope("<b>no event</b>") + SampleEvents.Envelope(SampleEvents.Json(commands[0])) + SampleEvents.Envelope(SampleEvents.Xml(commands[1])), $"Splunk {token}");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        foreach (var command in commands)
            await console.AssertImportedAsync(command);
    }

    [Theory]
    [InlineData("", 400, """{"text":"No data","code":5}""")]
    [InlineData(" \n", 400, """{"text":"No data","code":5}""")]
    [InlineData("{", 400, """{"text":"Invalid data format","code":6,"invalid-event-number":0}""")]
    [InlineData("[]", 400, """{"text":"Invalid data format","code":6,"invalid-event-number":0}""")]
    [InlineData("{\"event\":\"a\"},{\"event\":\"b\"}", 400, """{"text":"Invalid data format","code":6,"invalid-event-number":1}""")]
    [InlineData("{\"host\":\"a\"}", 400, """{"text":"Event field is required","code":12,"invalid-event-number":0}""")]
    [InlineData("{\"event\":null}", 400, """{"text":"Event field is required","code":12,"invalid-event-number":0}""")]
    [InlineData("{\"event\":\"a\"}{\"event\":\" \"}", 400, """{"text":"Event field cannot be blank","code":13,"invalid-event-number":1}""")]
    [InlineData("{\"event\":[1,2]}{\"event\":3}", 200, """{"text":"Success","code":0}""")]
    public async Task Post_BodiesGoodAndBad_AnswerAsSplunkDoes(string body, int status, string expected) =>
        await AssertAnswerAsync(await SplunkAsync(Event, body), status, expected);

    [Fact]
    public async Task Post_FaultyEventBehindAGoodOne_KeepsTheGoodOne()
    {
        var command = SampleEvents.NewCommand();

        await AssertAnswerAsync(
            await SplunkAsync(Event, SampleEvents.Envelope(SampleEvents.Json(command)) + "{\"event\""), 400, """{"text":"Invalid data format","code":6,"invalid-event-number":1}""");

        await console.AssertImportedAsync(command);
    }

    [Theory]
    [InlineData(null, 401, """{"text":"Token is required","code":2}""")]
    [InlineData("Splunk ", 401, """{"text":"Invalid authorization","code":3}""")]
    [InlineData("Negotiate abc", 401, """{"text":"Invalid authorization","code":3}""")]
    [InlineData("Splunk 00000000-0000-0000-0000-000000000000", 403, """{"text":"Invalid token","code":4}""")]
    public async Task Post_CredentialsOfNoUse_AnswerAsSplunkDoes(string? authorization, int status, string expected)
    {
        foreach (var address in new[] { Event, Raw, "/services/collector/ack" })
            await AssertAnswerAsync(await console.PostAsync(address, "{}"u8.ToArray(), authorization), status, expected);
    }

    [Fact]
    public async Task Post_RevokedAndWrongScope_AnswerAsSplunkDoes()
    {
        var revoked = await console.AddTokenAsync("hec-old", TokenScopes.Intake, revoked: true);
        var powerless = await console.AddTokenAsync("hec-none", TokenScopes.None);

        await AssertAnswerAsync(await console.PostAsync(Event, "{}", $"Splunk {revoked}"), 403, """{"text":"Token disabled","code":1}""");
        await AssertAnswerAsync(await console.PostAsync(Event, "{}", $"Splunk {powerless}"), 403, """{"text":"Invalid token","code":4}""");
    }

    [Fact]
    public async Task Post_BasicWithTheTokenAsPassword_IsAccepted() => await AssertAnswerAsync(
        await console.PostAsync(Event, SampleEvents.Envelope("x"), "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"x:{console.Token}"))), 200, """{"text":"Success","code":0}""");

    [Fact]
    public async Task Post_GzipGoodAndBadAndTooLarge_AnswerAsSplunkDoes()
    {
        var command = SampleEvents.NewCommand();
        var large = SampleEvents.Envelope(new string('x', IntakeConsole.MaxRequestBytes));

        await AssertAnswerAsync(await console.PostAsync(Event, IntakeConsole.Gzip(SampleEvents.Envelope(SampleEvents.Json(command))), $"Splunk {console.Token}", "gzip"), 200, """{"text":"Success","code":0}""");
        await AssertAnswerAsync(await console.PostAsync(Event, "{}", $"Splunk {console.Token}", "gzip"), 400, """{"text":"Invalid data format","code":6}""");
        await AssertAnswerAsync(await SplunkAsync(Event, large), 413, """{"text":"Request entity too large","code":27}""");
        await console.AssertImportedAsync(command);
    }

    [Fact]
    public async Task PostRaw_JsonXmlAndText_AreImportedOrKept()
    {
        string[] commands = [SampleEvents.NewCommand(), SampleEvents.NewCommand(), SampleEvents.NewCommand()];

        await AssertAnswerAsync(await SplunkAsync(Raw, SampleEvents.Json(commands[0]) + "\r\n"), 200, """{"text":"Success","code":0}""");
        await AssertAnswerAsync(await SplunkAsync(Raw + "/1.0", SampleEvents.Xml(commands[1])), 200, """{"text":"Success","code":0}""");
        await AssertAnswerAsync(await SplunkAsync(Raw + "?host=h", "words\n" + SampleEvents.Json(commands[2])), 200, """{"text":"Success","code":0}""");
        await AssertAnswerAsync(await SplunkAsync(Raw, "\r\n"), 400, """{"text":"No data","code":5}""");

        foreach (var command in commands)
            await console.AssertImportedAsync(command);
    }

    [Theory]
    [InlineData("/services/collector/health")]
    [InlineData("/services/collector/health/1.0")]
    public async Task GetHealth_WithRoom_IsHealthy(string address) =>
        await AssertAnswerAsync(await console.SendAsync(HttpMethod.Get, address, authorization: null), 200, """{"text":"HEC is healthy","code":17}""");

    [Fact]
    public async Task PostAck_GoodToken_SaysThatThereIsNone() =>
        await AssertAnswerAsync(await SplunkAsync("/services/collector/ack", "{\"acks\":[0]}"), 400, """{"text":"ACK is disabled","code":14}""");

    private Task<HttpResponseMessage> SplunkAsync(string address, string body) => console.PostAsync(address, body, $"Splunk {console.Token}");

    private static async Task AssertAnswerAsync(HttpResponseMessage response, int status, string body)
    {
        Assert.Equal(body, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(status, (int)response.StatusCode);
    }
}
