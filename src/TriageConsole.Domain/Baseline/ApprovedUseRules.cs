namespace TriageConsole.Domain.Baseline;

/// <summary>What an approved use must be before anyone may approve it.</summary>
public static class ApprovedUseRules
{
    /// <summary>Fewest independent anchors.</summary>
    public const int MinimumAnchors = 3;

    /// <summary>Longest life.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromDays(365);

    /// <summary>
    /// All faults of an approved use, each a sentence with the field it is about; empty where there is none.
    /// </summary>
    /// <param name="use">The entry.</param>
    /// <param name="utcNow">Now.</param>
    public static IReadOnlyList<string> Faults(ApprovedUse use, DateTime utcNow)
    {
        ArgumentNullException.ThrowIfNull(use);
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(use.Title))
            faults.Add("Title: give it a name that people will recognise.");
        if (string.IsNullOrWhiteSpace(use.Owner))
            faults.Add("Owner: someone must answer for it.");
        if (string.IsNullOrWhiteSpace(use.Reason))
            faults.Add("Reason: say why the business needs it.");
        if (use.ExpiresUtc <= utcNow)
            faults.Add("Expiry: it lies in the past.");
        else if (use.ExpiresUtc > utcNow + LongestLife)
            faults.Add("Expiry: at most a year from now.");
        var anchors = new HashSet<UseField>();
        foreach (var condition in use.Conditions)
        {
            if (string.IsNullOrWhiteSpace(condition.Pattern))
                faults.Add($"{condition.Field}: the pattern is empty.");
            else if (IsAnchor(condition))
                anchors.Add(condition.Field);
        }

        if (anchors.Count < MinimumAnchors)
            faults.Add($"Conditions: {anchors.Count} of at least {MinimumAnchors} independent anchors; a pattern that matches everything is none.");
        return faults;
    }

    /// <summary>Whether a condition narrows anything: it has at least three characters that are not wildcards.</summary>
    public static bool IsAnchor(UseCondition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var solid = 0;
        foreach (var c in condition.Pattern)
        {
            if (c is not ('*' or '?' or '\\' or '.' or ' '))
                solid++;
        }

        return solid >= 3;
    }
}
