using System.Net;
using System.Text;
using System.Text.Json;
using TriageConsole.Data.Model;
using TriageConsole.Web.Features.Intake.Elastic;
using Xunit;

namespace TriageConsole.Web.Tests.Intake;

public sealed class ElasticTests(IntakeConsole console) : IClassFixture<IntakeConsole>
{
    [Theory]
    [InlineData("/_bulk", "create", "events")]
    [InlineData("/winlogbeat-8/_bulk", "index", "winlogbeat-8")]
    [InlineData("/elastic/_bulk", "create", "events")]
    [InlineData("/elastic/logs/_bulk", "index", "logs")]
    public async Task PostBulk_Documents_AreImportedAndAnswered201Each(string address, string action, string index)
    {
        string[] commands = [SampleEvents.NewCommand(), SampleEvents.NewCommand()];
        var body = string.Concat(commands.Select(command => $"{{\"{action}\":{{}}}}\r\n{SampleEvents.Json(command)}\r\n"));

        var answer = await JsonAsync(await console.PostAsync(address, body, "ApiKey " + Base64($"id:{console.Token}")), HttpStatusCode.OK);

        Assert.False(answer.GetProperty("errors").GetBoolean());
        Assert.Equal(2, answer.GetProperty("items").GetArrayLength());
        Assert.All(answer.GetProperty("items").EnumerateArray(), item =>
        {
            Assert.Equal(201, item.GetProperty(action).GetProperty("status").GetInt32());
            Assert.Equal(index, item.GetProperty(action).GetProperty("_index").GetString());
        });
        foreach (var command in commands)
            await console.AssertImportedAsync(command);
    }

    [Fact]
    public async Task PostBulk_SomeGoodSomeBad_AnswersEachForItself()
    {
        string[] commands = [SampleEvents.NewCommand(), SampleEvents.NewCommand()];
        var body = $$$"""
            {"index":{"_index":"a","_id":"one"}}
            {{{SampleEvents.Json(commands[0])}}}
            {"create":{"_index":"a"}}
            {"broken":
            {"delete":{"_index":"a","_id":"two"}}
            {"update":{"_index":"a","_id":"three"}}
            {"doc":{}}
            {"index":{"_index":"a"}}
            "no object"

            {"create":{"_index":"b"}}
            {{{SampleEvents.Json(commands[1])}}}
            """;

        var answer = await JsonAsync(await console.PostAsync("/_bulk", body), HttpStatusCode.OK);

        Assert.True(answer.GetProperty("errors").GetBoolean());
        var items = answer.GetProperty("items").EnumerateArray().Select(item => item.EnumerateObject().Single()).ToList();
        Assert.Equal(["index", "create", "delete", "update", "index", "create"], items.Select(item => item.Name));
        Assert.Equal([201, 400, 400, 400, 400, 201], items.Select(item => item.Value.GetProperty("status").GetInt32()));
        Assert.Equal("one", items[0].Value.GetProperty("_id").GetString());
        Assert.False(string.IsNullOrEmpty(items[1].Value.GetProperty("error").GetProperty("reason").GetString()));
        foreach (var command in commands)
            await console.AssertImportedAsync(command);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("nonsense\n{}\n")]
    [InlineData("{\"index\":{}}\n")]
    [InlineData("{\"index\":{}}\n\n{}\n")]
    [InlineData("{\"index\":{},\"create\":{}}\n{}\n")]
    [InlineData("{\"unknown\":{}}\n{}\n")]
    public async Task PostBulk_ActionsThatCannotBeRead_Are400AsAWhole(string body)
    {
        var answer = await JsonAsync(await console.PostAsync("/_bulk", body), HttpStatusCode.BadRequest);

        Assert.Equal(400, answer.GetProperty("status").GetInt32());
        Assert.Equal("illegal_argument_exception", answer.GetProperty("error").GetProperty("type").GetString());
    }

    [Fact]
    public async Task PostBulk_GzipGoodBadAndTooLarge_IsTakenOrRefused()
    {
        var command = SampleEvents.NewCommand();
        var good = "{\"index\":{}}\n" + SampleEvents.Json(command) + "\n";

        await JsonAsync(await console.PostAsync("/_bulk", IntakeConsole.Gzip(good), $"Bearer {console.Token}", "gzip"), HttpStatusCode.OK);
        await JsonAsync(await console.PostAsync("/_bulk", good, encoding: "gzip"), HttpStatusCode.BadRequest);
        await JsonAsync(await console.PostAsync("/_bulk", good + new string('\n', IntakeConsole.MaxRequestBytes)), HttpStatusCode.RequestEntityTooLarge);
        await console.AssertImportedAsync(command);
    }

    [Theory]
    [InlineData("/elastic", "version")]
    [InlineData("/elastic/_license", "license")]
    [InlineData("/_license", "license")]
    [InlineData("/_xpack", "features")]
    [InlineData("/_cluster/health", "status")]
    [InlineData("/_ilm/policy/winlogbeat", "winlogbeat")]
    [InlineData("/_index_template/winlogbeat-8.17.0", "index_templates")]
    [InlineData("/_template/logstash", "logstash")]
    [InlineData("/_data_stream/winlogbeat-8.17.0", "data_streams")]
    [InlineData("/_alias/winlogbeat", "winlogbeat")]
    [InlineData("/elastic/_ingest/pipeline/winlogbeat-8.17.0-security", "winlogbeat-8.17.0-security")]
    public async Task Get_WhatClientsAskFirst_IsAnsweredToTokensOnly(string address, string property)
    {
        var answer = await console.SendAsync(HttpMethod.Get, address, $"Bearer {console.Token}");

        Assert.Equal("Elasticsearch", Assert.Single(answer.Headers.GetValues("X-Elastic-Product")));
        Assert.True((await JsonAsync(answer, HttpStatusCode.OK)).TryGetProperty(property, out _));
        Assert.Equal(HttpStatusCode.OK, (await console.SendAsync(HttpMethod.Head, address, $"Bearer {console.Token}")).StatusCode);
        var refused = await console.SendAsync(HttpMethod.Get, address, authorization: null);
        Assert.Equal("security_exception", (await JsonAsync(refused, HttpStatusCode.Unauthorized)).GetProperty("error").GetProperty("type").GetString());
    }

    [Fact]
    public async Task Put_TemplatesAndPolicies_AreAcknowledged()
    {
        var answer = await console.SendAsync(HttpMethod.Put, "/_ilm/policy/winlogbeat", $"Bearer {console.Token}");

        Assert.True((await JsonAsync(answer, HttpStatusCode.OK)).GetProperty("acknowledged").GetBoolean());
    }

    [Fact]
    public async Task GetRoot_AsAProgram_IsTheHandshake()
    {
        var answer = await console.SendAsync(HttpMethod.Get, "/", $"Bearer {console.Token}", "application/vnd.elasticsearch+json");

        Assert.Equal("application/vnd.elasticsearch+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(ElasticFacts.Version, (await JsonAsync(answer, HttpStatusCode.OK)).GetProperty("version").GetProperty("number").GetString());
        Assert.Equal(HttpStatusCode.OK, (await console.SendAsync(HttpMethod.Head, "/", $"Bearer {console.Token}")).StatusCode);
        await JsonAsync(await console.SendAsync(HttpMethod.Get, "/", authorization: null, "application/json"), HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData(null)]
    public async Task GetRoot_AsAPerson_IsTheConsole(string? accept)
    {
        var answer = await console.SendAsync(HttpMethod.Get, "/", authorization: null, accept);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(AppRoutes.SignIn, answer.Headers.Location?.AbsolutePath);
    }

    [Fact]
    public async Task PostBulk_WithoutAGoodTokenOrScope_IsRefused()
    {
        var powerless = await console.AddTokenAsync("elastic-none", TokenScopes.None);

        await JsonAsync(await console.PostAsync("/_bulk", "{}"u8.ToArray(), authorization: null), HttpStatusCode.Unauthorized);
        await JsonAsync(await console.PostAsync("/_bulk", "{}", "ApiKey " + Base64("id:wrong")), HttpStatusCode.Unauthorized);
        await JsonAsync(await console.PostAsync("/_bulk", "{}", $"Bearer {powerless}"), HttpStatusCode.Forbidden);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(expected == response.StatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
