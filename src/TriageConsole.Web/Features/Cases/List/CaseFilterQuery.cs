using System.Collections.Frozen;
using System.Text;
using TriageConsole.Data.Model;
using static TriageConsole.Web.Features.Filters.AddressParts;

namespace TriageConsole.Web.Features.Cases.List;

/// <summary>The one place that knows how a <see cref="CaseFilter"/> is written in an address.</summary>
internal static class CaseFilterQuery
{
    private const int LongestValue = 256;

    private static readonly FrozenDictionary<string, CaseStatus> _statuses = new Dictionary<string, CaseStatus>
    {
        ["open"] = CaseStatus.Open,
        ["closed"] = CaseStatus.Closed,
        ["merged"] = CaseStatus.Merged,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, CaseSort> _sorts = new Dictionary<string, CaseSort>
    {
        ["changed"] = CaseSort.Changed,
        ["opened"] = CaseSort.Opened,
        ["title"] = CaseSort.Title,
        ["owner"] = CaseSort.Owner,
        ["alerts"] = CaseSort.Alerts,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static (CaseFilter Filter, IReadOnlyList<string> Ignored) Parse(string? query)
    {
        var filter = CaseFilter.Default;
        var ignored = new List<string>();
        foreach (var (key, value) in Of(query, LongestValue, ignored))
        {
            filter = key switch
            {
                "q" => filter with { Text = NullIfEmpty(value) },
                "status" => filter with { Status = One(_statuses, key, value, ignored) },
                "owner" => filter with { Owner = NullIfEmpty(value) },
                "sort" => filter with { Sort = One(_sorts, key, value, ignored) ?? filter.Sort },
                _ => Unknown(filter, key, ignored),
            };
        }

        return (filter, ignored);
    }

    public static string Write(CaseFilter filter)
    {
        var query = new StringBuilder();
        Add(query, "q", filter.Text);
        Add(query, "status", filter.Status is { } status ? WordOf(_statuses, status) : null);
        Add(query, "owner", filter.Owner);
        Add(query, "sort", filter.Sort == CaseFilter.Default.Sort ? null : WordOf(_sorts, filter.Sort));
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
