using TriageConsole.Domain.Events;
using TriageConsole.Telemetry.Mapping;

namespace TriageConsole.Telemetry.Formats.Json;

/// <summary>What the written time of a record is worth.</summary>
internal enum TimeClaim
{
    /// <summary>UTC for certain, or taken from Sysmon's own field: left alone.</summary>
    Sound,

    /// <summary>Says that it is UTC, in a layout whose collectors mean it; still checked against Sysmon.</summary>
    Claimed,

    /// <summary>Local, or a zone that its collectors are known to write falsely.</summary>
    Unknown,
}

/// <summary>One JSON object, read.</summary>
/// <param name="Layout">Whether its layout is known.</param>
/// <param name="Needed">Whether the analytic needs a record of this kind.</param>
/// <param name="Event">The event; null where not needed or unusable.</param>
/// <param name="Claim">What the event's time is worth.</param>
/// <param name="Cut">Whether a text field was cut.</param>
internal readonly record struct JsonRecord(bool Layout, bool Needed, TelemetryEvent? Event, TimeClaim Claim, bool Cut);
