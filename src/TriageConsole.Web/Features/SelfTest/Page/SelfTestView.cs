using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using TriageConsole.Web.Features.Detecting;

namespace TriageConsole.Web.Features.SelfTest.Page;

/// <summary>What the page shows; the URL is its state.</summary>
/// <param name="Run">The run that is looked at; null for the last completed one.</param>
/// <param name="OnlyNotWell">Only what is not caught, or falsely raised.</param>
/// <param name="Technique">Only scenarios of this technique and its sub-techniques; null for all.</param>
public sealed record SelfTestView(long? Run = null, bool OnlyNotWell = false, string? Technique = null)
{
    /// <summary>Reads the query of an address; what can't be read is as if it were not there.</summary>
    public static SelfTestView Parse(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        var at = uri.IndexOf('?', StringComparison.Ordinal);
        var query = QueryHelpers.ParseQuery(at < 0 ? string.Empty : uri[at..].Split('#')[0]);
        return new(
            query.TryGetValue("run", out var run) && long.TryParse(run[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null,
            query.TryGetValue("show", out var show) && show[^1] == "not-caught",
            query.TryGetValue("technique", out var technique) ? TechniqueSignals.Parse(technique[^1]) : null);
    }

    /// <summary>The address of this view.</summary>
    public string ToQuery()
    {
        Dictionary<string, string?> query = [];
        if (Run is { } run)
            query["run"] = run.ToString(CultureInfo.InvariantCulture);
        if (OnlyNotWell)
            query["show"] = "not-caught";
        if (Technique is not null)
            query["technique"] = Technique;
        return QueryHelpers.AddQueryString(AppRoutes.SelfTest, query);
    }
}
