namespace TriageConsole.Telemetry.Containers;

/// <summary>
/// What one file may unpack to, over all its entries and however nested: small entries by the thousand, or entries that
/// share their bytes, are a bomb as much as a large one.
/// </summary>
internal sealed class ContainerBudget(long? fileLength, ReadLimits limits)
{
    /// <summary>Below this no ratio is held against anybody.</summary>
    internal const long RatioFrom = 100L * 1024 * 1024;

    private long _unpacked;
    private int _entries;

    /// <summary>Whether the file has unpacked to too much already.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>Counts an entry; false where there are too many.</summary>
    public bool TakeEntry() => ++_entries <= limits.MaxArchiveEntries;

    /// <summary>Counts unpacked bytes; false where they are too many for the file's own size.</summary>
    public bool Spend(int count)
    {
        _unpacked += count;
        if (fileLength is { } length && _unpacked > RatioFrom && _unpacked / Math.Max(1, length) > limits.MaxRatio)
            IsSpent = true;
        return !IsSpent;
    }
}
