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

    /// <summary>Level of a score.</summary>
    public Severity LevelOf(int score) =>
        score >= CriticalFrom ? Severity.Critical
        : score >= HighFrom ? Severity.High
        : score >= MediumFrom ? Severity.Medium
        : score >= LowFrom ? Severity.Low
        : Severity.Informational;

    /// <summary>All faults, each a sentence with the setting it is about; empty where there is none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        if (LowFrom is < 1 or > 100 || CriticalFrom > 100)
            faults.Add("LowFrom, CriticalFrom: thresholds lie between 1 and 100.");
        if (!(LowFrom < MediumFrom && MediumFrom < HighFrom && HighFrom < CriticalFrom))
            faults.Add("LowFrom, MediumFrom, HighFrom, CriticalFrom: each must be higher than the one before.");
        if (TimeWindow < TimeSpan.FromSeconds(1) || TimeWindow > TimeSpan.FromDays(1))
            faults.Add("TimeWindow: between one second and one day.");
        if (BrokerWindow < TimeSpan.Zero || BrokerWindow > TimeSpan.FromMinutes(10))
            faults.Add("BrokerWindow: between nothing and ten minutes.");
        if (TaskWindow < TimeSpan.Zero || TaskWindow > TimeSpan.FromMinutes(10))
            faults.Add("TaskWindow: between nothing and ten minutes.");
        foreach (var name in ParentProcessNames.Where(name => string.IsNullOrWhiteSpace(name) || name.AsSpan().IndexOfAny('\\', '/', '*') >= 0))
            faults.Add($"ParentProcessNames: '{name}' is no bare file name.");
        Pattern(faults);
        return faults;
    }

    /// <summary>The site's pattern, ready to run; null where there is none or it can't be used.</summary>
    internal Regex? CompilePattern()
    {
        if (ChildCommandLineRegex.Length is 0 or > 4_096)
            return null;
        try
        {
            return new Regex(ChildCommandLineRegex, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private void Pattern(List<string> faults)
    {
        if (ChildCommandLineRegex.Length == 0)
            return;
        if (ChildCommandLineRegex.Length > 4_096)
        {
            faults.Add("ChildCommandLineRegex: at most 4,096 characters.");
            return;
        }

        try
        {
            var regex = new Regex(ChildCommandLineRegex, RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            if (regex.IsMatch(string.Empty))
                faults.Add("ChildCommandLineRegex: it matches an empty text, so it would match everything.");
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            faults.Add("ChildCommandLineRegex: " + e.Message);
        }
    }
}
