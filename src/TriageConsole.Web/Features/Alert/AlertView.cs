using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Alerts;

namespace TriageConsole.Web.Features.Alert;

/// <summary>All that the page of one alert shows, but its tree. All text from telemetry in it is hostile.</summary>
public sealed record AlertView
{
    public required AlertQueueRow Row { get; init; }

    /// <summary>Its host, for the link to it.</summary>
    public required int HostId { get; init; }

    public required VerdictDetail Detail { get; init; }

    public required string JudgedWith { get; init; }

    public int SettingsVersion { get; init; }

    /// <summary>Hash of the approved uses it was judged under; empty where there were none.</summary>
    public string BaselineRevision { get; init; } = string.Empty;

    public required DateTime JudgedUtc { get; init; }

    public required DateTime LastUtc { get; init; }

    public string? DecidedBy { get; init; }

    public DateTime? DecidedUtc { get; init; }

    public bool NeedsTuning { get; init; }

    public CaseLink? Case { get; init; }

    /// <summary>The approved use that covers it or was proposed from it.</summary>
    public UseLink? Use { get; init; }

    /// <summary>An approved use that would cover it, had it not expired.</summary>
    public UseLink? ExpiredUse { get; init; }

    /// <summary>The processes of the chain, in tree order.</summary>
    public required IReadOnlyList<ChainProcess> Processes { get; init; }

    public required IReadOnlyList<RawRecord> Records { get; init; }

    public required IReadOnlyList<ChainMoment> Timeline { get; init; }

    public required IReadOnlyList<AlertHistoryRow> History { get; init; }

    public required PatternElsewhere Pattern { get; init; }

    /// <summary>Other alerts of this host, latest first.</summary>
    public required IReadOnlyList<AlertQueueRow> HostAlerts { get; init; }

    /// <summary>The process that the alert is keyed by.</summary>
    public ChainProcess? Proxy => Processes.FirstOrDefault(p => p.Role == ChainRole.Proxy);
}

public sealed record CaseLink(long Id, string Title, CaseStatus Status);

public sealed record UseLink(
    Guid Id, string Title, ApprovedUseState State, string Owner, string Reason, string Ticket, string ProposedBy,
    string? DecidedBy, bool SelfApproved, DateTime ExpiresUtc, IReadOnlyList<UseCondition> Conditions);

/// <summary>Where else the same pattern was seen.</summary>
/// <param name="Alerts">Alerts of the pattern, this one included, capped.</param>
/// <param name="Hosts">Their hosts.</param>
/// <param name="FirstUtc">First seen.</param>
/// <param name="LastUtc">Last seen.</param>
/// <param name="Closed">How those that people closed were closed.</param>
/// <param name="Rows">Some of the others, latest first.</param>
public sealed record PatternElsewhere(
    CappedCount Alerts, int Hosts, DateTime FirstUtc, DateTime LastUtc, IReadOnlyDictionary<AlertOutcome, int> Closed, IReadOnlyList<AlertQueueRow> Rows);

/// <summary>What happened in a chain at one moment.</summary>
public enum ChainEventKind
{
    Started,
    Ended,
    WroteFile,
    LoadedModule,
}

/// <summary>One line of the chain's timeline.</summary>
/// <param name="Utc">When.</param>
/// <param name="Kind">What.</param>
/// <param name="ProcessId">Surrogate id of the process.</param>
/// <param name="Process">Its name.</param>
/// <param name="Text">Image, file or module.</param>
public sealed record ChainMoment(DateTime Utc, ChainEventKind Kind, long ProcessId, string Process, string Text);
