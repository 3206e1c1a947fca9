using TriageConsole.Domain.Baseline;

namespace TriageConsole.Detection.Baseline;

/// <summary>Something wrong with a baseline file.</summary>
/// <param name="Place">Where: <c>approved_uses[3].conditions[0].pattern</c>, or a line for what is no JSON.</param>
/// <param name="Message">What is wrong.</param>
public sealed record BaselineFault(string Place, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Place}: {Message}";
}

/// <summary>The entries of a baseline file, or everything that is wrong with it.</summary>
/// <param name="Entries">The entries; empty where there is a fault, since nothing is applied by halves.</param>
/// <param name="Faults">All faults, up to <see cref="BaselineFile.MostFaults"/>.</param>
public sealed record BaselineFileResult(IReadOnlyList<BaselineEntry> Entries, IReadOnlyList<BaselineFault> Faults)
{
    /// <summary>The groups that the file brings along; empty where there is a fault.</summary>
    public IReadOnlyList<UseGroup> Groups { get; init; } = [];

    /// <summary>The uses alone.</summary>
    public IReadOnlyList<ApprovedUse> Uses => [.. Entries.Select(entry => entry.Use)];
}
