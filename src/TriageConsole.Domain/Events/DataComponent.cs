namespace TriageConsole.Domain.Events;

/// <summary>The data components of DET0466 (and 4688, graded lower) whose presence coverage reports. Stored as a number: never renumber.</summary>
public enum DataComponent
{
    /// <summary>Sysmon 1.</summary>
    ProcessCreationSysmon = 0,

    /// <summary>Security 4688.</summary>
    ProcessCreationSecurity = 1,

    /// <summary>A process creation that carries a command line.</summary>
    CommandLine = 2,

    /// <summary>A process creation whose parent is itself in the data.</summary>
    Lineage = 3,

    /// <summary>A process whose signature is known from telemetry.</summary>
    Signature = 4,

    /// <summary>Sysmon 7.</summary>
    ModuleLoad = 5,

    /// <summary>Sysmon 10.</summary>
    ProcessAccess = 6,

    /// <summary>Sysmon 11.</summary>
    FileCreation = 7,

    /// <summary>PowerShell 4103 or 4104.</summary>
    ScriptExecution = 8,

    /// <summary>Sysmon 5 or Security 4689.</summary>
    ProcessTermination = 9,

    /// <summary>A process whose parent's signature is known from telemetry.</summary>
    ParentSignature = 10,
}
