using TriageConsole.Detection.Baseline;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Baseline;

namespace TriageConsole.Web.Features.Alert.NearUses;

/// <summary>What keeps an approved use from covering an alert, in words.</summary>
internal static class NearUseWords
{
    private const int Longest = 160;
    private const int MostValues = 3;

    /// <summary>What the use asks for; null where it says nothing of it.</summary>
    public static string? Wanted(UseDifference difference) => difference.Condition is { } condition
        ? Shown(condition.Pattern) + (condition.IsRegex ? " (regular expression)" : null)
        : null;

    /// <summary>What the chain has instead.</summary>
    public static string Found(UseDifference difference) => difference.Values.Count switch
    {
        0 => "not known",
        <= MostValues => string.Join(", ", difference.Values.Select(Shown)),
        var all => $"{string.Join(", ", difference.Values.Take(MostValues).Select(Shown))} and {all - MostValues} more",
    };

    public static string Field(UseDifference difference) => UseWords.Of(difference.Field);

    private static string Shown(string text) => HostileText.Visible(text.Length > Longest ? string.Concat(text.AsSpan(0, Longest), "…") : text);
}
