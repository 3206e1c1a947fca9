namespace TriageConsole.Web.Features.Escalation.Targets;

/// <summary>How a field is filled in.</summary>
public enum TargetFieldKind
{
    Text,

    /// <summary>Only ever written: kept encrypted, never shown again.</summary>
    Secret,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>One of <see cref="TargetField.Choices"/>.</summary>
    Choice,
}

/// <summary>One setting of a kind of target.</summary>
public sealed record TargetField
{
    private const int LongestText = 2_000;

    public required string Name { get; init; }

    public required string Label { get; init; }

    public TargetFieldKind Kind { get; init; }

    public bool IsRequired { get; init; } = true;

    /// <summary>Where what is sent goes to: who changes it must enter the secrets again, or could have them sent elsewhere.</summary>
    public bool IsDestination { get; init; }

    public string? Hint { get; init; }

    public string Default { get; init; } = string.Empty;

    /// <summary>Value and words of each choice.</summary>
    public IReadOnlyList<(string Value, string Words)> Choices { get; init; } = [];

    public int Least { get; init; }

    public int Most { get; init; } = int.MaxValue;

    /// <summary>A secret shorter than this protects nothing.</summary>
    public int Shortest { get; init; }

    /// <summary>What is wrong with a value; null when nothing is. Never repeats the value: it may be a secret.</summary>
    public string? FaultIn(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Length == 0)
            return IsRequired ? $"{Label}: fill this in." : null;
        if (value.Length > LongestText)
            return $"{Label}: at most {LongestText} characters.";
        if (value.Length < Shortest)
            return $"{Label}: at least {Shortest} characters.";
        if (value.Any(char.IsControl))
            return $"{Label}: no line breaks or control characters.";
        return Kind switch
        {
            TargetFieldKind.Number when !int.TryParse(value, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
                || number < Least || number > Most => $"{Label}: a number from {Least} to {Most}.",
            TargetFieldKind.Choice when Choices.All(choice => choice.Value != value) => $"{Label}: choose one.",
            _ => null,
        };
    }
}
