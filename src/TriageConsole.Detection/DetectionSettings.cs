using System.Text.RegularExpressions;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection;

/// <summary>The analytic's mutable elements: what an admin may change.</summary>
public sealed record DetectionSettings
{
    /// <summary>The values that ship.</summary>
    public static DetectionSettings Default { get; } = new();

    /// <summary>Scores from here on are Low; below, no alert is raised.</summary>
    public int LowFrom { get; init; } = 20;

    /// <summary>Scores from here on are Medium.</summary>
    public int MediumFrom { get; init; } = 40;

    /// <summary>Scores from here on are High.</summary>
    public int HighFrom { get; init; } = 65;

    /// <summary>Scores from here on are Critical.</summary>
    public int CriticalFrom { get; init; } = 85;

    /// <summary>How long after the proxy host's start a descendant still belongs to its chain.</summary>
    public TimeSpan TimeWindow { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long after a script host a broker's child can be its doing through WMI or COM.</summary>
    public TimeSpan BrokerWindow { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The same through a scheduled task.</summary>
    public TimeSpan TaskWindow { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The site's own non-backtracking pattern over a descendant's canonical command line; empty for none.</summary>
    public string ChildCommandLineRegex { get; init; } = string.Empty;

    /// <summary>File names of further hosts whose children are judged like a proxy host's.</summary>
    public IReadOnlyList<string> ParentProcessNames { get; init; } = [];

    /// <summary>Whether the step from a signed host to an unsigned or invalid child or module counts.</summary>
    public bool SignedToUnsignedTransition { get; init; } = true;

    /// <summary>Signals that are not as shipped, by id.</summary>
    public IReadOnlyDictionary<string, SignalSetting> Signals { get; init; } = new Dictionary<string, SignalSetting>(StringComparer.Ordinal);

    /// <summary>Level of a score.</summary>
    public Severity LevelOf(int score) =>
        score >= CriticalFrom ? Severity.Critical
        : score >= HighFrom ? Severity.High
        : score >= MediumFrom ? Severity.Medium
        : score >= LowFrom ? Severity.Low
        : Severity.Informational;

    /// <summary>All faults, each a sentence with the setting it is about; empty where there is none.</summary>
    public IReadOnlyList<string> Validate() => [.. Faults().Select(fault => fault.ToString())];

    /// <summary>All faults, each with the setting it is about; empty where there is none.</summary>
    public IReadOnlyList<SettingsFault> Faults() => SettingsCheck.Faults(this);

    /// <summary>The site's pattern, ready to run; null where there is none or it can't be used.</summary>
    internal Regex? CompilePattern()
    {
        if (ChildCommandLineRegex.Length is 0 or > SettingsCheck.LongestPattern)
            return null;
        try
        {
            return Compile(ChildCommandLineRegex);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    // Linear in the text whatever the pattern, and refused where it would grow into too large an automaton.
    internal static Regex Compile(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
}
