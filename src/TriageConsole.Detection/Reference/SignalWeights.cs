using System.Collections.Frozen;

namespace TriageConsole.Detection.Reference;

/// <summary>The points that one signal can give, by name.</summary>
public sealed class SignalWeights
{
    private readonly FrozenDictionary<string, int> _points;

    /// <summary>Takes points by name.</summary>
    public SignalWeights(IEnumerable<KeyValuePair<string, int>> points, bool isEnabled = true)
    {
        _points = points.ToFrozenDictionary(StringComparer.Ordinal);
        IsEnabled = isEnabled;
    }

    /// <summary>Whether the signal runs at all.</summary>
    public bool IsEnabled { get; }

    /// <summary>The names.</summary>
    public IEnumerable<string> Names => _points.Keys;

    /// <summary>Points of a name; the loader has checked that every name a signal asks for is there.</summary>
    public int this[string name] => _points[name];

    /// <summary>These weights with what an admin changed about them; names that the signal has not are left out.</summary>
    public SignalWeights With(SignalSetting? change) => change is null
        ? this
        : new(_points.Select(pair => KeyValuePair.Create(pair.Key, change.Points.GetValueOrDefault(pair.Key, pair.Value))), change.IsEnabled ?? IsEnabled);
}
