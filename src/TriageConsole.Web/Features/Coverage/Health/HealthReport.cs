using TriageConsole.Domain.Events;

namespace TriageConsole.Web.Features.Coverage.Health;

/// <summary>How the telemetry of hosts stood in a period. Told from roll-ups; every name in it is hostile text.</summary>
public sealed record HealthReport
{
    /// <summary>First UTC day; null from the beginning.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last UTC day: the one asked for, else the last with telemetry; null without any.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The moment that silence is told at: the last event of any host or the end of the period, whichever is earlier; null without any event.</summary>
    public DateTime? AtUtc { get; init; }

    /// <summary>Every host that was asked for, by name; those of which nothing came in the period too.</summary>
    public required IReadOnlyList<HostHealth> Hosts { get; init; }

    /// <summary>Completeness of all of them together, day by day; only days with telemetry.</summary>
    public required IReadOnlyList<CompletenessDay> Trend { get; init; }

    /// <summary>The hosts about which least can be said come first.</summary>
    public IEnumerable<HostHealth> WorstFirst =>
        Hosts.OrderByDescending(h => h.State).ThenBy(h => h.Completeness ?? 0).ThenBy(h => h.Name, StringComparer.OrdinalIgnoreCase).ThenBy(h => h.Id);

    public int CountOf(ComponentState state) => Hosts.Count(host => host.State == state);
}

/// <summary>One host's telemetry in the period.</summary>
public sealed record HostHealth
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    /// <summary>First and last event ever; null where only the name is known.</summary>
    public DateTime? FirstSeenUtc { get; init; }

    public DateTime? LastSeenUtc { get; init; }

    public required ComponentState State { get; init; }

    /// <summary>Why it is not covered, the gravest first; empty where it is.</summary>
    public required IReadOnlyList<HealthReason> Reasons { get; init; }

    /// <summary>Each of <see cref="HostCoverage.Components"/>, in that order.</summary>
    public required IReadOnlyList<ComponentHealth> Components { get; init; }

    /// <summary>What came in the period.</summary>
    public required HostCoverage Coverage { get; init; }

    /// <summary>Logs of which records are missing, or of which that cannot be told; empty where all is well.</summary>
    public required IReadOnlyList<LogGaps> Gaps { get; init; }

    /// <summary>Hours that used to have events and had none, oldest first.</summary>
    public required IReadOnlyList<QuietSpan> Quiet { get; init; }

    /// <summary>What the clock shows against a second one; null where there is nothing to say.</summary>
    public ClockSkew? Skew { get; init; }

    /// <summary>Share of what the analytic needs of each process that was there, 0–1; null where no process was created.</summary>
    public double? Completeness { get; init; }

    public ComponentHealth Of(DataComponent component) => Components.First(one => one.Component == component);
}

/// <summary>One data component on one host.</summary>
/// <param name="Component">Which.</param>
/// <param name="State">How it stands.</param>
/// <param name="Count">Events, or processes that carry it, in the period.</param>
/// <param name="Share">Share of the processes (or records) that carry it, 0–1; null for components that are not told per process.</param>
/// <param name="LastDay">Last UTC day up to the end of the period on which it was seen; null for never.</param>
/// <param name="Reason">What is missing and what that costs; null where it is covered.</param>
public sealed record ComponentHealth(DataComponent Component, ComponentState State, long Count, double? Share, DateOnly? LastDay, HealthReason? Reason)
{
    /// <summary>Not seen, and no gap: another source tells the same or more.</summary>
    public bool IsReplaced { get; init; }
}

/// <summary>Why something is not covered.</summary>
/// <param name="Missing">What is missing, in words.</param>
/// <param name="Costs">What cannot be known or done without it, in words.</param>
public sealed record HealthReason(string Missing, string Costs);

/// <summary>What a day's processes carried, over all hosts of the report.</summary>
/// <param name="Day">UTC day.</param>
/// <param name="Hosts">Hosts with telemetry.</param>
/// <param name="Processes">Process creations.</param>
/// <param name="CommandLine">Share of the creations with a command line, 0–1.</param>
/// <param name="Lineage">Share of the processes whose parent is in the data.</param>
/// <param name="Signature">Share of those whose signature is known.</param>
/// <param name="ParentSignature">Share of the parents in the data, one a child, whose signature is known.</param>
public sealed record CompletenessDay(DateOnly Day, int Hosts, long Processes, double? CommandLine, double? Lineage, double? Signature, double? ParentSignature)
{
    /// <summary>The mean of the shares; null on a day without process creations.</summary>
    public double? Completeness => Processes == 0 ? null : ((CommandLine ?? 0) + (Lineage ?? 0) + (Signature ?? 0) + (ParentSignature ?? 0)) / 4;
}

/// <summary>What the numbers of a log's records say.</summary>
public enum GapKind
{
    /// <summary>Numbers are missing between what is there.</summary>
    Gaps,

    /// <summary>Only a selection of the log was sent: whether records are missing cannot be told.</summary>
    Selection,
}

/// <summary>The records of one log that are missing.</summary>
/// <param name="Channel">The log; hostile text.</param>
/// <param name="Kind">What can be said.</param>
/// <param name="Missing">At least so many records.</param>
/// <param name="Present">Share of the numbers that are there, 0–1.</param>
/// <param name="Gaps">The gaps, largest first, up to a limit; empty where they cannot be told one by one.</param>
/// <param name="Count">How many gaps there are.</param>
/// <param name="Renumbered">How often the log began to count anew.</param>
public sealed record LogGaps(string Channel, GapKind Kind, long Missing, double Present, IReadOnlyList<RecordGap> Gaps, int Count, int Renumbered);

/// <summary>Record numbers that are missing: those between two that are there.</summary>
public sealed record RecordGap(long After, long Before, DateTime FromUtc, DateTime ToUtc)
{
    public long Missing => Before - After - 1;
}

/// <summary>Hours without events, at which there used to be some.</summary>
/// <param name="FromUtc">Start of the first.</param>
/// <param name="ToUtc">End of the last.</param>
public sealed record QuietSpan(DateTime FromUtc, DateTime ToUtc)
{
    public int Hours => (int)(ToUtc - FromUtc).TotalHours;
}

/// <summary>How a clock was found to be off.</summary>
public enum SkewKind
{
    /// <summary>Events bear a later time than that of their arrival.</summary>
    Ahead,

    /// <summary>Even the freshest events arrive late: the clock is behind, or they are forwarded late.</summary>
    BehindOrLate,

    /// <summary>A record's own time and the time at which the log wrote it do not agree.</summary>
    WithinRecord,
}

/// <summary>A clock that is off.</summary>
/// <param name="Kind">How it is known.</param>
/// <param name="By">By at least so much, never negative.</param>
/// <param name="Day">A UTC day, by that clock, on which it was.</param>
public sealed record ClockSkew(SkewKind Kind, TimeSpan By, DateOnly Day)
{
    /// <summary>So far off that the day itself is wrong: what is filtered by time may miss it.</summary>
    public bool IsYears => By >= TimeSpan.FromDays(365);
}
