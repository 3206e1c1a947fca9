namespace TriageConsole.Web.Features.Exercises.Plan;

/// <summary>Numbers that come again from the same seed, so that telemetry that is written twice is the same. For nothing that must be secret.</summary>
public sealed class Draws(int seed)
{
    private ulong _state = unchecked((ulong)seed);

    /// <summary>From 0 to below a bound.</summary>
    public int Below(int bound)
    {
        // SplitMix64.
        _state = unchecked(_state + 0x9E3779B97F4A7C15UL);
        var mixed = _state;
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL);
        return (int)((mixed ^ (mixed >> 31)) % (ulong)Math.Max(1, bound));
    }

    public T OneOf<T>(IReadOnlyList<T> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return items[Below(items.Count)];
    }

    /// <summary>All of them in another order.</summary>
    public List<T> Shuffled<T>(IEnumerable<T> items)
    {
        List<T> shuffled = [.. items];
        for (var i = shuffled.Count - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (shuffled[i], shuffled[j]) = (shuffled[j], shuffled[i]);
        }

        return shuffled;
    }
}
