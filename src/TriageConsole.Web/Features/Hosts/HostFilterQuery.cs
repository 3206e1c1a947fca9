using System.Collections.Frozen;
using System.Text;
using TriageConsole.Web.Features.Coverage;
using static TriageConsole.Web.Features.Filters.AddressParts;

namespace TriageConsole.Web.Features.Hosts;

/// <summary>The one place that knows how a <see cref="HostFilter"/> is written in an address.</summary>
internal static class HostFilterQuery
{
    private const int LongestValue = 256;

    private static readonly FrozenDictionary<string, ComponentState> _healths = new Dictionary<string, ComponentState>
    {
        ["covered"] = ComponentState.Covered,
        ["weakened"] = ComponentState.Weakened,
        ["not-evaluable"] = ComponentState.NotEvaluable,
        ["silent"] = ComponentState.Silent,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, bool> _alerts =
        new Dictionary<string, bool> { ["open"] = true, ["none"] = false }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, HostSort> _sorts = new Dictionary<string, HostSort>
    {
        ["name"] = HostSort.Name,
        ["last-seen"] = HostSort.LastSeen,
        ["quiet"] = HostSort.Quiet,
        ["alerts"] = HostSort.Alerts,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static (HostFilter Filter, IReadOnlyList<string> Ignored) Parse(string? query)
    {
        var filter = HostFilter.Default;
        var ignored = new List<string>();
        foreach (var (key, value) in Of(query, LongestValue, ignored))
        {
            filter = key switch
            {
                "q" => filter with { Name = NullIfEmpty(value) },
                "group" => filter with { Group = NullIfEmpty(value) },
                "health" => filter with { Health = One(_healths, key, value, ignored) },
                "alerts" => filter with { HasOpenAlerts = One(_alerts, key, value, ignored) },
                "sort" => filter with { Sort = One(_sorts, key, value, ignored) ?? filter.Sort },
                _ => Unknown(filter, key, ignored),
            };
        }

        return (filter, ignored);
    }

    public static string Write(HostFilter filter)
    {
        var query = new StringBuilder();
        Add(query, "q", filter.Name);
        Add(query, "group", filter.Group);
        Add(query, "health", filter.Health is { } health ? WordOf(_healths, health) : null);
        Add(query, "alerts", filter.HasOpenAlerts is { } open ? WordOf(_alerts, open) : null);
        Add(query, "sort", filter.Sort == HostFilter.Default.Sort ? null : WordOf(_sorts, filter.Sort));
        return query.ToString();
    }

    private static string WordOf<T>(FrozenDictionary<string, T> words, T value)
        where T : struct => words.First(pair => pair.Value.Equals(value)).Key;

    private static T? One<T>(FrozenDictionary<string, T> words, string key, string value, List<string> ignored)
        where T : struct
    {
        if (words.TryGetValue(value, out var known))
            return known;
        if (value.Length > 0)
            ignored.Add($"{key} “{Shown(value)}”");
        return null;
    }
}
