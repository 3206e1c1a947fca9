using TriageConsole.Domain.Events;

namespace TriageConsole.Telemetry.Mapping;

/// <summary>Sysmon 1, 5, 7, 10, 11, Security 4688, 4689 and PowerShell 4103, 4104 → events, with the quirks of each.</summary>
public static class WindowsEventMapper
{
    /// <summary>Whether the analytic needs records of this provider and id; the rest are skipped before they are decoded.</summary>
    public static bool Needs(string provider, int eventId) => false;

    /// <summary>Maps one record; null where it is not needed or lacks what makes it usable.</summary>
    /// <param name="record">The record; not kept.</param>
    /// <param name="index">0-based position in the file.</param>
    public static TelemetryEvent? Map(WindowsRecord record, long index) => null;
}
