using System.Globalization;
using System.Text;
using static TriageConsole.Web.Features.Filters.AddressParts;

namespace TriageConsole.Web.Features.Coverage;

/// <summary>The one place that knows how a <see cref="CoverageFilter"/> is written in an address.</summary>
internal static class CoverageFilterQuery
{
    private const int LongestValue = 256;
    private const string Ever = "all";
    private const string Before = "previous";
    private const string DayFormat = "yyyy-MM-dd";

    // No telemetry of Windows is older, and no clock that far ahead means anything.
    private static readonly DateOnly _first = new(1980, 1, 1);
    private static readonly DateOnly _last = new(2199, 12, 31);

    public static (CoverageFilter Filter, IReadOnlyList<string> Ignored) Parse(string? query)
    {
        var filter = CoverageFilter.Default;
        var ignored = new List<string>();
        var hasDays = false;
        foreach (var (key, value) in Of(query, LongestValue, ignored))
        {
            switch (key)
            {
                case "days":
                    (filter, hasDays) = (filter with { Days = Days(value, ignored) }, value.Length > 0);
                    break;
                case "from":
                    filter = filter with { From = Day(key, value, ignored) };
                    break;
                case "until":
                    filter = filter with { Until = Day(key, value, ignored) };
                    break;
                case "group":
                    filter = filter with { Group = NullIfEmpty(value) };
                    break;
                case "compare":
                    filter = filter with { Compare = Compare(value, ignored) };
                    break;
                default:
                    filter = Unknown(filter, key, ignored);
                    break;
            }
        }

        return (Whole(filter, hasDays, ignored), ignored);
    }

    public static string Write(CoverageFilter filter)
    {
        var query = new StringBuilder();
        if (filter.IsEver)
            Add(query, "days", Ever);
        else if (filter.Days is { } days && days != CoverageFilter.DefaultDays)
            Add(query, "days", days.ToString(CultureInfo.InvariantCulture));
        Add(query, "from", Written(filter.From));
        Add(query, "until", Written(filter.Until));
        Add(query, "group", filter.Group);
        Add(query, "compare", filter.Compare ? Before : null);
        return query.ToString();
    }

    // What belongs together is looked at together: days are either counted or named, and end after they begin.
    private static CoverageFilter Whole(CoverageFilter filter, bool hasDays, List<string> ignored)
    {
        if (filter is { From: { } from, Until: { } until } && from > until)
        {
            ignored.Add($"from {Written(from)} until {Written(until)} (it ends before it begins)");
            filter = filter with { From = null, Until = null };
        }

        if (filter.From is not null || filter.Until is not null)
        {
            if (hasDays)
                ignored.Add("days (the first or last day is given)");
            filter = filter with { Days = null };
        }

        if (!filter.Compare || filter.Days is not null || filter.From is not null)
            return filter;
        ignored.Add("compare “previous” (nothing lies before a period without a beginning)");
        return filter with { Compare = false };
    }

    private static int? Days(string value, List<string> ignored)
    {
        if (value.Equals(Ever, StringComparison.OrdinalIgnoreCase))
            return null;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && CoverageFilter.Choices.Contains(days))
            return days;
        if (value.Length > 0)
            ignored.Add($"days “{Shown(value)}” (7, 30, 90 or all)");
        return CoverageFilter.DefaultDays;
    }

    private static DateOnly? Day(string key, string value, List<string> ignored)
    {
        if (DateOnly.TryParseExact(value, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= _first && day <= _last)
            return day;
        if (value.Length > 0)
            ignored.Add($"{key} “{Shown(value)}”");
        return null;
    }

    private static bool Compare(string value, List<string> ignored)
    {
        if (value.Equals(Before, StringComparison.OrdinalIgnoreCase))
            return true;
        if (value.Length > 0)
            ignored.Add($"compare “{Shown(value)}”");
        return false;
    }

    private static string? Written(DateOnly? day) => day?.ToString(DayFormat, CultureInfo.InvariantCulture);
}
