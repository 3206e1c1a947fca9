using System.Globalization;
using TriageConsole.Web.Features.Escalation.Targets;

namespace TriageConsole.Web.Features.Escalation.Page;

/// <summary>A target as it is filled in. Stored secrets never come back in here: an empty one keeps what is stored.</summary>
public sealed class TargetEdit
{
    public const string NameField = "name";
    public const string TimeoutField = "timeout";
    public const string RateField = "rate";

    /// <summary>The target that is changed; null for a new one.</summary>
    public long? Id { get; init; }

    public required string Kind { get; init; }

    public string Name { get; set; } = string.Empty;

    public bool IsEnabled { get; set; } = true;

    public bool IsDefault { get; set; }

    public string Timeout { get; set; } = "30";

    public string PerMinute { get; set; } = "0";

    /// <summary>Every field by its name, secrets too as far as somebody typed them.</summary>
    public Dictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of secrets that are stored and stay unless they are typed anew.</summary>
    public HashSet<string> StoredSecrets { get; } = new(StringComparer.Ordinal);

    public static TargetEdit New(IEscalationTarget kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        var edit = new TargetEdit { Kind = kind.Kind };
        foreach (var field in kind.Fields)
            edit.Values[field.Name] = field.Default;
        return edit;
    }

    /// <summary>A number that was typed; null where it is none.</summary>
    public static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
