using System.Text.Json;
using System.Text.Json.Serialization;

namespace TriageConsole.Web.Features.Coverage.Grade.Navigator;

/// <summary>A layer of the ATT&amp;CK Navigator, format 4.5: the properties that the console fills.</summary>
public sealed record NavigatorLayer
{
    /// <summary>Version of the format.</summary>
    public const string Format = "4.5";

    private static readonly JsonSerializerOptions _json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
    };

    public required string Name { get; init; }

    public required NavigatorVersions Versions { get; init; }

    public string Domain { get; init; } = "enterprise-attack";

    public required string Description { get; init; }

    public NavigatorFilters Filters { get; init; } = new(["Windows"]);

    /// <summary>By name, ascending.</summary>
    public int Sorting { get; init; }

    public NavigatorLayout Layout { get; init; } = new();

    public bool HideDisabled { get; init; }

    public required IReadOnlyList<NavigatorTechnique> Techniques { get; init; }

    public required NavigatorGradient Gradient { get; init; }

    public required IReadOnlyList<NavigatorLegendItem> LegendItems { get; init; }

    public IReadOnlyList<NavigatorMetadata> Metadata { get; init; } = [];

    public bool ShowTacticRowBackground { get; init; }

    public bool SelectTechniquesAcrossTactics { get; init; } = true;

    public bool SelectSubtechniquesWithParent { get; init; }

    public bool SelectVisibleTechniques { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, _json);
}

/// <param name="Attack">Major version of ATT&amp;CK.</param>
/// <param name="Navigator">The Navigator that the layer was made for.</param>
/// <param name="Layer">Version of the format.</param>
public sealed record NavigatorVersions(string Attack, string Navigator, string Layer);

public sealed record NavigatorFilters(IReadOnlyList<string> Platforms);

public sealed record NavigatorLayout(
    string Layout = "side", bool ShowId = true, bool ShowName = true, bool ShowAggregateScores = false, bool CountUnscored = false,
    string AggregateFunction = "average", string ExpandedSubtechniques = "annotated")
{
    [JsonPropertyName("showID")]
    public bool ShowId { get; init; } = ShowId;
}

/// <summary>One technique. Without a tactic it is marked under each of its tactics, whatever they are called in that version.</summary>
public sealed record NavigatorTechnique
{
    [JsonPropertyName("techniqueID")]
    public required string TechniqueId { get; init; }

    /// <summary>0–100; null where it cannot be told: the Navigator then shows no score.</summary>
    public int? Score { get; init; }

    public required string Color { get; init; }

    public required string Comment { get; init; }

    public bool Enabled { get; init; } = true;

    public IReadOnlyList<NavigatorMetadata> Metadata { get; init; } = [];

    /// <summary>Only on a technique that has sub-techniques.</summary>
    public bool? ShowSubtechniques { get; init; }
}

public sealed record NavigatorMetadata(string Name, string Value);

public sealed record NavigatorGradient(IReadOnlyList<string> Colors, int MinValue, int MaxValue);

public sealed record NavigatorLegendItem(string Label, string Color);
