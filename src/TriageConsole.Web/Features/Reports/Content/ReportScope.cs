using TriageConsole.Data;
using TriageConsole.Web.Features.Detecting;
using TriageConsole.Web.Features.Reports.Periods;

namespace TriageConsole.Web.Features.Reports.Content;

/// <summary>What a report is made of and from: handed to every section and to the evidence pack.</summary>
public sealed class ReportScope
{
    public required TriageContext Db { get; init; }

    public required ReportPeriod Period { get; init; }

    /// <summary>The moment at which it was begun: what "now" and "today" mean in it.</summary>
    public required DateTime NowUtc { get; init; }

    /// <summary>Hosts it is confined to; null for all.</summary>
    public HashSet<int>? Hosts { get; init; }

    /// <summary>The host group's name; empty for all hosts.</summary>
    public string GroupName { get; init; } = string.Empty;

    /// <summary>Who asked for it, for people.</summary>
    public required string MadeBy { get; init; }

    /// <summary>What detection runs under now.</summary>
    public required DetectionVersion Detection { get; init; }

    public required string AttackVersion { get; init; }

    /// <summary>Name and tactics of a technique, from the reference data.</summary>
    public required Func<string, string> Technique { get; init; }

    /// <summary>Hash of the approved uses in force; empty where there are none.</summary>
    public required string BaselineRevision { get; init; }

    public bool Holds(int hostId) => Hosts is null || Hosts.Contains(hostId);

    public bool IsInFuture => Period.FromUtc > NowUtc;
}
