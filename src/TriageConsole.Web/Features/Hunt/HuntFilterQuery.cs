using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using TriageConsole.Data.Search;
using TriageConsole.Domain.Processes;
using static TriageConsole.Web.Features.Filters.AddressParts;

namespace TriageConsole.Web.Features.Hunt;

/// <summary>The one place that knows how a <see cref="HuntFilter"/> is written in an address.</summary>
internal static class HuntFilterQuery
{
    private const int LongestValue = 512;

    private static readonly string[] _formats = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd"];

    private static readonly FrozenDictionary<string, SignatureStatus> _signatures = new Dictionary<string, SignatureStatus>
    {
        ["valid"] = SignatureStatus.Valid,
        ["unsigned"] = SignatureStatus.Unsigned,
        ["invalid"] = SignatureStatus.Invalid,
        ["unknown"] = SignatureStatus.Unknown,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> SignatureWords => _signatures.OrderBy(pair => pair.Value).Select(pair => pair.Key);

    public static (HuntFilter Filter, IReadOnlyList<string> Ignored) Parse(string? query)
    {
        var filter = HuntFilter.Default;
        var ignored = new List<string>();
        foreach (var (key, value) in Of(query, LongestValue, ignored))
        {
            filter = key switch
            {
                "q" => filter with { Words = Words(value, ignored) },
                "host" => filter with { Host = NullIfEmpty(value) },
                "group" => filter with { Group = NullIfEmpty(value) },
                "image" => filter with { Image = NullIfEmpty(value) },
                "parent" => filter with { Parent = NullIfEmpty(value) },
                "user" => filter with { User = NullIfEmpty(value) },
                "hash" => filter with { Hash = Hash(value, ignored) },
                "signature" => filter with { Signature = Signature(value, ignored) },
                "from" => filter with { FromUtc = Moment(key, value, ignored) },
                "until" => filter with { UntilUtc = Moment(key, value, ignored) },
                _ => Unknown(filter, key, ignored),
            };
        }

        return (filter, ignored);
    }

    public static string Write(HuntFilter filter)
    {
        var query = new StringBuilder();
        Add(query, "q", filter.Words);
        Add(query, "host", filter.Host);
        Add(query, "group", filter.Group);
        Add(query, "image", filter.Image);
        Add(query, "parent", filter.Parent);
        Add(query, "user", filter.User);
        Add(query, "hash", filter.Hash);
        Add(query, "signature", filter.Signature is { } status ? WordOf(status) : null);
        Add(query, "from", Written(filter.FromUtc));
        Add(query, "until", Written(filter.UntilUtc));
        return query.ToString();
    }

    /// <summary>The status of a word; null for any other text.</summary>
    public static SignatureStatus? StatusOf(string? word) => word is not null && _signatures.TryGetValue(word, out var status) ? status : null;

    public static string WordOf(SignatureStatus status) => _signatures.First(pair => pair.Value == status).Key;

    private static string? Written(DateTime? utc) => utc?.ToString(_formats[0], CultureInfo.InvariantCulture);

    private static string? Words(string value, List<string> ignored)
    {
        if (value.Length == 0)
            return null;
        if (SearchWords.Parse(value) is not null)
            return value;
        ignored.Add($"q “{Shown(value)}” (it names no word to look for)");
        return null;
    }

    private static string? Hash(string value, List<string> ignored)
    {
        if (value.Length is 64 or 40 or 32 && value.All(char.IsAsciiHexDigit))
            return value.ToUpperInvariant();
        if (value.Length > 0)
            ignored.Add($"hash “{Shown(value)}” (it is no SHA-256, SHA-1 or MD5 in hex)");
        return null;
    }

    private static SignatureStatus? Signature(string value, List<string> ignored)
    {
        var known = StatusOf(value);
        if (known is null && value.Length > 0)
            ignored.Add($"signature “{Shown(value)}”");
        return known;
    }

    private static DateTime? Moment(string key, string value, List<string> ignored)
    {
        if (DateTime.TryParseExact(value, _formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var utc))
            return utc;
        if (value.Length > 0)
            ignored.Add($"{key} “{Shown(value)}”");
        return null;
    }
}
