using TriageConsole.Domain.Detection;

namespace TriageConsole.Data.Model;

/// <summary>Where a run of the self-test stands. Stored as a number: never renumber.</summary>
public enum SelfTestState
{
    Running = 0,
    Completed = 1,

    /// <summary>It ended before all was judged; its counts say nothing.</summary>
    Failed = 2,
}

/// <summary>How a scenario ended. Stored as a number: never renumber.</summary>
public enum SelfTestOutcome
{
    /// <summary>An attack, raised at Medium or above.</summary>
    Caught = 0,

    /// <summary>An attack that was raised, and that an approved use covered.</summary>
    Hidden = 1,

    /// <summary>An attack that stayed below Medium.</summary>
    Missed = 2,

    /// <summary>A routine use that stayed below Medium.</summary>
    Quiet = 3,

    /// <summary>A routine use, raised at Medium or above.</summary>
    Raised = 4,
}

/// <summary>One run of the self-test.</summary>
public sealed class SelfTestRunRow
{
    public long Id { get; set; }

    public SelfTestState State { get; set; }

    /// <summary>1 while it runs, null afterwards; unique, so that there is one at a time.</summary>
    public int? Slot { get; set; }

    public DateTime StartedUtc { get; set; }

    public DateTime? FinishedUtc { get; set; }

    /// <summary>User name of who asked; null where the clock did.</summary>
    public string? RequestedBy { get; set; }

    /// <summary>Version of program and reference data.</summary>
    public required string JudgedWith { get; set; }

    /// <summary>Number of the settings; 0 for those that ship.</summary>
    public int SettingsVersion { get; set; }

    /// <summary>The baseline as the run had it, which is wider than the one in force.</summary>
    public string BaselineRevision { get; set; } = string.Empty;

    public int Total { get; set; }

    public int Done { get; set; }

    public int Caught { get; set; }

    public int Hidden { get; set; }

    public int Missed { get; set; }

    public int Raised { get; set; }

    /// <summary>Scenarios that were well before and are not now.</summary>
    public int Regressions { get; set; }

    /// <summary>Why it failed, for people.</summary>
    public string? Error { get; set; }
}

/// <summary>What became of one scenario in one run.</summary>
public sealed class SelfTestResultRow
{
    public long Id { get; set; }

    public long RunId { get; set; }

    public SelfTestRunRow? Run { get; set; }

    public required string Name { get; set; }

    /// <summary>The transform made of it; empty for the form as written.</summary>
    public string Evasion { get; set; } = string.Empty;

    /// <summary>Id of the proxy host or signed script.</summary>
    public required string Subject { get; set; }

    public required string Technique { get; set; }

    public required string CommandLine { get; set; }

    public SelfTestOutcome Outcome { get; set; }

    public Severity Level { get; set; }

    public int Score { get; set; }

    /// <summary>The approved use that hid it.</summary>
    public Guid? ApprovedUseId { get; set; }

    /// <summary>Its title at the time.</summary>
    public string? ApprovedUseTitle { get; set; }

    /// <summary>It was well once in the runs before, and has not been since.</summary>
    public bool IsRegression { get; set; }
}
