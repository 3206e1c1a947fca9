namespace TriageConsole.Detection.Reference;

/// <summary>Something wrong with the reference data.</summary>
/// <param name="File">Which file.</param>
/// <param name="Key">Where in it, as a path of keys and indexes.</param>
/// <param name="Message">What is wrong and what was expected.</param>
public sealed record ReferenceFault(string File, string Key, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}: {Key}: {Message}";
}

/// <summary>The reference data, or everything that keeps it from being used.</summary>
/// <param name="Data">The data; null where there is a fault.</param>
/// <param name="Faults">All faults at once; empty where there is none.</param>
public sealed record ReferenceLoadResult(ReferenceData? Data, IReadOnlyList<ReferenceFault> Faults);
