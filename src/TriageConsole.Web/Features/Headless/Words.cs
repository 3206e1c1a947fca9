using System.Globalization;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Web.Features.Headless;

/// <summary>The words that enum values have in API and exports.</summary>
public static class Words
{
    public static string Of(Severity level) => level switch
    {
        Severity.Critical => "critical",
        Severity.High => "high",
        Severity.Medium => "medium",
        Severity.Low => "low",
        _ => "informational",
    };

    public static string Of(ChainRole role) => role switch
    {
        ChainRole.Proxy => "proxy",
        ChainRole.Payload => "payload",
        ChainRole.Relay => "relay",
        _ => "context",
    };

    public static string Of(SignatureStatus status) => status switch
    {
        SignatureStatus.Valid => "valid",
        SignatureStatus.Unsigned => "unsigned",
        SignatureStatus.Invalid => "invalid",
        SignatureStatus.Inferred => "inferred",
        _ => "unknown",
    };

    /// <summary>ISO 8601 with seven digits and Z.</summary>
    public static string Utc(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}
