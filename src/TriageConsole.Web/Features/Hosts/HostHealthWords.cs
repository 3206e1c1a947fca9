using TriageConsole.Web.Features.Coverage;

namespace TriageConsole.Web.Features.Hosts;

/// <summary>Health of a host in a list: the same states as in coverage, from what came in a week.</summary>
public static class HostHealthWords
{
    public static ComponentState Of(HostCoverage week, bool isSilent)
    {
        ArgumentNullException.ThrowIfNull(week);
        return isSilent ? ComponentState.Silent : week.Overall;
    }

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
