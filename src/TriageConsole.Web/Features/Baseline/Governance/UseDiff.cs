using System.Globalization;
using TriageConsole.Domain.Baseline;

namespace TriageConsole.Web.Features.Baseline.Governance;

/// <summary>What one version of an approved use says otherwise than another, in words.</summary>
public static class UseDiff
{
    /// <summary>Each difference a line; empty where there is none. Patterns are hostile text.</summary>
    public static IReadOnlyList<string> Of(UseContent before, UseContent after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var lines = new List<string>();
        foreach (var field in before.Conditions.Concat(after.Conditions).Select(condition => condition.Field).Distinct())
        {
            var was = before.Conditions.Where(condition => condition.Field == field).ToList();
            var isNow = after.Conditions.Where(condition => condition.Field == field).ToList();
            var (gone, come) = (was.Except(isNow).Select(Words).ToList(), isNow.Except(was).Select(Words).ToList());
            if (gone.Count > 0 && come.Count > 0)
                lines.Add($"{UseWords.Of(field)}: {string.Join(", ", gone)} → {string.Join(", ", come)}");
            else if (gone.Count > 0)
                lines.Add($"{UseWords.Of(field)}: {string.Join(", ", gone)} removed");
            else if (come.Count > 0)
                lines.Add($"{UseWords.Of(field)}: {string.Join(", ", come)} added");
        }

        Text("Title", before.Title, after.Title);
        Text("Owner", before.Owner, after.Owner);
        Text("Reason", before.Reason, after.Reason);
        Text("Ticket", before.Ticket, after.Ticket);
        Text("Warnings kept", before.Acknowledgement ?? string.Empty, after.Acknowledgement ?? string.Empty);
        Text("Review", Day(before.ReviewUtc), Day(after.ReviewUtc));
        Text("Expires", Day(before.ExpiresUtc), Day(after.ExpiresUtc));
        return lines;

        void Text(string name, string was, string isNow)
        {
            if (was != isNow)
                lines.Add($"{name}: {(was.Length > 0 ? was : "nothing")} → {(isNow.Length > 0 ? isNow : "nothing")}");
        }
    }

    private static string Day(DateTime utc) => utc.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Words(UseCondition condition) => condition.IsRegex ? $"/{condition.Pattern}/" : condition.Pattern;
}
