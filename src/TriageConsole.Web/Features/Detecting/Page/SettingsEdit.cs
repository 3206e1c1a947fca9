using System.Globalization;
using TriageConsole.Detection;
using TriageConsole.Detection.Reference;
using TriageConsole.Detection.Signals;

namespace TriageConsole.Web.Features.Detecting.Page;

/// <summary>The form's fields as typed. What can't be read is a fault beside its field, never lost.</summary>
public sealed class SettingsEdit
{
    private readonly ReferenceData _reference;

    public SettingsEdit(DetectionSettings from, ReferenceData reference)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(reference);
        _reference = reference;
        Parents = string.Join('\n', from.ParentProcessNames);
        Pattern = from.ChildCommandLineRegex;
        Transition = from.SignedToUnsignedTransition;
        TimeWindow = Seconds(from.TimeWindow);
        BrokerWindow = Seconds(from.BrokerWindow);
        TaskWindow = Seconds(from.TaskWindow);
        LowFrom = Text(from.LowFrom);
        MediumFrom = Text(from.MediumFrom);
        HighFrom = Text(from.HighFrom);
        CriticalFrom = Text(from.CriticalFrom);
        Signals = SignalCatalog.All.ToDictionary(
            info => info.Id,
            info => new SignalEdit(reference.Weights[info.Id].With(from.Signals.GetValueOrDefault(info.Id)), info.WeightNames),
            StringComparer.Ordinal);
    }

    /// <summary>One file name a line.</summary>
    public string Parents { get; set; }

    public string Pattern { get; set; }

    public bool Transition { get; set; }

    public string TimeWindow { get; set; }

    public string BrokerWindow { get; set; }

    public string TaskWindow { get; set; }

    public string LowFrom { get; set; }

    public string MediumFrom { get; set; }

    public string HighFrom { get; set; }

    public string CriticalFrom { get; set; }

    public string Note { get; set; } = string.Empty;

    public IReadOnlyDictionary<string, SignalEdit> Signals { get; }

    /// <summary>The settings that the fields say, and what could not be read of them.</summary>
    public DetectionSettings Read(List<SettingsFault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        var settings = new DetectionSettings();
        return settings with
        {
            ParentProcessNames = [.. Parents.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase)],
            ChildCommandLineRegex = Pattern.Trim(),
            SignedToUnsignedTransition = Transition,
            TimeWindow = Span(TimeWindow, nameof(settings.TimeWindow), settings.TimeWindow, faults),
            BrokerWindow = Span(BrokerWindow, nameof(settings.BrokerWindow), settings.BrokerWindow, faults),
            TaskWindow = Span(TaskWindow, nameof(settings.TaskWindow), settings.TaskWindow, faults),
            LowFrom = Number(LowFrom, nameof(settings.LowFrom), settings.LowFrom, faults),
            MediumFrom = Number(MediumFrom, nameof(settings.MediumFrom), settings.MediumFrom, faults),
            HighFrom = Number(HighFrom, nameof(settings.HighFrom), settings.HighFrom, faults),
            CriticalFrom = Number(CriticalFrom, nameof(settings.CriticalFrom), settings.CriticalFrom, faults),
            Signals = Changed(faults),
        };
    }

    // Only what differs from what ships is kept, so that a later program's better weights hold where nobody chose others.
    private Dictionary<string, SignalSetting> Changed(List<SettingsFault> faults)
    {
        Dictionary<string, SignalSetting> changed = new(StringComparer.Ordinal);
        foreach (var (id, edit) in Signals)
        {
            var shipped = _reference.Weights[id];
            Dictionary<string, int> points = new(StringComparer.Ordinal);
            foreach (var name in edit.Names)
            {
                var given = Number(edit[name], $"Signals.{id}.{name}", shipped[name], faults);
                if (given != shipped[name])
                    points[name] = given;
            }

            if (points.Count > 0 || edit.IsOn != shipped.IsEnabled)
                changed[id] = new() { IsEnabled = edit.IsOn == shipped.IsEnabled ? null : edit.IsOn, Points = points };
        }

        return changed;
    }

    private static TimeSpan Span(string text, string setting, TimeSpan fallback, List<SettingsFault> faults)
    {
        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var seconds) && seconds < 10_000_000)
            return TimeSpan.FromMilliseconds((long)(seconds * 1000));
        faults.Add(new(setting, "It is a number of seconds."));
        return fallback;
    }

    private static int Number(string text, string setting, int fallback, List<SettingsFault> faults)
    {
        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number))
            return number;
        faults.Add(new(setting, "It is a whole number."));
        return fallback;
    }

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The fields of one signal.</summary>
public sealed class SignalEdit(SignalWeights weights, IReadOnlyList<string> names)
{
    private readonly Dictionary<string, string> _points = names.ToDictionary(name => name, name => weights[name].ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);

    public bool IsOn { get; set; } = weights.IsEnabled;

    public IReadOnlyList<string> Names => names;

    public string this[string name]
    {
        get => _points[name];
        set => _points[name] = value;
    }
}
