namespace TriageConsole.Data.Model;

/// <summary>What a run does with its verdicts. Stored as a number: never renumber.</summary>
public enum RejudgeMode
{
    /// <summary>Compares them with the stored alerts and writes none.</summary>
    Try = 0,

    /// <summary>Writes them.</summary>
    Apply = 1,
}

/// <summary>Where a run stands. Stored as a number: never renumber.</summary>
public enum RejudgeState
{
    Queued = 0,

    Running = 1,

    Completed = 2,

    Cancelled = 3,

    Failed = 4,
}

/// <summary>
/// One run of the detection step over all that is stored. The row is the truth: a run goes on after the last host that was
/// counted in it, and its numbers are committed with that host.
/// </summary>
public sealed class RejudgeRunRow
{
    public long Id { get; set; }

    public RejudgeMode Mode { get; set; }

    public RejudgeState State { get; set; }

    /// <summary>1 while it is queued or running, else null. Unique: there is one such run at most.</summary>
    public int? Slot { get; set; }

    public int SettingsVersion { get; set; }

    /// <summary>JSON of approved uses to add and to leave out; empty where the baseline is taken as it is.</summary>
    public string UsesJson { get; set; } = string.Empty;

    /// <summary>Version of program and reference data it runs under.</summary>
    public string JudgedWith { get; set; } = string.Empty;

    /// <summary>Baseline it runs under.</summary>
    public string BaselineRevision { get; set; } = string.Empty;

    public required string RequestedBy { get; set; }

    public DateTime CreatedUtc { get; set; }

    public DateTime? StartedUtc { get; set; }

    public DateTime? FinishedUtc { get; set; }

    public bool CancelRequested { get; set; }

    /// <summary>Why it ended early, for people.</summary>
    public string? Error { get; set; }

    /// <summary>The last host that is counted in; the next one has a higher id.</summary>
    public int LastHostId { get; set; }

    public int HostsTotal { get; set; }

    public int HostsDone { get; set; }

    public long ProcessesTotal { get; set; }

    /// <summary>Of the hosts that are counted in.</summary>
    public long ProcessesDone { get; set; }

    /// <summary>Of the host under way; starts again with it.</summary>
    public long ProcessesUnderWay { get; set; }

    /// <summary>What had been done when it was last started: the rate counts from there.</summary>
    public long ProcessesAtStart { get; set; }

    /// <summary>Alerts that there would be and are not.</summary>
    public int New { get; set; }

    /// <summary>Alerts that would no longer be raised.</summary>
    public int Gone { get; set; }

    /// <summary>Of these, alerts that stay because people had to do with them.</summary>
    public int Kept { get; set; }

    /// <summary>Alerts of another level or score.</summary>
    public int Moved { get; set; }

    /// <summary>Alerts as they were.</summary>
    public int Same { get; set; }

    /// <summary>Open alerts that an approved use would cover, new ones included.</summary>
    public int Covered { get; set; }

    /// <summary>Covered alerts that would be open.</summary>
    public int Uncovered { get; set; }

    /// <summary>Processes on which a signal threw.</summary>
    public int Failures { get; set; }
}
