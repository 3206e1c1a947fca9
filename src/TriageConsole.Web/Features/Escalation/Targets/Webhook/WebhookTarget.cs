using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using TriageConsole.Web.Features.Escalation.Targets.Sending;

namespace TriageConsole.Web.Features.Escalation.Targets.Webhook;

/// <summary>
/// POSTs the bundle, signed: <c>X-Triage-Signature: sha256=HEX</c> is HMAC-SHA256 over timestamp, a point and the body,
/// so that neither can be exchanged and an old request can be told from a new one.
/// </summary>
public sealed class WebhookTarget(TargetHttp http) : IEscalationTarget
{
    public const string SignatureHeader = "X-Triage-Signature";
    public const string TimestampHeader = "X-Triage-Timestamp";
    public const string EventHeader = "X-Triage-Event";
    public const string IdempotencyHeader = "Idempotency-Key";
    public const string Secret = "secret";

    private const int ShortestSecret = 16;

    public string Kind => "webhook";

    public string Title => "Webhook";

    public string Summary => "The bundle as JSON, signed with a shared secret (HMAC-SHA256).";

    public IReadOnlyList<TargetField> Fields { get; } =
    [
        new() { Name = WebAddress.Field, Label = "Address", IsDestination = true, Hint = "https://soar.example/hook; redirects are not followed." },
        new() { Name = Secret, Label = "Shared secret", Kind = TargetFieldKind.Secret, Shortest = ShortestSecret, Hint = "The receiver computes the signature with it." },
    ];

    public IEnumerable<TargetFault> ValidateSettings(TargetSettings settings) => WebAddress.FaultsIn(settings);

    public string Describe(TargetSettings settings) => WebAddress.Describe(settings);

    public async Task<DeliveryOutcome> SendAsync(TargetSettings settings, Delivery delivery, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(delivery);
        var body = Encoding.UTF8.GetBytes(delivery.BundleJson);
        var timestamp = new DateTimeOffset(delivery.NowUtc).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, settings[WebAddress.Field]) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(TimestampHeader, timestamp);
        request.Headers.Add(SignatureHeader, $"sha256={Sign(settings.Secret(Secret), timestamp, body)}");
        request.Headers.Add(EventHeader, delivery.IsTest ? "test" : "escalation");
        request.Headers.Add(IdempotencyHeader, delivery.IdempotencyKey);
        return await http.SendAsync(request, cancel);
    }

    private static string Sign(string secret, string timestamp, byte[] body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        mac.AppendData(Encoding.ASCII.GetBytes(timestamp + "."));
        mac.AppendData(body);
        return Convert.ToHexStringLower(mac.GetHashAndReset());
    }
}
