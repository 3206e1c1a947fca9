namespace TriageConsole.Web.Features.Coverage.Period;

/// <summary>What a page of coverage speaks of, looked up: which days, which hosts.</summary>
public sealed record CoverageScope
{
    public required CoverageFilter Filter { get; init; }

    public required CoverageSpan Span { get; init; }

    /// <summary>The hosts of the filter's group; null for every host.</summary>
    public IReadOnlyList<int>? Hosts { get; init; }

    /// <summary>Every host group there is, by name.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Whether anything was ever imported.</summary>
    public bool HasTelemetry => Span.MomentUtc is not null;

    /// <summary>The filter names a group that is not there.</summary>
    public bool IsGroupUnknown => Filter.Group is { } group && !Groups.Contains(group, StringComparer.OrdinalIgnoreCase);

    /// <summary>The group is there and means no host that is known.</summary>
    public bool IsGroupEmpty => !IsGroupUnknown && Hosts is [];
}
