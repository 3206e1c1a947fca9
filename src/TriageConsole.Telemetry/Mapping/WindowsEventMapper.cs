using TriageConsole.Domain.Events;

namespace TriageConsole.Telemetry.Mapping;

/// <summary>Sysmon 1, 5, 7, 10, 11, 15, 29, Security 4688, 4689 and PowerShell 4103, 4104 → events, with the quirks of each.</summary>
public static class WindowsEventMapper
{
    internal const string Sysmon = "Microsoft-Windows-Sysmon";
    internal const string Security = "Microsoft-Windows-Security-Auditing";
    internal const string PowerShell = "Microsoft-Windows-PowerShell";
    internal const string PowerShellCore = "PowerShellCore";

    /// <summary>Whether the analytic needs records of this provider and id; the rest are skipped before they are decoded.</summary>
    /// <remarks>Allocates nothing. Provider names are compared without case.</remarks>
    public static bool Needs(string provider, int eventId) => eventId switch
    {
        1 or 5 or 7 or 10 or 11 or 15 or 29 => Is(provider, Sysmon),
        4688 or 4689 => Is(provider, Security),
        4103 or 4104 => Is(provider, PowerShell) || Is(provider, PowerShellCore),
        _ => false,
    };

    /// <summary>Maps one record; null where it is not needed or lacks what makes it usable.</summary>
    /// <param name="record">The record; not kept.</param>
    /// <param name="index">0-based position in the file.</param>
    /// <remarks>
    /// Unusable is a record without any time, and one that names neither a program nor a process. Command lines keep HTML
    /// entities as recorded: whether a collector escaped them or somebody typed them can't be told, so detection decides.
    /// </remarks>
    public static TelemetryEvent? Map(WindowsRecord record, long index)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (!Needs(record.Provider, record.EventId))
            return null;
        var origin = new RecordOrigin(index, record.RecordId, FieldText.Clean(record.Channel), record.EventId);
        var host = FieldText.Clean(record.Computer);
        return record.EventId switch
        {
            4688 or 4689 => SecurityMapper.Map(record, origin, host),
            4103 or 4104 => PowerShellMapper.Map(record, origin, host),
            _ => SysmonMapper.Map(record, origin, host),
        };
    }

    /// <summary>The record's own time with its basis; null where it has none.</summary>
    internal static (DateTime Utc, TimeBasis Basis)? LogTime(WindowsRecord record) => record.Time is { } time
        ? (DateTime.SpecifyKind(time, DateTimeKind.Utc), record.TimeIsUtc ? TimeBasis.LogUtc : TimeBasis.Uncertain)
        : null;

    private static bool Is(string provider, string name) => string.Equals(provider, name, StringComparison.OrdinalIgnoreCase);
}
