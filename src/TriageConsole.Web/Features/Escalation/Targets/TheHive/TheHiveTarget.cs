using System.Net.Http.Headers;
using System.Text.Json;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Escalation.Targets.Sending;

namespace TriageConsole.Web.Features.Escalation.Targets.TheHive;

/// <summary>An alert in TheHive (4 and 5), known by its sourceRef: the second of the same is refused there, which says that the first arrived.</summary>
public sealed class TheHiveTarget(TargetHttp http) : IEscalationTarget
{
    public const string Key = "key";

    private const int LongestTitle = 500;

    public string Kind => "thehive";

    public string Title => "TheHive alert";

    public string Summary => "An alert with the summary, the facts and the host as an observable.";

    public IReadOnlyList<TargetField> Fields { get; } =
    [
        new() { Name = WebAddress.Field, Label = "Address", IsDestination = true, Hint = "https://thehive.example; the path of the API is added." },
        new() { Name = Key, Label = "API key", Kind = TargetFieldKind.Secret, Hint = "Of a user who may create alerts (manageAlert)." },
    ];

    public IEnumerable<TargetFault> ValidateSettings(TargetSettings settings) => WebAddress.FaultsIn(settings);

    public string Describe(TargetSettings settings) => WebAddress.Describe(settings);

    public async Task<DeliveryOutcome> SendAsync(TargetSettings settings, Delivery delivery, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(delivery);
        using var request = new HttpRequestMessage(HttpMethod.Post, WebAddress.Below(settings, "api/v1/alert")) { Content = JsonBody.Of(json => Write(json, delivery)) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.Secret(Key));
        request.Headers.Add("Idempotency-Key", delivery.IdempotencyKey);
        var outcome = await http.SendAsync(request, cancel);
        return outcome is DeliveryOutcome.Refused { Reason: var said } && said.Contains("already exist", StringComparison.OrdinalIgnoreCase)
            ? new DeliveryOutcome.Delivered("TheHive had it already.")
            : outcome;
    }

    private static void Write(Utf8JsonWriter json, Delivery delivery)
    {
        json.WriteStartObject();
        json.WriteString("type", "triage-console");
        json.WriteString("source", "Triage Console");
        json.WriteString("sourceRef", delivery.IdempotencyKey);
        if (delivery.Link is not null)
            json.WriteString("externalLink", delivery.Link);
        json.WriteString("title", FactText.Short(delivery.Title, LongestTitle));
        json.WriteString("description", FactText.Markdown(delivery));
        json.WriteNumber("severity", delivery.Level switch
        {
            Severity.Critical => 4,
            Severity.High => 3,
            Severity.Medium => 2,
            _ => 1,
        });
        json.WriteNumber("date", new DateTimeOffset(delivery.FirstUtc).ToUnixTimeMilliseconds());
        json.WriteNumber("tlp", 2);
        json.WriteStartArray("tags");
        json.WriteStringValue("triage-console");
        json.WriteStringValue($"technique:{delivery.Technique}");
        json.WriteEndArray();
        json.WriteStartArray("observables");
        json.WriteStartObject();
        json.WriteString("dataType", "hostname");
        json.WriteString("data", delivery.Host);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
