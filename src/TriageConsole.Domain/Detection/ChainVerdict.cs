namespace TriageConsole.Domain.Detection;

/// <summary>What a process is to a chain. Stored as a number: never renumber.</summary>
public enum ChainRole
{
    /// <summary>The signed host or utility that ran the payload.</summary>
    Proxy = 0,

    /// <summary>What it ran, or what that started.</summary>
    Payload = 1,

    /// <summary>A signed intermediate between the proxy and the payload.</summary>
    Relay = 2,

    /// <summary>Shown for orientation (ancestors, bystanders); no finding rests on it.</summary>
    Context = 3,
}

/// <summary>One process of a chain.</summary>
/// <param name="ProcessId">Surrogate id.</param>
/// <param name="Role">Its role.</param>
public sealed record ChainMember(long ProcessId, ChainRole Role);

/// <summary>A thing that the analytic wants to see and that the telemetry did not hold.</summary>
/// <param name="What">Short name: command line, process signature, parent seen, parent signature, hash, path resolved, all processes.</param>
/// <param name="Why">Why it is missing, for people.</param>
public sealed record MissingEvidence(string What, string Why);

/// <summary>One line of the score's sum.</summary>
/// <param name="SignalId">Which signal.</param>
/// <param name="Points">The signal's own points.</param>
/// <param name="Contribution">What it added to the score after combination; the contributions sum to the score.</param>
/// <param name="Title">The finding's sentence.</param>
public sealed record LedgerLine(string SignalId, int Points, int Contribution, string Title);

/// <summary>A signal that threw: reported, never scored.</summary>
/// <param name="SignalId">Which signal.</param>
/// <param name="ProcessId">On which process.</param>
/// <param name="Error">The exception's type and message.</param>
public sealed record SignalFailure(string SignalId, long ProcessId, string Error);

/// <summary>
/// The judgement of one execution chain on one host: what an alert row is made from. A value: judging the same facts
/// again gives an equal one.
/// </summary>
public sealed record ChainVerdict
{
    /// <summary>The process that the chain is keyed by: the nearest proxy host above the findings.</summary>
    public required long ProxyProcessId { get; init; }

    /// <summary>Host name.</summary>
    public required string Host { get; init; }

    /// <summary>Start of the proxy process (or of the first process with a known start), UTC.</summary>
    public required DateTime FirstUtc { get; init; }

    /// <summary>Start of the last process in the chain, UTC.</summary>
    public required DateTime LastUtc { get; init; }

    /// <summary>0–100.</summary>
    public required int Score { get; init; }

    /// <summary>Level by thresholds.</summary>
    public required Severity Level { get; init; }

    /// <summary>0–100: how much of what the analytic needs was in the telemetry. Never folded into the score.</summary>
    public required int Completeness { get; init; }

    /// <summary>What was missing.</summary>
    public IReadOnlyList<MissingEvidence> Missing { get; init; } = [];

    /// <summary>ATT&amp;CK id of the strongest finding that names one.</summary>
    public required string Technique { get; init; }

    /// <summary>One sentence: what ran.</summary>
    public required string Summary { get; init; }

    /// <summary>The chain in one line: <c>explorer → wscript → powershell → update.exe</c>.</summary>
    public required string Chain { get; init; }

    /// <summary>Equal for alike chains whatever numbers, GUIDs, user names and temp folders they carry. 32 hex digits.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Findings, strongest first, never empty.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The sum; contributions add up to <see cref="Score"/>.</summary>
    public required IReadOnlyList<LedgerLine> Ledger { get; init; }

    /// <summary>Processes in tree order.</summary>
    public required IReadOnlyList<ChainMember> Members { get; init; }

    /// <summary>What was run.</summary>
    public IReadOnlyList<Payload> Payloads { get; init; } = [];

    /// <summary>Signals that threw.</summary>
    public IReadOnlyList<SignalFailure> Failures { get; init; } = [];

    /// <summary>The approved use that covers the chain; null where none does.</summary>
    public Guid? CoveredBy { get; init; }

    /// <summary>An approved use that would cover it, had it not expired; null where none would or another covers it.</summary>
    public Guid? ExpiredUse { get; init; }

    /// <summary>The approved use that it drifted from: the same script, but not as that approves it; null where from none.</summary>
    public Guid? DriftedFrom { get; init; }
}
