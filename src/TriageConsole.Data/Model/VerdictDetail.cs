using System.Text.Json;
using System.Text.Json.Serialization;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Data.Model;

/// <summary>The part of a verdict that is read only with its alert, stored as JSON.</summary>
public sealed record VerdictDetail(
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<LedgerLine> Ledger,
    IReadOnlyList<MissingEvidence> Missing,
    IReadOnlyList<Payload> Payloads,
    IReadOnlyList<SignalFailure> Failures)
{
    private static readonly JsonSerializerOptions _options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string ToJson(ChainVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        return JsonSerializer.Serialize(
            new VerdictDetail(verdict.Findings, verdict.Ledger, verdict.Missing, verdict.Payloads, verdict.Failures), _options);
    }

    public static VerdictDetail FromJson(string json) =>
        JsonSerializer.Deserialize<VerdictDetail>(json, _options) ?? new([], [], [], [], []);
}
