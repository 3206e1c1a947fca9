namespace TriageConsole.Data.Model;

/// <summary>Under which versions a host was last judged from end to end. Written after its last alert.</summary>
public sealed class HostJudgementRow
{
    public int HostId { get; set; }

    public HostRow? Host { get; set; }

    /// <summary>Version of program and reference data.</summary>
    public required string JudgedWith { get; set; }

    public int SettingsVersion { get; set; }

    public required string BaselineRevision { get; set; }

    public DateTime JudgedUtc { get; set; }
}

/// <summary>A signal that threw when a host was last judged; it changed no score.</summary>
public sealed class SignalFailureRow
{
    public int HostId { get; set; }

    public HostRow? Host { get; set; }

    public required string SignalId { get; set; }

    /// <summary>On how many processes.</summary>
    public int Processes { get; set; }

    /// <summary>The exception's type and message, of the first.</summary>
    public required string Error { get; set; }
}
