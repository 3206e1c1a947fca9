namespace TriageConsole.Domain.Events;

/// <summary>How far a UTC time can be trusted, soundest first. Stored as a number: never renumber.</summary>
public enum TimeBasis
{
    /// <summary>Sysmon's own UtcTime field: sound in every layout.</summary>
    SysmonUtc = 0,

    /// <summary>The log's SystemTime as Windows wrote it (EVTX, event XML), or an ECS timestamp with a zone.</summary>
    LogUtc = 1,

    /// <summary>A local or mislabelled time moved to UTC by the offset that Sysmon events of the same file show.</summary>
    Corrected = 2,

    /// <summary>As written; no way to know the zone. Shown to people as uncertain.</summary>
    Uncertain = 3,
}
