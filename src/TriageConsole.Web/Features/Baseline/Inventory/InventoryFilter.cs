using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using static TriageConsole.Web.Features.Filters.AddressParts;

namespace TriageConsole.Web.Features.Baseline.Inventory;

/// <summary>How a use stands to the baseline.</summary>
public enum InventoryStanding
{
    /// <summary>It raised alerts, and approved uses cover or people allowed all of them.</summary>
    Approved,

    /// <summary>It raised alerts that nothing covers.</summary>
    NotApproved,

    /// <summary>It raised no alert.</summary>
    NoAlert,
}

/// <summary>What the inventory shows: the state of the page, held in its address and nowhere else.</summary>
public sealed record InventoryFilter
{
    public const int DefaultDays = 30;

    public const int MostDays = 366;

    private const int LongestValue = 256;

    private static readonly FrozenDictionary<string, InventoryStanding> _standings = new Dictionary<string, InventoryStanding>
    {
        ["yes"] = InventoryStanding.Approved,
        ["no"] = InventoryStanding.NotApproved,
        ["none"] = InventoryStanding.NoAlert,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static InventoryFilter Default { get; } = new();

    /// <summary>Host name, whole, or a pattern with <c>*</c> and <c>?</c>; case-blind.</summary>
    public string? Host { get; init; }

    /// <summary>File name of the script host or utility, whole, case-blind.</summary>
    public string? Image { get; init; }

    /// <summary>How it stands to the baseline; null for any.</summary>
    public InventoryStanding? Standing { get; init; }

    /// <summary>Days up to the last event of any host.</summary>
    public int Days { get; init; } = DefaultDays;

    /// <summary>Words of the address for each standing.</summary>
    public static IEnumerable<(string Word, InventoryStanding Standing)> Standings => _standings.OrderBy(pair => pair.Value).Select(pair => (pair.Key, pair.Value));

    /// <summary>Reads an address's query. Parts that make no sense are left out and named.</summary>
    public static (InventoryFilter Filter, IReadOnlyList<string> Ignored) Parse(string? query)
    {
        var filter = Default;
        var ignored = new List<string>();
        foreach (var (key, value) in Of(query, LongestValue, ignored))
        {
            filter = key switch
            {
                "host" => filter with { Host = NullIfEmpty(value) },
                "image" => filter with { Image = NullIfEmpty(value) },
                "approved" => filter with { Standing = StandingOf(value, ignored) },
                "days" => filter with { Days = DaysOf(value, ignored) },
                _ => Unknown(filter, key, ignored),
            };
        }

        return (filter, ignored);
    }

    /// <summary>The query, with its question mark; empty for the default.</summary>
    public string ToQuery()
    {
        var query = new StringBuilder();
        Add(query, "host", Host);
        Add(query, "image", Image);
        Add(query, "approved", Standing is { } standing ? _standings.First(pair => pair.Value == standing).Key : null);
        Add(query, "days", Days == DefaultDays ? null : Days.ToString(CultureInfo.InvariantCulture));
        return query.ToString();
    }

    private static InventoryStanding? StandingOf(string value, List<string> ignored)
    {
        if (_standings.TryGetValue(value, out var standing))
            return standing;
        if (value.Length > 0)
            ignored.Add($"approved “{Shown(value)}”");
        return null;
    }

    private static int DaysOf(string value, List<string> ignored)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= MostDays)
            return days;
        if (value.Length > 0)
            ignored.Add($"days “{Shown(value)}” (1 to {MostDays})");
        return DefaultDays;
    }
}
