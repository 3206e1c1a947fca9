namespace TriageConsole.Data.Model;

/// <summary>Where a version of the settings stands. Stored as a number: never renumber.</summary>
public enum SettingsState
{
    /// <summary>Saved, in force nowhere.</summary>
    Draft = 0,

    /// <summary>In force. One at most.</summary>
    Applied = 1,

    /// <summary>Was in force until another was applied.</summary>
    Replaced = 2,

    /// <summary>A draft that was given up.</summary>
    Discarded = 3,
}

/// <summary>
/// One version of the detection settings. What it says never changes; only where it stands does. Version 0, the settings
/// that ship, has no row.
/// </summary>
public sealed class DetectionSettingsRow
{
    /// <summary>1, 2, 3 … in order of making; alerts record it.</summary>
    public int Number { get; set; }

    public SettingsState State { get; set; }

    /// <summary>The settings as JSON.</summary>
    public required string Json { get; set; }

    /// <summary>Why it was made, in the words of who made it.</summary>
    public required string Note { get; set; }

    public required string CreatedBy { get; set; }

    public DateTime CreatedUtc { get; set; }

    /// <summary>Who applied it, or gave it up.</summary>
    public string? DecidedBy { get; set; }

    public DateTime? DecidedUtc { get; set; }
}
