using TriageConsole.Domain.Events;

namespace TriageConsole.Telemetry.Ecs;

/// <summary>The words by which <c>labels.time_basis</c> says how far a written time can be trusted.</summary>
internal static class EcsTimeBasis
{
    internal static string Word(TimeBasis basis) => basis switch
    {
        TimeBasis.SysmonUtc => "sysmon-utc",
        TimeBasis.LogUtc => "log-utc",
        TimeBasis.Corrected => "corrected",
        _ => "uncertain",
    };

    /// <summary>The basis of a word; null where it is none of ours.</summary>
    internal static TimeBasis? Of(string? word) => word switch
    {
        "sysmon-utc" => TimeBasis.SysmonUtc,
        "log-utc" => TimeBasis.LogUtc,
        "corrected" => TimeBasis.Corrected,
        "uncertain" => TimeBasis.Uncertain,
        _ => null,
    };
}
