namespace TriageConsole.Detection;

/// <summary>What is wrong with one setting.</summary>
/// <param name="Setting">Its name; for a weight <c>Signals.SIGNAL.WEIGHT</c>.</param>
/// <param name="Says">A sentence for people.</param>
public sealed record SettingsFault(string Setting, string Says)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Setting}: {Says}";
}
