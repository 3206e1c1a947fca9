namespace TriageConsole.Detection;

/// <summary>What an admin changed about one signal; what is not given is as shipped.</summary>
public sealed record SignalSetting
{
    /// <summary>Whether it runs; null as shipped.</summary>
    public bool? IsEnabled { get; init; }

    /// <summary>Points by name of the weight, 0–100; those that are missing are as shipped.</summary>
    public IReadOnlyDictionary<string, int> Points { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);
}
