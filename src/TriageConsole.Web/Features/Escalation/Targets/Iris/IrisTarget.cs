using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Escalation.Targets.Sending;

namespace TriageConsole.Web.Features.Escalation.Targets.Iris;

/// <summary>An alert in DFIR-IRIS (2.1 and later), with the bundle as its source content.</summary>
public sealed class IrisTarget(TargetHttp http) : IEscalationTarget
{
    public const string Key = "key";
    public const string Customer = "customer";
    public const string Status = "status";
    public const string Severities = "severities";

    private const int LongestTitle = 500;

    // Low, medium, high, critical.
    private const int SeverityCount = 4;

    public string Kind => "iris";

    public string Title => "DFIR-IRIS alert";

    public string Summary => "An alert with the summary, the facts and the whole bundle.";

    public IReadOnlyList<TargetField> Fields { get; } =
    [
        new() { Name = WebAddress.Field, Label = "Address", IsDestination = true, Hint = "https://iris.example; the path of the API is added." },
        new() { Name = Key, Label = "API key", Kind = TargetFieldKind.Secret, Hint = "Of an account with alert_write." },
        new() { Name = Customer, Label = "Customer id", Kind = TargetFieldKind.Number, Default = "1", Least = 1 },
        new() { Name = Status, Label = "Status id", Kind = TargetFieldKind.Number, Default = "2", Least = 1, Hint = "2 is New as IRIS ships." },
        new() { Name = Severities, Label = "Severity ids", Default = "4,1,5,6", Hint = "Of low, medium, high and critical, by commas; GET /manage/severities/list tells yours." },
    ];

    public IEnumerable<TargetFault> ValidateSettings(TargetSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        foreach (var fault in WebAddress.FaultsIn(settings))
            yield return fault;
        if (settings[Severities].Length > 0 && Ids(settings).Count != SeverityCount)
            yield return new(Severities, "Severity ids: four numbers, by commas.");
    }

    public string Describe(TargetSettings settings) => WebAddress.Describe(settings);

    public async Task<DeliveryOutcome> SendAsync(TargetSettings settings, Delivery delivery, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(delivery);
        using var request = new HttpRequestMessage(HttpMethod.Post, WebAddress.Below(settings, "alerts/add")) { Content = JsonBody.Of(json => Write(json, settings, delivery)) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.Secret(Key));
        request.Headers.Add("Idempotency-Key", delivery.IdempotencyKey);
        return await http.SendAsync(request, cancel);
    }

    private static void Write(Utf8JsonWriter json, TargetSettings settings, Delivery delivery)
    {
        json.WriteStartObject();
        json.WriteString("alert_title", FactText.Short(delivery.Title, LongestTitle));
        json.WriteString("alert_description", FactText.Plain(delivery));
        json.WriteString("alert_source", "Triage Console");
        json.WriteString("alert_source_ref", delivery.IdempotencyKey);
        json.WriteString("alert_source_link", delivery.Link ?? string.Empty);
        json.WriteNumber("alert_severity_id", Ids(settings)[delivery.Level switch
        {
            Severity.Critical => 3,
            Severity.High => 2,
            Severity.Medium => 1,
            _ => 0,
        }]);
        json.WriteNumber("alert_status_id", settings.Number(Status));
        json.WriteNumber("alert_customer_id", settings.Number(Customer));
        json.WriteString("alert_source_event_time", delivery.FirstUtc.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture));
        json.WriteString("alert_note", delivery.Note);
        json.WriteString("alert_tags", $"triage-console,{delivery.Technique.Replace(',', ' ')}");
        json.WritePropertyName("alert_source_content");
        json.WriteRawValue(delivery.BundleJson);
        json.WriteEndObject();
    }

    private static List<int> Ids(TargetSettings settings) =>
        [.. settings[Severities].Split(',', StringSplitOptions.TrimEntries)
            .Select(static part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : -1).Where(static id => id > 0)];
}
