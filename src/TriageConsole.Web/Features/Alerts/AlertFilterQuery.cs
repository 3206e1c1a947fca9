using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using TriageConsole.Domain.Alerts;
using TriageConsole.Domain.Detection;
using TriageConsole.Web.Features.Filters;
using static TriageConsole.Web.Features.Filters.AddressParts;

namespace TriageConsole.Web.Features.Alerts;

/// <summary>The one place that knows how an <see cref="AlertFilter"/> is written in an address.</summary>
internal static partial class AlertFilterQuery
{
    private const int LongestValue = 256;

    private const string Everything = "all";

    private const string DayFormat = "yyyy-MM-dd";

    private const string Affirmed = "yes";

    private static readonly FrozenDictionary<string, AlertStatus> _statuses = new Dictionary<string, AlertStatus>
    {
        ["open"] = AlertStatus.Open,
        ["covered"] = AlertStatus.Covered,
        ["pending"] = AlertStatus.AllowedPending,
        ["allowed"] = AlertStatus.Allowed,
        ["escalated"] = AlertStatus.Escalated,
        ["closed"] = AlertStatus.Closed,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, Severity> _levels = Names<Severity>();

    private static readonly FrozenDictionary<string, AlertOutcome> _outcomes = new Dictionary<string, AlertOutcome>
    {
        ["true-positive"] = AlertOutcome.TruePositive,
        ["benign-positive"] = AlertOutcome.BenignPositive,
        ["false-positive"] = AlertOutcome.FalsePositive,
        ["undetermined"] = AlertOutcome.Undetermined,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, AlertSort> _sorts = Names<AlertSort>();

    private static readonly FrozenDictionary<string, SlaFilter?> _slas = Enum.GetValues<SlaFilter>()
        .ToFrozenDictionary(value => value.ToString(), value => (SlaFilter?)value, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, AlertGrouping> _groupings = Names<AlertGrouping>();

    public static (AlertFilter Filter, IReadOnlyList<string> Ignored) Parse(string? query)
    {
        var filter = AlertFilter.Default;
        var ignored = new List<string>();
        foreach (var (key, value) in Of(query, LongestValue, ignored))
        {
            filter = key switch
            {
                "status" => filter with { Statuses = Set(_statuses, key, value, ignored, filter.Statuses) },
                "level" => filter with { Levels = Set(_levels, key, value, ignored, filter.Levels) },
                "host" => filter with { Host = NullIfEmpty(value) },
                "user" => filter with { User = NullIfEmpty(value) },
                "technique" => filter with { Technique = Technique(value, ignored) },
                "q" => filter with { Text = NullIfEmpty(value) },
                "assignee" => filter with { Assignee = NullIfEmpty(value) },
                "pattern" => filter with { Pattern = Pattern(value, ignored) },
                "use" => filter with { Use = Id(key, value, ignored) },
                "drift" => filter with { Drift = Id(key, value, ignored) },
                "from" => filter with { From = Day(key, value, ignored) },
                "until" => filter with { Until = Day(key, value, ignored) },
                "sla" => filter with { Sla = value.Length == 0 ? null : One(_slas, key, value, ignored, filter.Sla) },
                "group" => filter with { Group = NullIfEmpty(value) },
                "began" => filter with { Began = Range(key, value, ignored) },
                "raised" => filter with { Raised = Range(key, value, ignored) },
                "decided" => filter with { Decided = Range(key, value, ignored) },
                "escalated" => filter with { Escalated = Yes(key, value, ignored) },
                "decided-by" => filter with { DecidedBy = NullIfEmpty(value) },
                "outcome" => filter with { Outcomes = Set(_outcomes, key, value, ignored, default) },
                "signal" => filter with { Signal = NullIfEmpty(value) },
                "proxy" => filter with { Proxy = NullIfEmpty(value) },
                "script" => filter with { Script = NullIfEmpty(value) },
                "below" => filter with { Below = Percent(key, value, ignored) },
                "sort" => filter with { Sort = One(_sorts, key, value, ignored, filter.Sort) },
                "view" => filter with { Grouping = One(_groupings, key, value, ignored, filter.Grouping) },
                _ => Unknown(filter, key, ignored),
            };
        }

        return (filter, ignored);
    }

    public static string Write(AlertFilter filter)
    {
        var normal = AlertFilter.Default;
        var query = new StringBuilder();
        if (filter.Statuses != normal.Statuses)
            Add(query, "status", Written(_statuses, filter.Statuses));
        if (filter.Levels != normal.Levels)
            Add(query, "level", Written(_levels, filter.Levels));
        Add(query, "host", filter.Host);
        Add(query, "user", filter.User);
        Add(query, "technique", filter.Technique);
        Add(query, "q", filter.Text);
        Add(query, "assignee", filter.Assignee);
        Add(query, "pattern", filter.Pattern);
        Add(query, "use", filter.Use?.ToString("D"));
        Add(query, "drift", filter.Drift?.ToString("D"));
        Add(query, "from", Written(filter.From));
        Add(query, "until", Written(filter.Until));
        Add(query, "sla", filter.Sla?.ToString().ToLowerInvariant());
        Add(query, "group", filter.Group);
        Add(query, "began", filter.Began?.ToString());
        Add(query, "raised", filter.Raised?.ToString());
        Add(query, "decided", filter.Decided?.ToString());
        Add(query, "escalated", filter.Escalated ? Affirmed : null);
        Add(query, "decided-by", filter.DecidedBy);
        Add(query, "outcome", filter.Outcomes.IsEmpty ? null : Written(_outcomes, filter.Outcomes));
        Add(query, "signal", filter.Signal);
        Add(query, "proxy", filter.Proxy);
        Add(query, "script", filter.Script);
        Add(query, "below", filter.Below?.ToString(CultureInfo.InvariantCulture));
        if (filter.Sort != normal.Sort)
            Add(query, "sort", filter.Sort.ToString().ToLowerInvariant());
        if (filter.Grouping != normal.Grouping)
            Add(query, "view", filter.Grouping.ToString().ToLowerInvariant());
        return query.ToString();
    }

    private static string? Written(DateOnly? day) => day?.ToString(DayFormat, CultureInfo.InvariantCulture);

    private static string Written<T>(FrozenDictionary<string, T> names, EnumSet<T> set)
        where T : struct, Enum => set.IsAll
            ? Everything
            : string.Join(',', set.Values.Select(value => names.First(pair => pair.Value.Equals(value)).Key));

    private static EnumSet<T> Set<T>(FrozenDictionary<string, T> names, string key, string value, List<string> ignored, EnumSet<T> otherwise)
        where T : struct, Enum
    {
        if (value.Equals(Everything, StringComparison.OrdinalIgnoreCase))
            return EnumSet.All<T>();
        var set = default(EnumSet<T>);
        foreach (var word in value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (names.TryGetValue(word, out var known))
                set = set.With(known);
            else
                ignored.Add($"{key} “{Shown(word)}”");
        }

        return set.IsEmpty ? otherwise : set;
    }

    private static T One<T>(FrozenDictionary<string, T> names, string key, string value, List<string> ignored, T otherwise)
    {
        if (names.TryGetValue(value, out var known))
            return known;
        ignored.Add($"{key} “{Shown(value)}”");
        return otherwise;
    }

    private static string? Technique(string value, List<string> ignored)
    {
        var id = value.ToUpperInvariant();
        if (IsTechnique().IsMatch(id))
            return id;
        if (value.Length > 0)
            ignored.Add($"technique “{Shown(value)}”");
        return null;
    }

    private static DateOnly? Day(string key, string value, List<string> ignored)
    {
        if (DateOnly.TryParseExact(value, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        if (value.Length > 0)
            ignored.Add($"{key} “{Shown(value)}”");
        return null;
    }

    private static Guid? Id(string key, string value, List<string> ignored)
    {
        if (Guid.TryParseExact(value, "D", out var id))
            return id;
        if (value.Length > 0)
            ignored.Add($"{key} “{Shown(value)}”");
        return null;
    }

    private static string? Pattern(string value, List<string> ignored)
    {
        if (value.Length == 32 && value.All(char.IsAsciiHexDigit))
            return value;
        if (value.Length > 0)
            ignored.Add($"pattern “{Shown(value)}”");
        return null;
    }

    private static TimeRange? Range(string key, string value, List<string> ignored)
    {
        if (TimeRange.Parse(value) is { } range)
            return range;
        if (value.Length > 0)
            ignored.Add($"{key} “{Shown(value)}”");
        return null;
    }

    private static bool Yes(string key, string value, List<string> ignored)
    {
        if (value.Equals(Affirmed, StringComparison.OrdinalIgnoreCase))
            return true;
        if (value.Length > 0)
            ignored.Add($"{key} “{Shown(value)}”");
        return false;
    }

    private static int? Percent(string key, string value, List<string> ignored)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var percent) && percent is >= 1 and <= 100)
            return percent;
        if (value.Length > 0)
            ignored.Add($"{key} “{Shown(value)}” (1 to 100)");
        return null;
    }

    [GeneratedRegex(@"^T[0-9]{4}(\.[0-9]{3})?\z")]
    private static partial Regex IsTechnique();

    private static FrozenDictionary<string, T> Names<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToFrozenDictionary(value => value.ToString(), StringComparer.OrdinalIgnoreCase);
}
