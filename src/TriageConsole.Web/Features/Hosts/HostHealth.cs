using TriageConsole.Web.Features.Coverage;

namespace TriageConsole.Web.Features.Hosts;

/// <summary>How a host's telemetry stands.</summary>
public enum HostHealth
{
    /// <summary>Sends all that the analytic needs.</summary>
    Covered,

    /// <summary>Sends it in part.</summary>
    Weakened,

    /// <summary>Sends something, but not enough to evaluate anything.</summary>
    NotEvaluable,

    /// <summary>Has sent nothing for longer than it is used to.</summary>
    Silent,
}

/// <summary>Health in words.</summary>
public static class HostHealthWords
{
    public static HostHealth Of(HostCoverage week, bool isSilent)
    {
        ArgumentNullException.ThrowIfNull(week);
        return isSilent ? HostHealth.Silent : week.Overall switch
        {
            ComponentState.Covered => HostHealth.Covered,
            ComponentState.Weakened => HostHealth.Weakened,
            _ => HostHealth.NotEvaluable,
        };
    }

    public static string Of(HostHealth health) => health switch
    {
        HostHealth.Covered => CoverageWords.Of(ComponentState.Covered),
        HostHealth.Weakened => CoverageWords.Of(ComponentState.Weakened),
        HostHealth.NotEvaluable => CoverageWords.NotEvaluable,
        _ => "silent",
    };

    /// <summary>A shape beside the word.</summary>
    public static string Mark(HostHealth health) => health switch
    {
        HostHealth.Covered => CoverageWords.Mark(ComponentState.Covered),
        HostHealth.Weakened => CoverageWords.Mark(ComponentState.Weakened),
        HostHealth.NotEvaluable => CoverageWords.Mark(ComponentState.NotEvaluable),
        _ => "○",
    };

    /// <summary>The components that were not seen, in a few words.</summary>
    public static string Unseen(HostCoverage week)
    {
        ArgumentNullException.ThrowIfNull(week);
        var missing = HostCoverage.Components.Where(c => week.Of(c) == 0 && !week.IsReplaced(c)).ToList();
        return missing.Count == 0 ? "all seen"
            : missing.Count == HostCoverage.Components.Count || week.Counts.Values.All(count => count == 0) ? "nothing seen"
            : $"no {string.Join(", ", missing.Select(CoverageWords.Of))}";
    }
}
