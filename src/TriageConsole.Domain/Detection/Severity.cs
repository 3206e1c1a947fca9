namespace TriageConsole.Domain.Detection;

/// <summary>Sigma's five levels. Stored as a number: never renumber.</summary>
public enum Severity
{
    /// <summary>Worth a line in a hunt, no alert by default.</summary>
    Informational = 0,

    /// <summary>Low.</summary>
    Low = 1,

    /// <summary>Medium.</summary>
    Medium = 2,

    /// <summary>High.</summary>
    High = 3,

    /// <summary>Critical.</summary>
    Critical = 4,
}
