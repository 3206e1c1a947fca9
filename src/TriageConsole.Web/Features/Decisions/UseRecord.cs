using System.Text.Json;
using System.Text.Json.Serialization;
using TriageConsole.Data.Model;
using TriageConsole.Domain.Baseline;
using TriageConsole.Web.Features.Baseline.Governance;

namespace TriageConsole.Web.Features.Decisions;

/// <summary>Between an approved use and its row.</summary>
public static class UseRecord
{
    private static readonly JsonSerializerOptions _json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string WriteConditions(IReadOnlyList<UseCondition> conditions) => JsonSerializer.Serialize(conditions, _json);

    public static IReadOnlyList<UseCondition> ReadConditions(string json) =>
        JsonSerializer.Deserialize<List<UseCondition>>(json, _json) ?? [];

    public static string WriteContent(UseContent content) => JsonSerializer.Serialize(content, _json);

    public static UseContent? ReadContent(string? json) => json is null ? null : JsonSerializer.Deserialize<UseContent>(json, _json);

    public static ApprovedUse ToUse(this ApprovedUseRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new()
        {
            Id = row.Id,
            Title = row.Title,
            Conditions = ReadConditions(row.ConditionsJson),
            Owner = row.Owner,
            Reason = row.Reason,
            Ticket = row.Ticket,
            ExpiresUtc = row.ExpiresUtc,
            State = row.State,
        };
    }
}
