namespace TriageConsole.Domain.Events;

/// <summary>What kind of record saw a process start. Stored as flags: never renumber.</summary>
[Flags]
public enum WitnessKind
{
    /// <summary>Nobody saw it start: a ghost, known only from what its children say.</summary>
    None = 0,

    /// <summary>Sysmon event 1.</summary>
    Sysmon1 = 1,

    /// <summary>Security event 4688.</summary>
    Security4688 = 2,

    /// <summary>A process-start document in Elastic Common Schema.</summary>
    Ecs = 4,

    /// <summary>A row of Microsoft Defender's <c>DeviceProcessEvents</c>.</summary>
    Defender = 8,
}
