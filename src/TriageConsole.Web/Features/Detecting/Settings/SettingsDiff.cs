using System.Globalization;
using TriageConsole.Detection;

namespace TriageConsole.Web.Features.Detecting.Settings;

/// <summary>One thing that two versions of the settings say differently.</summary>
/// <param name="Setting">Its name.</param>
/// <param name="From">Before, in words.</param>
/// <param name="To">After.</param>
public sealed record SettingsDifference(string Setting, string From, string To);

/// <summary>What differs between two versions of the settings, in words.</summary>
public static class SettingsDiff
{
    private const string AsShipped = "as shipped";

    public static IReadOnlyList<SettingsDifference> Between(DetectionSettings from, DetectionSettings to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        var differences = Fields(from).Zip(Fields(to), (a, b) => new SettingsDifference(a.Name, a.Value, b.Value)).ToList();
        foreach (var id in from.Signals.Keys.Union(to.Signals.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
            differences.AddRange(Signal(id, from.Signals.GetValueOrDefault(id) ?? new(), to.Signals.GetValueOrDefault(id) ?? new()));
        return [.. differences.Where(difference => difference.From != difference.To)];
    }

    public static string Span(TimeSpan span) => span.TotalMinutes >= 1 && span.Seconds == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{span.TotalMinutes:0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.###} s");

    private static IEnumerable<(string Name, string Value)> Fields(DetectionSettings settings) =>
    [
        ("ParentProcessName", settings.ParentProcessNames.Count == 0 ? "none" : string.Join(", ", settings.ParentProcessNames)),
        ("TimeWindow", Span(settings.TimeWindow)),
        ("ChildCommandLineRegex", settings.ChildCommandLineRegex.Length == 0 ? "none" : settings.ChildCommandLineRegex),
        ("SignedToUnsignedTransition", settings.SignedToUnsignedTransition ? "on" : "off"),
        ("Low from", Number(settings.LowFrom)),
        ("Medium from", Number(settings.MediumFrom)),
        ("High from", Number(settings.HighFrom)),
        ("Critical from", Number(settings.CriticalFrom)),
        ("Broker window", Span(settings.BrokerWindow)),
        ("Task window", Span(settings.TaskWindow)),
    ];

    private static IEnumerable<SettingsDifference> Signal(string id, SignalSetting from, SignalSetting to)
    {
        yield return new(id, Switch(from), Switch(to));
        foreach (var name in from.Points.Keys.Union(to.Points.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
            yield return new($"{id} · {name}", Points(from, name), Points(to, name));
    }

    private static string Switch(SignalSetting setting) => setting.IsEnabled is { } on ? on ? "on" : "off" : AsShipped;

    private static string Points(SignalSetting setting, string name) => setting.Points.TryGetValue(name, out var points) ? Number(points) : AsShipped;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
