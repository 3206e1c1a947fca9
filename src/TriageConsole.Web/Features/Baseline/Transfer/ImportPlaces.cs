using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;

namespace TriageConsole.Web.Features.Baseline.Transfer;

/// <summary>Where in the file stands what a rule is about.</summary>
internal static class ImportPlaces
{
    private static readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal)
    {
        ["Title"] = "title",
        ["Owner"] = "owner",
        ["Reason"] = "reason",
        ["Ticket"] = "ticket",
        ["Warnings"] = "acknowledgement",
        ["Review"] = "review_utc",
        ["Expiry"] = "expires_utc",
        ["Conditions"] = "conditions",
    };

    /// <summary>A fault that begins with the word for what it is about.</summary>
    public static BaselineFault Of(string place, string fault)
    {
        var cut = fault.IndexOf(": ", StringComparison.Ordinal);
        return cut > 0 && _keys.TryGetValue(fault[..cut], out var key) ? new($"{place}.{key}", fault[(cut + 2)..]) : new(place, fault);
    }

    /// <summary>The condition that a finding of the lint is about.</summary>
    public static string Of(string place, IReadOnlyList<UseCondition> conditions, UseField? field)
    {
        for (var i = 0; i < conditions.Count; i++)
        {
            if (conditions[i].Field == field)
                return $"{place}.conditions[{i}]";
        }

        return $"{place}.conditions";
    }
}
