namespace TriageConsole.Domain.Processes;

/// <summary>How the link from a process to its parent is known. Stored as a number: never renumber.</summary>
public enum ParentEdgeKind
{
    /// <summary>The record names no parent, or none that can be told from another process.</summary>
    None = 0,

    /// <summary>The parent is in the data and the record names it by ProcessGuid.</summary>
    Observed = 1,

    /// <summary>The parent is in the data, found by process id, time and image (4688).</summary>
    Matched = 2,

    /// <summary>The parent is named but was not recorded.</summary>
    Ghost = 3,

    /// <summary>The recorded parent is a broker; this is the process that caused it to act, by inference.</summary>
    Inferred = 4,
}

/// <summary>What other records say of a parent link. Stored as a number: never renumber.</summary>
public enum EdgeCorroboration
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A Sysmon 10 shows the recorded parent opening the child within a second of its start.</summary>
    Corroborated = 1,

    /// <summary>Two witnesses name different parents: possible parent spoofing.</summary>
    Contradicted = 2,
}
