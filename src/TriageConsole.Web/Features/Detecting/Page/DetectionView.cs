using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;

namespace TriageConsole.Web.Features.Detecting.Page;

/// <summary>The parts of the page.</summary>
public enum DetectionTab
{
    Signals,
    Settings,
    Runs,
}

/// <summary>What the page shows; the URL is its state.</summary>
/// <param name="Tab">Which part.</param>
/// <param name="Signal">The signal that is looked at; null for none.</param>
/// <param name="Version">The settings that the form starts from; null for those in force.</param>
/// <param name="Run">The run that is looked at; null for the latest.</param>
/// <param name="Technique">Only signals that look for this technique; null for all.</param>
public sealed record DetectionView(DetectionTab Tab = DetectionTab.Signals, string? Signal = null, int? Version = null, long? Run = null, string? Technique = null)
{
    private const int LongestId = 64;

    /// <summary>Reads the query of an address; what can't be read is as if it were not there.</summary>
    public static DetectionView Parse(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        var at = uri.IndexOf('?', StringComparison.Ordinal);
        var query = QueryHelpers.ParseQuery(at < 0 ? string.Empty : uri[at..].Split('#')[0]);
        var signal = query.TryGetValue("signal", out var id) && id[^1] is { Length: > 0 and <= LongestId } given ? given : null;
        return new(
            query.TryGetValue("tab", out var tab) && Enum.TryParse<DetectionTab>(tab[^1], ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : DetectionTab.Signals,
            signal,
            query.TryGetValue("version", out var version) && int.TryParse(version[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
            query.TryGetValue("run", out var run) && long.TryParse(run[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var runId) ? runId : null,
            query.TryGetValue("technique", out var technique) ? TechniqueSignals.Parse(technique[^1]) : null);
    }

    /// <summary>The address of this view.</summary>
    public string ToQuery()
    {
        Dictionary<string, string?> query = [];
        if (Tab != DetectionTab.Signals)
            query["tab"] = Tab.ToString().ToLowerInvariant();
        if (Signal is not null)
            query["signal"] = Signal;
        if (Version is { } version)
            query["version"] = version.ToString(CultureInfo.InvariantCulture);
        if (Run is { } run)
            query["run"] = run.ToString(CultureInfo.InvariantCulture);
        if (Technique is not null)
            query["technique"] = Technique;
        return QueryHelpers.AddQueryString(AppRoutes.Detection, query);
    }
}
