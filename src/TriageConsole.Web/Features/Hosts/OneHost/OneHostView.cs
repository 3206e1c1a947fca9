using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Events;
using TriageConsole.Web.Features.Alerts;
using TriageConsole.Web.Features.Coverage;
using TriageConsole.Web.Features.Coverage.Health;

namespace TriageConsole.Web.Features.Hosts.OneHost;

/// <summary>One host as its page shows it. Every text in it but the enums is hostile.</summary>
public sealed record OneHostView
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Time of its first event; null where only its name is known.</summary>
    public DateTime? FirstSeenUtc { get; init; }

    public DateTime? LastSeenUtc { get; init; }

    /// <summary>When its chains were last judged from end to end; null where never.</summary>
    public DateTime? JudgedUtc { get; init; }

    public required HostTelemetryView Telemetry { get; init; }

    /// <summary>The latest alerts, up to <see cref="OneHostQueries.MostAlerts"/>.</summary>
    public required IReadOnlyList<AlertQueueRow> Alerts { get; init; }

    /// <summary>Open alerts by level, the worst first.</summary>
    public required IReadOnlyList<(Severity Level, int Count)> Open { get; init; }

    /// <summary>Alerts of any status: each is one chain of a script host or utility.</summary>
    public required int Chains { get; init; }

    /// <summary>What the chains ran through, by how often.</summary>
    public required IReadOnlyList<ImageUse> Proxies { get; init; }

    public required ScriptHostStarts Starts { get; init; }

    /// <summary>Alerts and the starts of their processes, latest first.</summary>
    public required IReadOnlyList<HostMoment> Timeline { get; init; }
}

/// <summary>What a host sends, and since when it does not.</summary>
public sealed record HostTelemetryView
{
    /// <summary>The moment that health is told at.</summary>
    public required DateTime AtUtc { get; init; }

    public required ComponentState Health { get; init; }

    /// <summary>How long it may say nothing before it is silent.</summary>
    public required TimeSpan AllowedQuiet { get; init; }

    /// <summary>The last <see cref="HostTelemetry.RecentDays"/> days.</summary>
    public required HostCoverage Week { get; init; }

    /// <summary>All days of <see cref="Components"/>.</summary>
    public required HostCoverage Month { get; init; }

    /// <summary>Logs of which records are missing, of all days of <see cref="Components"/>.</summary>
    public IReadOnlyList<LogGaps> Gaps { get; init; } = [];

    /// <summary>Hours of the last <see cref="HostTelemetry.RecentDays"/> days at which it used to send something and did not.</summary>
    public IReadOnlyList<QuietSpan> Quiet { get; init; } = [];

    /// <summary>A clock that is off; null where there is nothing to say.</summary>
    public ClockSkew? Skew { get; init; }

    /// <summary>First day of each component's counts.</summary>
    public required DateOnly FirstDay { get; init; }

    public required IReadOnlyList<ComponentDays> Components { get; init; }
}

/// <summary>One data component of one host over the last days.</summary>
/// <param name="Component">The component.</param>
/// <param name="LastDay">Last UTC day ever on which it was seen; null for never.</param>
/// <param name="Counts">Events, one number a day.</param>
public sealed record ComponentDays(DataComponent Component, DateOnly? LastDay, IReadOnlyList<long> Counts);

/// <summary>How often a program was used.</summary>
/// <param name="Name">Lower-case file name.</param>
/// <param name="Count">How often.</param>
/// <param name="LastUtc">Last time.</param>
public sealed record ImageUse(string Name, int Count, DateTime LastUtc);

/// <summary>Starts of script hosts and utilities, with or without an alert.</summary>
/// <param name="Images">By how often.</param>
/// <param name="Looked">How many process starts were looked at.</param>
/// <param name="IsCapped">Whether there were more of them in the time.</param>
/// <param name="FromUtc">From when on.</param>
public sealed record ScriptHostStarts(IReadOnlyList<ImageUse> Images, int Looked, bool IsCapped, DateTime FromUtc);

/// <summary>An alert, or the start of a process of one.</summary>
/// <param name="Utc">When.</param>
/// <param name="Alert">The alert.</param>
/// <param name="Level">Its level where the line is the alert itself; null for a process.</param>
/// <param name="ProcessId">The process where the line is one.</param>
/// <param name="Role">What the process is to the alert.</param>
/// <param name="Text">Chain, or file name of the process.</param>
public sealed record HostMoment(DateTime Utc, Guid Alert, Severity? Level, long? ProcessId, ChainRole? Role, string Text);
