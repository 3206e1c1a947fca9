using TriageConsole.Detection.Signals;
using TriageConsole.Domain;

namespace TriageConsole.Detection;

/// <summary>Finds everything that is wrong with settings.</summary>
internal static class SettingsCheck
{
    public const int LongestPattern = 4_096;
    private const int MostParents = 500;
    private const int LongestName = 260;

    private static readonly TimeSpan _longestWindow = TimeSpan.FromDays(1);
    private static readonly TimeSpan _longestHop = TimeSpan.FromMinutes(10);

    public static IReadOnlyList<SettingsFault> Faults(DetectionSettings settings)
    {
        var faults = new List<SettingsFault>();
        Thresholds(settings, faults);
        if (settings.TimeWindow < TimeSpan.FromSeconds(1) || settings.TimeWindow > _longestWindow)
            faults.Add(new(nameof(settings.TimeWindow), "It lies between one second and one day."));
        if (settings.BrokerWindow < TimeSpan.Zero || settings.BrokerWindow > _longestHop)
            faults.Add(new(nameof(settings.BrokerWindow), "It lies between nothing and ten minutes."));
        if (settings.TaskWindow < TimeSpan.Zero || settings.TaskWindow > _longestHop)
            faults.Add(new(nameof(settings.TaskWindow), "It lies between nothing and ten minutes."));
        Parents(settings, faults);
        Pattern(settings.ChildCommandLineRegex, faults);
        foreach (var (id, change) in settings.Signals.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            Signal(id, change, faults);
        return faults;
    }

    private static void Thresholds(DetectionSettings settings, List<SettingsFault> faults)
    {
        (string Name, int From)[] levels =
        [
            (nameof(settings.LowFrom), settings.LowFrom), (nameof(settings.MediumFrom), settings.MediumFrom),
            (nameof(settings.HighFrom), settings.HighFrom), (nameof(settings.CriticalFrom), settings.CriticalFrom),
        ];
        for (var i = 0; i < levels.Length; i++)
        {
            if (levels[i].From is < 1 or > 100)
                faults.Add(new(levels[i].Name, "A threshold lies between 1 and 100."));
            else if (i > 0 && levels[i].From <= levels[i - 1].From)
                faults.Add(new(levels[i].Name, $"It must be higher than {levels[i - 1].Name}, which is {levels[i - 1].From}."));
        }
    }

    private static void Parents(DetectionSettings settings, List<SettingsFault> faults)
    {
        const string setting = nameof(settings.ParentProcessNames);
        if (settings.ParentProcessNames.Count > MostParents)
            faults.Add(new(setting, $"At most {MostParents} names."));
        foreach (var name in settings.ParentProcessNames.Take(MostParents))
        {
            if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.AsSpan().IndexOfAny('\\', '/', '*') >= 0)
                faults.Add(new(setting, $"'{(name.Length > 60 ? name[..60] + "…" : name)}' is no bare file name."));
        }
    }

    private static void Pattern(string pattern, List<SettingsFault> faults)
    {
        const string setting = nameof(DetectionSettings.ChildCommandLineRegex);
        if (pattern.Length == 0)
            return;
        if (pattern.Length > LongestPattern)
        {
            faults.Add(new(setting, "At most 4,096 characters."));
            return;
        }

        try
        {
            if (DetectionSettings.Compile(pattern).IsMatch(string.Empty))
                faults.Add(new(setting, "It matches an empty text, so it would match everything."));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            faults.Add(new(setting, e.Message));
        }
    }

    private static void Signal(string id, SignalSetting change, List<SettingsFault> faults)
    {
        if (SignalCatalog.Find(id) is not { } info)
        {
            faults.Add(new($"Signals.{id}", "There is no such signal."));
            return;
        }

        foreach (var (name, points) in change.Points.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var setting = $"Signals.{id}.{name}";
            if (!info.WeightNames.Contains(name, Comparers.Id))
                faults.Add(new(setting, $"{id} has no weight of this name."));
            else if (points is < 0 or > 100)
                faults.Add(new(setting, "Points lie between 0 and 100."));
        }
    }
}
