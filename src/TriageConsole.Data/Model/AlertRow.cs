using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Data.Model;

/// <summary>
/// One alert: one chain on one host. The judged part is replaced when the chain is judged again; the decided part
/// (status, outcome, assignee, case, approved use) is people's and judging never touches it.
/// </summary>
public sealed class AlertRow
{
    /// <summary>Characters of a file name that is kept for counting.</summary>
    public const int LongestName = 200;

    public long Id { get; set; }

    /// <summary>Equal for the same chain in every database: <see cref="AlertKey"/>.</summary>
    public Guid PublicId { get; set; }

    public int HostId { get; set; }

    public HostRow? Host { get; set; }

    /// <summary>Unique: the key of the alert.</summary>
    public long ProxyProcessId { get; set; }

    public ProcessRow? ProxyProcess { get; set; }

    public Severity Level { get; set; }

    public int Score { get; set; }

    public int Completeness { get; set; }

    public required string Technique { get; set; }

    public required string Summary { get; set; }

    /// <summary>The chain in one line.</summary>
    public required string Chain { get; set; }

    public required string Fingerprint { get; set; }

    /// <summary>User of the proxy process, for the queue.</summary>
    public string? User { get; set; }

    /// <summary>Lower-case file name of the script host or utility; part of the judgement.</summary>
    public string? ProxyName { get; set; }

    /// <summary>Lower-case file name of the script that it ran; null where it ran none that has a name. Part of the judgement.</summary>
    public string? Script { get; set; }

    public DateTime FirstUtc { get; set; }

    public DateTime LastUtc { get; set; }

    /// <summary>JSON of <see cref="VerdictDetail"/>: findings, ledger, missing evidence, payloads, failures.</summary>
    public required string DetailJson { get; set; }

    /// <summary>Version of program and reference data it was judged under.</summary>
    public required string JudgedWith { get; set; }

    /// <summary>Version of the settings it was judged under; 0 for those that ship.</summary>
    public int SettingsVersion { get; set; }

    /// <summary>Hash of the approved uses in force when it was judged; empty where there were none.</summary>
    public string BaselineRevision { get; set; } = string.Empty;

    public DateTime JudgedUtc { get; set; }

    public DateTime CreatedUtc { get; set; }

    public long FirstImportId { get; set; }

    /// <summary>The exercise that it is part of; null for all that counts. Not a key of the database's: results outlive it.</summary>
    public long? ExerciseId { get; set; }

    /// <summary>That exercise is blind: the alert is not called part of one until it is decided.</summary>
    public bool IsBlind { get; set; }

    public AlertStatus Status { get; set; }

    public AlertOutcome Outcome { get; set; }

    public bool NeedsTuning { get; set; }

    /// <summary>User name of who has it.</summary>
    public string? Assignee { get; set; }

    public DateTime? DecidedUtc { get; set; }

    public string? DecidedBy { get; set; }

    /// <summary>When a person first decided it, whatever came after: the time it may wait ends here.</summary>
    public DateTime? FirstDecidedUtc { get; set; }

    /// <summary>The approved use that covers it or was proposed from it.</summary>
    public Guid? ApprovedUseId { get; set; }

    /// <summary>An approved use that would cover it, had it not expired; part of the judgement.</summary>
    public Guid? ExpiredUseId { get; set; }

    /// <summary>The approved use that it drifted from; part of the judgement.</summary>
    public Guid? DriftUseId { get; set; }

    public long? CaseId { get; set; }

    public CaseRow? Case { get; set; }

    /// <summary>Counts decisions; a decision names the version it saw and loses if another came first.</summary>
    public int Version { get; set; }

    public List<AlertFindingRow> Findings { get; set; } = [];

    public List<AlertProcessRow> Processes { get; set; } = [];

    public List<AlertHistoryRow> History { get; set; } = [];
}

/// <summary>A finding as counted by signal (hits, false-positive rate); its evidence stands in the alert's detail.</summary>
public sealed class AlertFindingRow
{
    public long Id { get; set; }

    public long AlertId { get; set; }

    public AlertRow? Alert { get; set; }

    public long ProcessId { get; set; }

    public required string SignalId { get; set; }

    public int Points { get; set; }
}

public sealed class AlertProcessRow
{
    public long AlertId { get; set; }

    public AlertRow? Alert { get; set; }

    public long ProcessId { get; set; }

    public ProcessRow? Process { get; set; }

    public ChainRole Role { get; set; }

    /// <summary>Place in tree order.</summary>
    public int Order { get; set; }
}

/// <summary>Who did what to an alert, when, from where. Only ever added to.</summary>
public sealed class AlertHistoryRow
{
    public long Id { get; set; }

    public long AlertId { get; set; }

    public AlertRow? Alert { get; set; }

    public DateTime AtUtc { get; set; }

    /// <summary>User name; null for the console itself.</summary>
    public string? UserName { get; set; }

    /// <summary>Address the person came from.</summary>
    public string? Address { get; set; }

    public AlertAction Action { get; set; }

    /// <summary>The decision it was part of; a later line of the same run with <see cref="AlertAction.Undone"/> takes it back.</summary>
    public long? RunId { get; set; }

    public BulkRunRow? Run { get; set; }

    public AlertStatus? From { get; set; }

    public AlertStatus? To { get; set; }

    public AlertOutcome? Outcome { get; set; }

    public string? Note { get; set; }
}
