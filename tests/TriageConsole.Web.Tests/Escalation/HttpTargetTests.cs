using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TriageConsole.Web.Features.Escalation.Outbox;
using TriageConsole.Web.Features.Escalation.Targets;
using TriageConsole.Web.Features.Escalation.Targets.Sending;
using TriageConsole.Web.Features.Escalation.Targets.Webhook;
using TriageConsole.Web.Tests.Controls;
using TriageConsole.Web.Tests.Escalation.Benches;
using Xunit;

namespace TriageConsole.Web.Tests.Escalation;

/// <summary>What goes over HTTP, and what the answers mean.</summary>
public sealed class HttpTargetTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Webhook_Body_IsTheBundleAndTheSignatureCoversItsTime()
    {
        await using var bench = await HttpBench.StartAsync("webhook", Mood.Takes);
        var delivery = SampleDelivery.Create();

        await SendAsync(bench, delivery);

        var got = Assert.Single(bench.Requests);
        Assert.Equal(delivery.BundleJson, got.Text);
        Assert.Equal(delivery.Sha256, Convert.ToHexString(SHA256.HashData(got.Body)));
        Assert.Equal("application/json", got.Headers["Content-Type"]);
        Assert.Equal("escalation", got.Headers[WebhookTarget.EventHeader]);
        Assert.Equal(new DateTimeOffset(delivery.NowUtc).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), got.Headers["X-Triage-Timestamp"]);
        var signature = got.Headers["X-Triage-Signature"];
        Assert.Equal(Expected(got.Headers["X-Triage-Timestamp"], got.Text, TargetBench.Secret), signature);
        Assert.NotEqual(Expected("1", got.Text, TargetBench.Secret), signature);
        Assert.NotEqual(Expected(got.Headers["X-Triage-Timestamp"], got.Text + " ", TargetBench.Secret), signature);
        Assert.NotEqual(Expected(got.Headers["X-Triage-Timestamp"], got.Text, "another secret of length"), signature);
    }

    [Fact]
    public async Task Webhook_Test_SaysThatItIsOne()
    {
        await using var bench = await HttpBench.StartAsync("webhook", Mood.Takes);

        await SendAsync(bench, SampleDelivery.Create() with { IsTest = true });

        Assert.Equal("test", Assert.Single(bench.Requests).Headers[WebhookTarget.EventHeader]);
    }

    [Theory]
    [InlineData(200, typeof(DeliveryOutcome.Delivered))]
    [InlineData(202, typeof(DeliveryOutcome.Delivered))]
    [InlineData(302, typeof(DeliveryOutcome.Refused))]
    [InlineData(307, typeof(DeliveryOutcome.Refused))]
    [InlineData(401, typeof(DeliveryOutcome.Refused))]
    [InlineData(404, typeof(DeliveryOutcome.Refused))]
    [InlineData(422, typeof(DeliveryOutcome.Refused))]
    [InlineData(408, typeof(DeliveryOutcome.Again))]
    [InlineData(425, typeof(DeliveryOutcome.Again))]
    [InlineData(429, typeof(DeliveryOutcome.Again))]
    [InlineData(500, typeof(DeliveryOutcome.Again))]
    [InlineData(504, typeof(DeliveryOutcome.Again))]
    public async Task SendAsync_EachStatus_MeansWhatHttpSays(int status, Type outcome)
    {
        await using var bench = await HttpBench.StartAsync("webhook", Mood.Takes);
        bench.Answer = HttpBench.Saying((HttpStatusCode)status, "said", ("Location", bench.Address + "/elsewhere"));

        var came = await SendAsync(bench, SampleDelivery.Create());

        Assert.IsType(outcome, came);
        Assert.Contains(status.ToString(CultureInfo.InvariantCulture), came.Words, StringComparison.Ordinal);

        // A redirect is not followed.
        Assert.Single(bench.Requests);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("0", null)]
    [InlineData("99999999", 86_400)]
    [InlineData(null, null)]
    public async Task SendAsync_RetryAfter_IsHeardWithinADay(string? header, int? seconds)
    {
        await using var bench = await HttpBench.StartAsync("webhook", Mood.Takes);
        bench.Answer = HttpBench.Saying(HttpStatusCode.TooManyRequests, "slow down", header is null ? [] : [("Retry-After", header)]);

        var again = Assert.IsType<DeliveryOutcome.Again>(await SendAsync(bench, SampleDelivery.Create()));

        Assert.Equal(seconds, again.After?.TotalSeconds);
    }

    [Fact]
    public async Task SendAsync_AnswerThatIsHostileAndEchoesTheSecret_IsCutCleanedAndCrossedOut()
    {
        await using var bench = await HttpBench.StartAsync("thehive", Mood.Takes);
        bench.Answer = async context => await HttpBench.Saying(
            HttpStatusCode.Forbidden, $"{context.Request.Headers.Authorization} {Hostile.Turned}\r\n\0{Hostile.Long}")(context);

        var words = (await SendAsync(bench, SampleDelivery.Create())).Words;

        Assert.InRange(words.Length, 50, AnswerText.Longest);
        Assert.DoesNotContain(TargetBench.Secret, words, StringComparison.Ordinal);
        Assert.Contains("•••", words, StringComparison.Ordinal);
        Assert.DoesNotContain(words, static c => char.IsControl(c) || c == '\u202E');
    }

    [Fact]
    public async Task SendAsync_BodyThatNeverEnds_IsDeliveredByItsStatus()
    {
        await using var bench = await HttpBench.StartAsync("webhook", Mood.Takes);
        bench.Answer = async context =>
        {
            context.Response.StatusCode = 200;
            await context.Response.Body.FlushAsync();
            await Task.Delay(TimeSpan.FromSeconds(10), context.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
        };

        Assert.IsType<DeliveryOutcome.Delivered>(await new Attempt(TimeProvider.System)
            .MakeAsync(bench.Target, bench.Settings, SampleDelivery.Create(), TimeSpan.FromSeconds(3), Cancel));
    }

    [Fact]
    public async Task TheHive_Alert_IsKnownByTheKeyAndHoldsTelemetryAsCodeOnly()
    {
        await using var bench = await HttpBench.StartAsync("thehive", Mood.Takes);
        var delivery = SampleDelivery.Create();

        await SendAsync(bench, delivery);

        var got = Assert.Single(bench.Requests);
        Assert.Equal("/api/v1/alert", got.Path);
        Assert.Equal($"Bearer {TargetBench.Secret}", got.Headers["Authorization"]);
        using var body = JsonDocument.Parse(got.Body);
        var alert = body.RootElement;
        Assert.Equal(delivery.IdempotencyKey, alert.GetProperty("sourceRef").GetString());
        Assert.Equal(3, alert.GetProperty("severity").GetInt32());
        Assert.Equal(delivery.Link, alert.GetProperty("externalLink").GetString());
        var description = alert.GetProperty("description").GetString()!;
        Assert.Contains("`` x|y=z", description, StringComparison.Ordinal);
        Assert.Contains(delivery.Sha256, description, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', got.Text);
    }

    [Theory]
    [InlineData("{\"type\":\"CreateError\",\"message\":\"Alert already exists\"}", true)]
    [InlineData("{\"type\":\"BadRequest\",\"message\":\"no such field\"}", false)]
    public async Task TheHive_SecondOfTheSame_CountsAsDelivered(string answer, bool isDelivered)
    {
        await using var bench = await HttpBench.StartAsync("thehive", Mood.Takes);
        bench.Answer = HttpBench.Saying(HttpStatusCode.BadRequest, answer);

        Assert.Equal(isDelivered, await SendAsync(bench, SampleDelivery.Create()) is DeliveryOutcome.Delivered);
    }

    [Fact]
    public async Task Iris_Alert_HoldsTheIdsOfTheInstanceAndTheWholeBundle()
    {
        await using var bench = await HttpBench.StartAsync("iris", Mood.Takes);
        var delivery = SampleDelivery.Create();
        var settings = TargetBench.Filled(bench.Target, ("address", bench.Address + "/iris/"), ("customer", "3"), ("severities", "11, 12, 13, 14"));
        Assert.Empty(bench.Target.ValidateSettings(settings));

        await bench.Target.SendAsync(settings, delivery, Cancel);

        var got = Assert.Single(bench.Requests);
        Assert.Equal("/iris/alerts/add", got.Path);
        using var body = JsonDocument.Parse(got.Body);
        var alert = body.RootElement;
        Assert.Equal((3, 2, 13), (alert.GetProperty("alert_customer_id").GetInt32(), alert.GetProperty("alert_status_id").GetInt32(), alert.GetProperty("alert_severity_id").GetInt32()));
        Assert.Equal(delivery.IdempotencyKey, alert.GetProperty("alert_source_ref").GetString());
        Assert.Equal("triage-console/escalation", alert.GetProperty("alert_source_content").GetProperty("format").GetString());
    }

    [Theory]
    [InlineData("http://soar.example/hook", true)]
    [InlineData("https://soar.example:8443/hook?x=1", true)]
    [InlineData("ftp://soar.example/", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("soar.example", false)]
    [InlineData("https://user:word@soar.example/", false)]
    public async Task ValidateSettings_EachAddress_TakesTheWebOnly(string address, bool isTaken)
    {
        await using var bench = await HttpBench.StartAsync("webhook", Mood.Takes);

        Assert.Equal(isTaken, !bench.Target.ValidateSettings(TargetBench.Filled(bench.Target, ("address", address))).Any());
    }

    // Written anew on purpose: what signs must not be what checks.
    private static string Expected(string timestamp, string body, string secret) =>
        "sha256=" + Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{timestamp}.{body}"))).ToLowerInvariant();

    private static Task<DeliveryOutcome> SendAsync(HttpBench bench, Delivery delivery) =>
        new Attempt(TimeProvider.System).MakeAsync(bench.Target, bench.Settings, delivery, TimeSpan.FromSeconds(20), Cancel);
}
