using System.Collections.Frozen;
using System.Text;
using TriageConsole.Domain;
using static TriageConsole.Web.Features.Filters.AddressParts;

namespace TriageConsole.Web.Features.Baseline;

/// <summary>Why an entry should be looked at.</summary>
public enum UseAttention
{
    /// <summary>Covered nothing for long: proposed for retirement.</summary>
    Unused,

    /// <summary>Its owner's account is disabled or gone.</summary>
    Ownerless,

    /// <summary>Approved by its proposer.</summary>
    SelfApproved,

    /// <summary>A new version waits for approval.</summary>
    Renewal,

    /// <summary>The date to look at it again has passed.</summary>
    ReviewDue,

    /// <summary>Open alerts run what it approves, but otherwise.</summary>
    Drift,
}

/// <summary>What the baseline shows: the state of the page, held in its address and nowhere else.</summary>
public sealed record BaselineFilter
{
    private const int LongestValue = 256;

    private static readonly FrozenDictionary<string, UseStanding> _standings =
        Enum.GetValues<UseStanding>().ToFrozenDictionary(standing => standing.ToString(), StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, UseAttention> _attentions = new Dictionary<string, UseAttention>
    {
        ["unused"] = UseAttention.Unused,
        ["ownerless"] = UseAttention.Ownerless,
        ["self-approved"] = UseAttention.SelfApproved,
        ["renewal"] = UseAttention.Renewal,
        ["review-due"] = UseAttention.ReviewDue,
        ["drift"] = UseAttention.Drift,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Every entry.</summary>
    public static BaselineFilter Default { get; } = new();

    public UseStanding? Standing { get; init; }

    public UseAttention? Attention { get; init; }

    /// <summary>The owner, all of the name.</summary>
    public string? Owner { get; init; }

    /// <summary>Part of the title, reason, ticket or a pattern.</summary>
    public string? Text { get; init; }

    /// <summary>Reads an address's query. Parts that make no sense are left out and named.</summary>
    public static (BaselineFilter Filter, IReadOnlyList<string> Ignored) Parse(string? query)
    {
        var filter = Default;
        var ignored = new List<string>();
        foreach (var (key, value) in Of(query, LongestValue, ignored))
        {
            filter = key switch
            {
                "state" => filter with { Standing = One(_standings, key, value, ignored) },
                "attention" => filter with { Attention = One(_attentions, key, value, ignored) },
                "owner" => filter with { Owner = NullIfEmpty(value) },
                "q" => filter with { Text = NullIfEmpty(value) },
                _ => Unknown(filter, key, ignored),
            };
        }

        return (filter, ignored);
    }

    /// <summary>The query, with its question mark; empty for the default.</summary>
    public string ToQuery()
    {
        var query = new StringBuilder();
        Add(query, "state", Standing?.ToString().ToLowerInvariant());
        Add(query, "attention", Attention is { } attention ? _attentions.First(pair => pair.Value == attention).Key : null);
        Add(query, "owner", Owner);
        Add(query, "q", Text);
        return query.ToString();
    }

    /// <summary>Whether the filter shows an entry.</summary>
    public bool Shows(UseLine use)
    {
        ArgumentNullException.ThrowIfNull(use);
        return (Standing is null || use.Standing == Standing)
            && (Attention is not { } attention || use.Attentions.Contains(attention))
            && (Owner is null || Comparers.UserName.Equals(use.Owner, Owner))
            && (Text is null || Says(use.Title) || Says(use.Reason) || Says(use.Ticket) || use.Conditions.Any(condition => Says(condition.Pattern)));
    }

    private bool Says(string text) => text.Contains(Text!, StringComparison.OrdinalIgnoreCase);

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
