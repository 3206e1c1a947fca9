namespace TriageConsole.Data.Model;

/// <summary>A place outside that escalations can be sent to.</summary>
public sealed class EscalationTargetRow
{
    public long Id { get; set; }

    /// <summary>What people call it.</summary>
    public required string Name { get; set; }

    /// <summary>The name in lower case: no two targets share it.</summary>
    public required string NameKey { get; set; }

    /// <summary>Which kind of target it is, such as <c>webhook</c>.</summary>
    public required string Kind { get; set; }

    /// <summary>What is not secret, as a JSON object of texts.</summary>
    public required string SettingsJson { get; set; }

    /// <summary>The secrets, encrypted with the console's keys; empty where there are none.</summary>
    public required string ProtectedSecrets { get; set; }

    public bool IsEnabled { get; set; }

    /// <summary>Ticked beforehand where somebody escalates.</summary>
    public bool IsDefault { get; set; }

    /// <summary>How long one attempt may take.</summary>
    public int TimeoutSeconds { get; set; }

    /// <summary>Attempts a minute at most; 0: as many as there are.</summary>
    public int PerMinute { get; set; }

    public required string ChangedBy { get; set; }

    public DateTime ChangedUtc { get; set; }
}
