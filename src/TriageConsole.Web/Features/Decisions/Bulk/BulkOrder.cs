using System.Text.Json;
using System.Text.Json.Serialization;
using TriageConsole.Domain.Alerts;

namespace TriageConsole.Web.Features.Decisions.Bulk;

/// <summary>What a run does to each of its alerts, as its row keeps it. Which of it counts depends on the run's kind.</summary>
internal sealed record BulkOrder
{
    private static readonly JsonSerializerOptions _json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    };

    public AlertOutcome Outcome { get; init; }

    public bool NeedsTuning { get; init; }

    public string? Note { get; init; }

    /// <summary>Null for nobody.</summary>
    public string? Assignee { get; init; }

    public long CaseId { get; init; }

    public IReadOnlyList<long> TargetIds { get; init; } = [];

    public Guid UseId { get; init; }

    public string Write() => JsonSerializer.Serialize(this, _json);

    public static BulkOrder Read(string json) =>
        JsonSerializer.Deserialize<BulkOrder>(json, _json) ?? throw new InvalidOperationException("The run's order is empty.");
}
