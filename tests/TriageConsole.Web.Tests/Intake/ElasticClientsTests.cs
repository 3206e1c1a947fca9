using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Testing;
using TriageConsole.Web.Features.Intake.Elastic;
using Xunit;

namespace TriageConsole.Web.Tests.Intake;

/// <summary>
/// What Winlogbeat and Logstash ask before and while they send, in their order, with their headers, and what each wants of
/// the answers: after libbeat's esleg, licenser, idxmgmt and template packages and after logstash-output-elasticsearch.
/// </summary>
public sealed partial class ElasticClientsTests(IntakeConsole console) : IClassFixture<IntakeConsole>
{
    private const string Filter = "filter_path=errors,items.*.error,items.*.status";

    [Theory]
    [InlineData("/elastic", "8.17.4")]
    [InlineData("/elastic", "8.19.3")]
    [InlineData("/elastic", "9.2.0")]
    [InlineData("", "8.19.3")]
    public async Task Winlogbeat8_FromConnectingToPublishing_IsServed(string path, string version)
    {
        using var beat = Client($"Elastic-winlogbeat/{version} (windows; amd64; 4a1b2c3; 2026-01-01 00:00:00 +0000 UTC)", "application/json");
        beat.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "ApiKey " + Base64($"winlogbeat:{console.Token}"));
        beat.DefaultRequestHeaders.Add("X-Elastic-Product-Origin", "beats");

        // It turns away from a server older than it is, in the first two numbers.
        var told = Version.Parse((await GetAsync(beat, path.Length == 0 ? "/" : path)).GetProperty("version").GetProperty("number").GetString()!);
        Assert.True(told >= Version.Parse(version), $"{told} is older than {version}");
        var license = (await GetAsync(beat, path + "/_license?human=false")).GetProperty("license");
        Assert.Equal(("active", "basic"), (license.GetProperty("status").GetString(), license.GetProperty("type").GetString()));
        Assert.False(string.IsNullOrEmpty(license.GetProperty("uid").GetString()));
        await GetAsync(beat, path + "/_ilm/policy/winlogbeat");
        await GetAsync(beat, path + $"/_index_template/winlogbeat-{version}");
        await GetAsync(beat, path + $"/_data_stream/winlogbeat-{version}");
        await GetAsync(beat, path + $"/_ingest/pipeline/winlogbeat-{version}-security");
        await PutAsync(beat, path + "/_ilm/policy/winlogbeat");
        await PutAsync(beat, path + $"/_index_template/winlogbeat-{version}");
        await PutAsync(beat, path + $"/_data_stream/winlogbeat-{version}");

        var command = SampleEvents.NewCommand();
        var answer = await BulkAsync(beat, path + "/_bulk?" + Filter, "{\"create\":{\"_index\":\"winlogbeat-" + version + "\"}}\n" + Winlogbeat(command) + "\n", gzip: true);

        Assert.Equal(["errors", "items"], answer.EnumerateObject().Select(field => field.Name));
        Assert.Equal("""{"create":{"status":201}}""", Assert.Single(answer.GetProperty("items").EnumerateArray()).GetRawText());
        await console.AssertImportedAsync(command);
    }

    [Fact]
    public async Task Winlogbeat7_FromConnectingToPublishing_IsServed()
    {
        using var beat = Client("Elastic-winlogbeat/7.17.28 (windows; amd64; 4a1b2c3; 2025-01-01 00:00:00 +0000 UTC)", "application/json");
        beat.DefaultRequestHeaders.Authorization = new("Basic", Base64($"winlogbeat:{console.Token}"));

        await GetAsync(beat, "/elastic");
        var xpack = await GetAsync(beat, "/elastic/_xpack?human=false");
        Assert.Equal("basic", xpack.GetProperty("license").GetProperty("mode").GetString());
        Assert.True(xpack.GetProperty("features").GetProperty("ilm").GetProperty("enabled").GetBoolean());
        await GetAsync(beat, "/elastic/_license?human=false");
        await HeadAsync(beat, "/elastic/_template/winlogbeat-7.17.28");
        await GetAsync(beat, "/elastic/_ilm/policy/winlogbeat");
        await HeadAsync(beat, "/elastic/_alias/winlogbeat-7.17.28");
        await PutAsync(beat, "/elastic/%3Cwinlogbeat-7.17.28-%7Bnow%2Fd%7D-000001%3E");

        var command = SampleEvents.NewCommand();
        var answer = await BulkAsync(beat, "/elastic/_bulk", """{"index":{"_index":"winlogbeat-7.17.28","_type":"_doc"}}""" + "\n" + Winlogbeat(command) + "\n", gzip: false);

        Assert.False(answer.GetProperty("errors").GetBoolean());
        await console.AssertImportedAsync(command);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("/elastic", "")]
    [InlineData("/elastic/", "/elastic")]
    public async Task Logstash_FromRegisteringToSending_IsServed(string url, string option)
    {
        using var logstash = Client("Logstash/8.17.0 (OS=Linux-6.1-amd64; JVM=Eclipse Adoptium-21.0.5) logstash-output-elasticsearch/12.0.2", accept: null);
        logstash.DefaultRequestHeaders.Authorization = new("Basic", Base64($"logstash:{console.Token}"));
        logstash.DefaultRequestHeaders.Add("x-elastic-product-origin", "logstash-output-elasticsearch");

        // With a path option, that path stands before every address, and once more in that of the health check and of the bulk.
        string At(string path) => Slashes().Replace($"{url}/{path}", "/");
        await HeadAsync(logstash, At(option + "/"));
        var root = await logstash.GetAsync(At("/"), Cancel);
        Assert.Equal("Elasticsearch", Assert.Single(root.Headers.GetValues("X-Elastic-Product")));
        var version = JsonDocument.Parse(await root.Content.ReadAsStringAsync(Cancel)).RootElement.GetProperty("version");
        Assert.Equal("default", version.GetProperty("build_flavor").GetString());

        // It carries a template for each major version that it knows, and none for one that it does not.
        Assert.StartsWith("8.", version.GetProperty("number").GetString(), StringComparison.Ordinal);
        Assert.Equal("active", (await GetAsync(logstash, At("_license"))).GetProperty("license").GetProperty("status").GetString());
        Assert.False(string.IsNullOrEmpty((await GetAsync(logstash, At("/"))).GetProperty("cluster_uuid").GetString()));
        await HeadAsync(logstash, At("_index_template/ecs-logstash"));
        await HeadAsync(logstash, At("ecs-logstash"));
        await PutAsync(logstash, At("%3Cecs-logstash-%7Bnow%2Fd%7D-000001%3E"));
        await GetAsync(logstash, At("_ilm/policy"));
        await GetAsync(logstash, At("_ilm/policy/logstash-policy"));

        var (good, command) = (SampleEvents.Json(SampleEvents.NewCommand()), SampleEvents.NewCommand());
        var body = string.Join('\n', """{"index":{"_id":null,"_index":"ecs-logstash","routing":null}}""", SampleEvents.Json(command), """{"create":{"_index":"ecs-logstash"}}""", good, """{"delete":{"_index":"ecs-logstash","_id":"1"}}""") + "\n";
        var answer = await BulkAsync(logstash, At(option + "/_bulk?" + Filter), body, gzip: true);

        // As many items as actions, each under the name of its action; 400 is not sent again.
        Assert.True(answer.GetProperty("errors").GetBoolean());
        var items = answer.GetProperty("items").EnumerateArray().Select(item => item.EnumerateObject().Single()).ToList();
        Assert.Equal([("index", 201), ("create", 201), ("delete", 400)], items.Select(item => (item.Name, item.Value.GetProperty("status").GetInt32())));
        Assert.False(items[0].Value.TryGetProperty("error", out _));
        Assert.Equal(JsonValueKind.String, items[2].Value.GetProperty("error").GetProperty("type").ValueKind);
        await console.AssertImportedAsync(command);
    }

    // Only who asks for an index of Logstash's own is answered so; a page stays a page.
    [Theory]
    [InlineData("Logstash/8.17.0", "/alerts", HttpStatusCode.OK)]
    [InlineData("curl/8.5.0", "/alerts", HttpStatusCode.Redirect)]
    [InlineData("curl/8.5.0", "/no-such-page", HttpStatusCode.Redirect)]
    public async Task Head_OneName_IsAnIndexForLogstashAlone(string agent, string address, HttpStatusCode expected)
    {
        using var client = Client(agent, accept: null);
        client.DefaultRequestHeaders.Authorization = new("Bearer", console.Token);
        using var request = new HttpRequestMessage(HttpMethod.Head, address);

        Assert.Equal(expected, (await client.SendAsync(request, Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("filter_path=errors", "errors")]
    [InlineData("filter_path=took,items.index.status", "took,items")]
    [InlineData("filter_path=**.status", "took,errors,items")]
    [InlineData("filter_path=-took", "took,errors,items")]
    [InlineData("filter_path=", "took,errors,items")]
    public async Task PostBulk_FilterPath_LeavesOutWhatNobodyWants(string filter, string fields)
    {
        using var client = Client("any", "application/json");
        client.DefaultRequestHeaders.Authorization = new("Bearer", console.Token);

        var answer = await BulkAsync(client, "/_bulk?" + filter, """{"index":{}}""" + "\n" + SampleEvents.Json(SampleEvents.NewCommand()) + "\n", gzip: false);

        Assert.Equal(fields.Split(','), answer.EnumerateObject().Select(field => field.Name));
    }

    [Theory]
    [InlineData("HEAD", "/elastic/logstash")]
    [InlineData("PUT", "/elastic/logstash")]
    [InlineData("GET", "/elastic/_ilm/policy")]
    public async Task Send_WithoutAToken_IsRefused(string method, string address)
    {
        var answer = await console.SendAsync(new HttpMethod(method), address, authorization: null);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("Elastic-winlogbeat/8.19.3 (windows; amd64; x; y)", "8.19.3")]
    [InlineData("Elastic winlogbeat/7.17.0-SNAPSHOT", "7.17.0")]
    [InlineData("Elastic-Winlogbeat/9.1.0", "9.1.0")]
    [InlineData("Elastic-winlogbeat/8", null)]
    [InlineData("Elastic-winlogbeat/<img src=x onerror=alert(1)>", null)]
    [InlineData("Elastic-Agent", null)]
    [InlineData("Logstash/9.0.0 (OS=beat/9.9.9)", null)]
    [InlineData("", null)]
    public void BeatVersion_OfUserAgents_IsTheBeats(string agent, string? expected) => Assert.Equal(expected, BeatVersion.Of(agent)?.ToString());

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private HttpClient Client(string agent, string? accept)
    {
        var client = console.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false });
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", agent);
        if (accept is not null)
            client.DefaultRequestHeaders.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        return client;
    }

    private static async Task<JsonElement> GetAsync(HttpClient client, string address) => await JsonAsync(await client.GetAsync(address, Cancel), address);

    private static async Task HeadAsync(HttpClient client, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, address);
        var answer = await client.SendAsync(request, Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"HEAD {address}: {(int)answer.StatusCode}");
        Assert.Equal(string.Empty, await answer.Content.ReadAsStringAsync(Cancel));
    }

    private static async Task PutAsync(HttpClient client, string address)
    {
        using var body = new StringContent("""{"any":{}}""", Encoding.UTF8, "application/json");
        Assert.True((await JsonAsync(await client.PutAsync(address, body, Cancel), address)).GetProperty("acknowledged").GetBoolean());
    }

    private static async Task<JsonElement> BulkAsync(HttpClient client, string address, string body, bool gzip)
    {
        using var content = new ByteArrayContent(gzip ? IntakeConsole.Gzip(body) : Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json; charset=UTF-8");
        if (gzip)
            content.Headers.ContentEncoding.Add("gzip");
        return await JsonAsync(await client.PostAsync(address, content, Cancel), address);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer, string address)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{address}: {(int)answer.StatusCode} {text}");
        Assert.Equal("Elasticsearch", Assert.Single(answer.Headers.GetValues("X-Elastic-Product")));
        return JsonDocument.Parse(text).RootElement;
    }

    // As Winlogbeat 8 writes a Sysmon 1.
    private static string Winlogbeat(string command) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        ["@timestamp"] = "2026-11-18T06:06:00.123Z",
        ["event"] = new { code = "1", provider = "Microsoft-Windows-Sysmon", kind = "event" },
        ["host"] = new { name = "WKS-014.acme.example" },
        ["winlog"] = new
        {
            provider_name = "Microsoft-Windows-Sysmon",
            event_id = "1",
            channel = "Microsoft-Windows-Sysmon/Operational",
            computer_name = "WKS-014.acme.example",
            record_id = 4711,
            event_data = new
            {
                UtcTime = "2026-11-18 06:05:59.999",
                ProcessGuid = Guid.NewGuid().ToString("B"),
                ProcessId = "2712",
                Image = @"C:\Windows\System32\whoami.exe",
                CommandLine = command,
                User = @"ACME\kim",
            },
        },
    });

    // Logstash joins paths so.
    [GeneratedRegex("/{2,}")]
    private static partial Regex Slashes();

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
