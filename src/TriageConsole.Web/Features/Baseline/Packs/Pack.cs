using System.Text.Json.Serialization;
using TriageConsole.Domain.Baseline;

namespace TriageConsole.Web.Features.Baseline.Packs;

/// <summary>Approved uses that a product is known to need; data that ships, and in force nowhere until people propose and approve it.</summary>
public sealed record Pack
{
    [JsonPropertyName("version")]
    public required int Version { get; init; }

    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("title")]
    public required string Title { get; init; }

    [JsonPropertyName("about")]
    public required string About { get; init; }

    /// <summary>What is different in every estate, by the name that stands between double braces in patterns.</summary>
    [JsonPropertyName("asks")]
    public IReadOnlyDictionary<string, PackAsk> Asks { get; init; } = new Dictionary<string, PackAsk>();

    [JsonPropertyName("entries")]
    public required IReadOnlyList<PackEntry> Entries { get; init; }
}

/// <summary>Something that a pack has to be told.</summary>
public sealed record PackAsk([property: JsonPropertyName("label")] string Label, [property: JsonPropertyName("example")] string Example);

/// <summary>Where an entry is documented.</summary>
public sealed record PackSource([property: JsonPropertyName("name")] string Name, [property: JsonPropertyName("url")] string Url);

public sealed record PackCondition([property: JsonPropertyName("field")] UseField Field, [property: JsonPropertyName("pattern")] string Pattern);

/// <summary>One use of a pack.</summary>
public sealed record PackEntry
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("title")]
    public required string Title { get; init; }

    /// <summary>Why the product needs it.</summary>
    [JsonPropertyName("reason")]
    public required string Reason { get; init; }

    [JsonPropertyName("source")]
    public required PackSource Source { get; init; }

    /// <summary>What to look at before it fits an estate.</summary>
    [JsonPropertyName("adapt")]
    public IReadOnlyList<string> Adapt { get; init; } = [];

    /// <summary>Why the lint's warnings are right anyway; null where there are none.</summary>
    [JsonPropertyName("acknowledgement")]
    public string? Acknowledgement { get; init; }

    [JsonPropertyName("conditions")]
    public required IReadOnlyList<PackCondition> Conditions { get; init; }
}
