using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace TriageConsole.Web.Features.Filters;

/// <summary>What every filter does with an address's query: take its parts, say what it leaves out, write them.</summary>
internal static class AddressParts
{
    /// <summary>The parts of a query that can be looked at; what cannot is named.</summary>
    /// <param name="query">The query, with or without its question mark.</param>
    /// <param name="longest">Characters of the longest value that can make sense.</param>
    /// <param name="ignored">Takes what was left out, for people.</param>
    public static IEnumerable<(string Key, string Value)> Of(string? query, int longest, List<string> ignored)
    {
        foreach (var (key, values) in QueryHelpers.ParseQuery(query))
        {
            var value = values[^1]?.Trim() ?? string.Empty;
            if (values.Count > 1)
                ignored.Add($"{Shown(key)} is given {values.Count} times; the last one counts");
            if (value.Length > longest || value.Any(char.IsControl))
                ignored.Add($"{Shown(key)} is too long or holds control characters");
            else
                yield return (key.ToLowerInvariant(), value);
        }
    }

    public static void Add(StringBuilder query, string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            query.Append(query.Length == 0 ? '?' : '&').Append(key).Append('=').Append(Uri.EscapeDataString(value));
    }

    /// <summary>A filter that a part of the address changed nothing of.</summary>
    public static T Unknown<T>(T filter, string key, List<string> ignored)
    {
        ignored.Add($"“{Shown(key)}”");
        return filter;
    }

    public static string? NullIfEmpty(string value) => value.Length == 0 ? null : value;

    /// <summary>A value as it is told to people: not longer than they read.</summary>
    public static string Shown(string value) => value.Length <= 40 ? value : string.Concat(value.AsSpan(0, 40), "…");
}
