using TriageConsole.Web.Features.Coverage;

namespace TriageConsole.Web.Features.Hosts;

/// <summary>How the list is ordered. Every order is total, so that pages never overlap.</summary>
public enum HostSort
{
    /// <summary>By name.</summary>
    Name,

    /// <summary>Seen last first.</summary>
    LastSeen,

    /// <summary>Longest quiet first.</summary>
    Quiet,

    /// <summary>Worst open alert first, then most open alerts.</summary>
    Alerts,
}

/// <summary>What the list of hosts shows: the state of the page, held in its address and nowhere else.</summary>
public sealed record HostFilter
{
    /// <summary>Every host, by name.</summary>
    public static HostFilter Default { get; } = new();

    /// <summary>Part of the name, case-blind.</summary>
    public string? Name { get; init; }

    /// <summary>Only hosts of this host group.</summary>
    public string? Group { get; init; }

    /// <summary>How the telemetry stands; null for any.</summary>
    public ComponentState? Health { get; init; }

    /// <summary>Whether there are open alerts; null for either.</summary>
    public bool? HasOpenAlerts { get; init; }

    public HostSort Sort { get; init; }

    /// <summary>
    /// Computers that an exercise invented are listed, too: to whoever must not know of it, a computer that an alert names and no
    /// list has would tell. Decided by who looks, never by the address.
    /// </summary>
    public bool WithExercises { get; init; }

    /// <summary>Whether anything narrows the list.</summary>
    public bool IsNarrowed => this with { Sort = Default.Sort, WithExercises = false } != Default;

    /// <summary>Reads an address's query. Parts that make no sense are left out and named.</summary>
    public static (HostFilter Filter, IReadOnlyList<string> Ignored) Parse(string? query) => HostFilterQuery.Parse(query);

    /// <summary>The query, with its question mark; empty for the default.</summary>
    public string ToQuery() => HostFilterQuery.Write(this);
}
