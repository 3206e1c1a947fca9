namespace TriageConsole.Web.Features.Alert;

/// <summary>Which folded children of a tree a person asked for, and how often: each time brings the next thousand.</summary>
public sealed class OpenedNodes
{
    /// <summary>Children that one opening brings.</summary>
    public const int AtOnce = 1_000;

    private readonly Dictionary<long, int> _times = [];

    /// <summary>Nothing was opened.</summary>
    public static OpenedNodes None { get; } = new();

    /// <summary>How many children of a process were asked for; 0 where it was not opened.</summary>
    public int ChildrenOf(long processId) => AtOnce * _times.GetValueOrDefault(processId);

    public void Open(long processId) => _times[processId] = _times.GetValueOrDefault(processId) + 1;

    public void Clear() => _times.Clear();
}
