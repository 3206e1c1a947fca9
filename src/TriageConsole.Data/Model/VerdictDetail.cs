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

    /// <summary>The payloads alone: what the baseline compares, of many alerts at once.</summary>
    public static IReadOnlyList<Payload> PayloadsOf(string json)
    {
        using var detail = JsonDocument.Parse(json);
        return detail.RootElement.TryGetProperty("payloads", out var payloads) ? payloads.Deserialize<List<Payload>>(_options) ?? [] : [];
    }

    /// <summary>The verdict that an alert was written from. The alert must carry its <see cref="AlertRow.Processes"/>.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="host">Name of its host.</param>
    public static ChainVerdict VerdictOf(AlertRow alert, string host)
    {
        ArgumentNullException.ThrowIfNull(alert);
        var detail = FromJson(alert.DetailJson);
        return new()
        {
            ProxyProcessId = alert.ProxyProcessId,
            Host = host,
            FirstUtc = alert.FirstUtc,
            LastUtc = alert.LastUtc,
            Score = alert.Score,
            Level = alert.Level,
            Completeness = alert.Completeness,
            Technique = alert.Technique,
            Summary = alert.Summary,
            Chain = alert.Chain,
            Fingerprint = alert.Fingerprint,
            Findings = detail.Findings,
            Ledger = detail.Ledger,
            Missing = detail.Missing,
            Payloads = detail.Payloads,
            Failures = detail.Failures,
            Members = [.. alert.Processes.OrderBy(p => p.Order).Select(p => new ChainMember(p.ProcessId, p.Role))],
        };
    }
}
