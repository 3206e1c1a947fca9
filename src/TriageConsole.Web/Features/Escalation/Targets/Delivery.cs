using TriageConsole.Domain.Detection;

namespace TriageConsole.Web.Features.Escalation.Targets;

/// <summary>
/// What is sent: the frozen bundle, and the few facts of it that formats with fields of their own ask for. Whatever comes
/// from telemetry or people is hostile text.
/// </summary>
public sealed record Delivery
{
    /// <summary>The same in every attempt.</summary>
    public required string IdempotencyKey { get; init; }

    /// <summary>0 for a test.</summary>
    public required long EscalationId { get; init; }

    public required long CaseId { get; init; }

    public required Guid AlertId { get; init; }

    public bool IsTest { get; init; }

    /// <summary>When this attempt is made.</summary>
    public required DateTime NowUtc { get; init; }

    /// <summary>When somebody escalated.</summary>
    public required DateTime CreatedUtc { get; init; }

    public required string CreatedBy { get; init; }

    public required string Note { get; init; }

    public required string CaseTitle { get; init; }

    public required string Host { get; init; }

    public string? User { get; init; }

    public required Severity Level { get; init; }

    public required int Score { get; init; }

    public required string Technique { get; init; }

    public required string Summary { get; init; }

    public required string Chain { get; init; }

    public required DateTime FirstUtc { get; init; }

    /// <summary>Exactly what was hashed; ASCII.</summary>
    public required string BundleJson { get; init; }

    public required string Sha256 { get; init; }

    /// <summary>The alert's page; null where the console's address is not set.</summary>
    public string? Link { get; init; }

    /// <summary>A name for the bundle as a file; made of numbers only.</summary>
    public string FileName => IsTest
        ? FormattableString.Invariant($"test-{NowUtc:yyyyMMddHHmmssfff}.json")
        : FormattableString.Invariant($"case-{CaseId}-escalation-{EscalationId}.json");

    /// <summary>The first line of whatever has one.</summary>
    public string Title => IsTest ? "Test from the Triage Console" : $"{Summary} ({Host})";
}
