using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Coverage;

namespace TriageConsole.Web.Features.Hosts;

/// <summary>One host as a line of the list. Its name is hostile text.</summary>
public sealed record HostLine
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Lower-case name: what the order by name goes by.</summary>
    public required string NameKey { get; init; }

    /// <summary>Time of its first event; null where only its name is known.</summary>
    public DateTime? FirstSeenUtc { get; init; }

    /// <summary>Time of its last event, as stored: what the orders by time go by.</summary>
    public required DateTime LastSeenUtc { get; init; }

    public required ComponentState Health { get; init; }

    /// <summary>What came in the last <see cref="HostTelemetry.RecentDays"/> days.</summary>
    public required HostCoverage Week { get; init; }

    /// <summary>Alerts that nobody decided.</summary>
    public int Open { get; init; }

    /// <summary>Worst level of those; null without any.</summary>
    public Severity? Worst { get; init; }

    /// <summary>Alerts of any status: each is one chain of a script host or utility.</summary>
    public int Chains { get; init; }
}

/// <summary>A page of hosts.</summary>
/// <param name="Rows">The rows, in order.</param>
/// <param name="HasMore">Whether there are more behind them.</param>
/// <param name="AtUtc">The moment that health is told at; null where nothing was imported.</param>
public sealed record HostsResult(IReadOnlyList<HostLine> Rows, bool HasMore, DateTime? AtUtc);
