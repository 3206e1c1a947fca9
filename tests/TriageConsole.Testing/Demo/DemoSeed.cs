namespace TriageConsole.Testing.Demo;

/// <summary>SplitMix64: the same numbers on every runtime, so that the committed demo can be made again byte for byte.</summary>
public sealed class DemoSeed(ulong state)
{
    private ulong _state = state;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from <paramref name="low"/> to below <paramref name="high"/>.</summary>
    public int Between(int low, int high) => low + (int)(Next() % (ulong)(high - low));

    /// <summary>One of the items.</summary>
    public T Pick<T>(IReadOnlyList<T> items) => items[Between(0, items.Count)];

    /// <summary>True in so many of a hundred cases.</summary>
    public bool Chance(int percent) => Between(0, 100) < percent;
}
