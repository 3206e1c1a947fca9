using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TriageConsole.Web.Tests.Coverage;

/// <summary>
/// What the public description of the Navigator's layer format 4.5 asks of a layer: which properties there are, which must be there,
/// of what type and with which values. Anything else is a fault.
/// </summary>
internal static partial class LayerFormat
{
    private static readonly Dictionary<string, Rule> _layer = new(StringComparer.Ordinal)
    {
        ["name"] = new(Text, IsRequired: true),
        ["domain"] = new(OneOf("enterprise-attack", "mobile-attack", "ics-attack"), IsRequired: true),
        ["versions"] = new(Of(new()
        {
            ["attack"] = new(Text),
            ["navigator"] = new(At(4, 9, 0), IsRequired: true),
            ["layer"] = new(OneOf("4.5"), IsRequired: true),
        })),
        ["description"] = new(Text),
        ["customDataURL"] = new(Text),
        ["filters"] = new(Of(new() { ["platforms"] = new(ListOf(OneOf("PRE", "Windows", "Linux", "macOS", "Network", "AWS", "GCP", "Azure", "Azure AD", "Office 365", "SaaS"))) })),
        ["sorting"] = new(Number(0, 3)),
        ["layout"] = new(Of(new()
        {
            ["layout"] = new(OneOf("side", "flat", "mini")),
            ["showID"] = new(Truth),
            ["showName"] = new(Truth),
            ["showAggregateScores"] = new(Truth),
            ["countUnscored"] = new(Truth),
            ["aggregateFunction"] = new(OneOf("average", "min", "max", "sum")),
            ["expandedSubtechniques"] = new(OneOf("none", "all", "annotated")),
        })),
        ["hideDisabled"] = new(Truth),
        ["techniques"] = new(ListOf(Of(new()
        {
            ["techniqueID"] = new(Matching(TechniqueId()), IsRequired: true),
            ["tactic"] = new(Matching(TacticName())),
            ["comment"] = new(Text),
            ["enabled"] = new(Truth),
            ["score"] = new(Number(double.MinValue, double.MaxValue)),
            ["color"] = new(Matching(Color())),
            ["metadata"] = new(ListOf(Pair("name", "value"))),
            ["links"] = new(ListOf(Pair("label", "url"))),
            ["showSubtechniques"] = new(Truth),
        }))),
        ["gradient"] = new(Of(new()
        {
            ["colors"] = new(ListOf(Matching(Color()), least: 2), IsRequired: true),
            ["minValue"] = new(Number(double.MinValue, double.MaxValue), IsRequired: true),
            ["maxValue"] = new(Number(double.MinValue, double.MaxValue), IsRequired: true),
        })),
        ["legendItems"] = new(ListOf(Of(new() { ["label"] = new(Text, IsRequired: true), ["color"] = new(Matching(Color()), IsRequired: true) }))),
        ["showTacticRowBackground"] = new(Truth),
        ["tacticRowBackground"] = new(Matching(Color())),
        ["selectTechniquesAcrossTactics"] = new(Truth),
        ["selectSubtechniquesWithParent"] = new(Truth),
        ["selectVisibleTechniques"] = new(Truth),
        ["metadata"] = new(ListOf(Pair("name", "value"))),
        ["links"] = new(ListOf(Pair("label", "url"))),
    };

    private delegate void Check(JsonElement value, string at, List<string> faults);

    /// <summary>All faults, each with its place; empty for a layer that is one.</summary>
    public static IReadOnlyList<string> Faults(string json)
    {
        var faults = new List<string>();
        using var document = JsonDocument.Parse(json);
        Of(_layer)(document.RootElement, "layer", faults);
        if (faults.Count == 0 && document.RootElement.TryGetProperty("gradient", out var gradient)
            && gradient.GetProperty("maxValue").GetDouble() <= gradient.GetProperty("minValue").GetDouble())
        {
            faults.Add("layer.gradient: maxValue must be greater than minValue");
        }

        return faults;
    }

    private static Check Of(Dictionary<string, Rule> rules) => (value, at, faults) =>
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            faults.Add($"{at}: no object");
            return;
        }

        foreach (var property in value.EnumerateObject())
        {
            if (rules.TryGetValue(property.Name, out var rule))
                rule.Check(property.Value, $"{at}.{property.Name}", faults);
            else
                faults.Add($"{at}.{property.Name}: not in the format");
        }

        faults.AddRange(rules.Where(rule => rule.Value.IsRequired && !value.TryGetProperty(rule.Key, out _)).Select(rule => $"{at}.{rule.Key}: missing"));
    };

    private static Check ListOf(Check item, int least = 0) => (value, at, faults) =>
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() < least)
        {
            faults.Add($"{at}: no list of at least {least}");
            return;
        }

        for (var i = 0; i < value.GetArrayLength(); i++)
            item(value[i], string.Create(CultureInfo.InvariantCulture, $"{at}[{i}]"), faults);
    };

    private static void Text(JsonElement value, string at, List<string> faults) => Must(value.ValueKind == JsonValueKind.String, at, "no text", faults);

    private static void Truth(JsonElement value, string at, List<string> faults) => Must(value.ValueKind is JsonValueKind.True or JsonValueKind.False, at, "neither true nor false", faults);

    private static Check Number(double least, double most) => (value, at, faults) =>
        Must(value.ValueKind == JsonValueKind.Number && value.GetDouble() >= least && value.GetDouble() <= most, at, "no number in range", faults);

    private static Check OneOf(params string[] words) => (value, at, faults) =>
        Must(value.ValueKind == JsonValueKind.String && words.Contains(value.GetString()), at, $"none of {string.Join(", ", words)}", faults);

    private static Check Matching(Regex form) => (value, at, faults) =>
        Must(value.ValueKind == JsonValueKind.String && form.IsMatch(value.GetString()!), at, "of another form", faults);

    private static Check At(int major, int minor, int patch) => (value, at, faults) =>
        Must(value.ValueKind == JsonValueKind.String && Version.TryParse(value.GetString(), out var version) && version >= new Version(major, minor, patch), at, "too old or no version", faults);

    // A list of these may hold dividers as well.
    private static Check Pair(string name, string value) => (item, at, faults) =>
    {
        if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty("divider", out _))
            Of(new() { ["divider"] = new(Truth, IsRequired: true) })(item, at, faults);
        else
            Of(new() { [name] = new(Text, IsRequired: true), [value] = new(Text, IsRequired: true) })(item, at, faults);
    };

    private static void Must(bool holds, string at, string otherwise, List<string> faults)
    {
        if (!holds)
            faults.Add($"{at}: {otherwise}");
    }

    [GeneratedRegex(@"^T[0-9]{4}(\.[0-9]{3})?\z")]
    private static partial Regex TechniqueId();

    [GeneratedRegex(@"^[a-z]+(-[a-z]+)*\z")]
    private static partial Regex TacticName();

    [GeneratedRegex(@"^#[0-9a-fA-F]{6}\z")]
    private static partial Regex Color();

    private sealed record Rule(Check Check, bool IsRequired = false);
}
