namespace TriageConsole.Web.Features.Coverage;

/// <summary>What the coverage page speaks of: the state of the page, held in its address and nowhere else.</summary>
public sealed record CoverageFilter
{
    public const int DefaultDays = 30;

    /// <summary>The last thirty days, every host, compared with nothing.</summary>
    public static CoverageFilter Default { get; } = new();

    /// <summary>All time.</summary>
    public static CoverageFilter Ever { get; } = new() { Days = null };

    /// <summary>Spans to choose from; null is all time.</summary>
    public static IReadOnlyList<int?> Choices { get; } = [7, 30, 90, null];

    /// <summary>So many days up to the last telemetry. Null where days are named, or for all time where none are.</summary>
    public int? Days { get; init; } = DefaultDays;

    /// <summary>First day, by the viewer's clock; only without <see cref="Days"/>.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, by the viewer's clock; only without <see cref="Days"/>.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Name of a host group; null for every host.</summary>
    public string? Group { get; init; }

    /// <summary>Whether the period before it, of the same length, stands beside it.</summary>
    public bool Compare { get; init; }

    /// <summary>Whether it has neither a beginning nor an end.</summary>
    public bool IsEver => Days is null && From is null && Until is null;

    /// <summary>Reads an address's query. Parts that make no sense are left out and named.</summary>
    public static (CoverageFilter Filter, IReadOnlyList<string> Ignored) Parse(string? query) => CoverageFilterQuery.Parse(query);

    /// <summary>The query, with its question mark; empty for the default.</summary>
    public string ToQuery() => CoverageFilterQuery.Write(this);
}
