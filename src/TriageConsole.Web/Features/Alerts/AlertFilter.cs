using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Filters;

namespace TriageConsole.Web.Features.Alerts;

/// <summary>How the queue is ordered. Every order ends in the id, so that it is total and pages never overlap.</summary>
public enum AlertSort
{
    /// <summary>Worst level first, within it the one that has waited longest.</summary>
    Level,

    /// <summary>Longest waiting first.</summary>
    Oldest,

    /// <summary>Latest first.</summary>
    Newest,

    /// <summary>Highest score first.</summary>
    Score,

    /// <summary>Least complete evidence first.</summary>
    Completeness,

    /// <summary>By host name.</summary>
    Host,

    /// <summary>What is due first for its first decision; what waits for none comes last.</summary>
    Due,
}

/// <summary>How much of its time an undecided alert has left.</summary>
public enum SlaFilter
{
    /// <summary>More has passed than it may wait.</summary>
    Overdue,

    /// <summary>Less than a quarter is left.</summary>
    Soon,
}

/// <summary>One row an alert, or one row a pattern.</summary>
public enum AlertGrouping
{
    Flat,
    Pattern,
}

/// <summary>What the queue shows: the state of the page, held in its address and nowhere else.</summary>
public sealed record AlertFilter
{
    /// <summary>Stands for "whoever is looking" in <see cref="Assignee"/>, so that a shared address means each reader.</summary>
    public const string Me = "me";

    /// <summary>Stands for "nobody" in <see cref="Assignee"/>.</summary>
    public const string Nobody = "none";

    /// <summary>The queue as it opens: what nobody decided, worst first.</summary>
    public static AlertFilter Default { get; } = new();

    public EnumSet<AlertStatus> Statuses { get; init; } = EnumSet.Of(AlertStatus.Open);

    public EnumSet<Severity> Levels { get; init; } = EnumSet.All<Severity>();

    /// <summary>Host name, whole, case-blind.</summary>
    public string? Host { get; init; }

    /// <summary>User name, whole, case-blind.</summary>
    public string? User { get; init; }

    /// <summary>ATT&amp;CK id; a technique includes its sub-techniques.</summary>
    public string? Technique { get; init; }

    /// <summary>Words anywhere in chain, summary, host or user.</summary>
    public string? Text { get; init; }

    /// <summary>User name, <see cref="Me"/> or <see cref="Nobody"/>.</summary>
    public string? Assignee { get; init; }

    /// <summary>Only alerts of this fingerprint.</summary>
    public string? Pattern { get; init; }

    /// <summary>Only alerts that this approved use covers or was proposed from.</summary>
    public Guid? Use { get; init; }

    /// <summary>Only alerts that drifted from this approved use.</summary>
    public Guid? Drift { get; init; }

    /// <summary>Only alerts that began on this UTC day or later.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Only alerts that began on this UTC day or earlier.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Only alerts that wait for their first decision and have so much time left.</summary>
    public SlaFilter? Sla { get; init; }

    /// <summary>Only alerts on hosts of this host group.</summary>
    public string? Group { get; init; }

    /// <summary>Only alerts whose chain began in these moments: days that are not UTC's.</summary>
    public TimeRange? Began { get; init; }

    /// <summary>Only alerts that were raised in these moments.</summary>
    public TimeRange? Raised { get; init; }

    /// <summary>Only alerts that a person first decided in these moments.</summary>
    public TimeRange? Decided { get; init; }

    /// <summary>Only alerts that were escalated once, whatever became of them.</summary>
    public bool Escalated { get; init; }

    /// <summary>Only alerts that this person decided last.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>Only alerts that were closed as one of these; empty for any.</summary>
    public EnumSet<AlertOutcome> Outcomes { get; init; }

    /// <summary>Only alerts with a finding of this signal.</summary>
    public string? Signal { get; init; }

    /// <summary>Only chains of this script host or utility: its file name, case-blind.</summary>
    public string? Proxy { get; init; }

    /// <summary>Only chains that ran a script of this file name, case-blind.</summary>
    public string? Script { get; init; }

    /// <summary>Only alerts whose evidence is less complete than this, in percent.</summary>
    public int? Below { get; init; }

    public AlertSort Sort { get; init; }

    public AlertGrouping Grouping { get; init; }

    /// <summary>Whether anything narrows the queue beyond its default.</summary>
    public bool IsNarrowed => this with { Sort = Default.Sort, Grouping = Default.Grouping } != Default;

    /// <summary>Reads an address's query. Parts that make no sense are left out and named.</summary>
    public static (AlertFilter Filter, IReadOnlyList<string> Ignored) Parse(string? query) => AlertFilterQuery.Parse(query);

    /// <summary>The query, with its question mark; empty for the default.</summary>
    public string ToQuery() => AlertFilterQuery.Write(this);
}
