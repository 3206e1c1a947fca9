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
    /// <param name="longest">Longest life from now; null for <see cref="LongestLife"/>, which it cannot exceed.</param>
    public static IReadOnlyList<string> Faults(ApprovedUse use, DateTime utcNow, TimeSpan? longest = null)
    {
        ArgumentNullException.ThrowIfNull(use);
        var life = longest is { } set && set < LongestLife ? set : LongestLife;
        var faults = new List<string>();
        if (string.IsNullOrWhiteSpace(use.Title))
            faults.Add("Title: give it a name that people will recognise.");
        if (string.IsNullOrWhiteSpace(use.Owner))
            faults.Add("Owner: someone must answer for it.");
        if (string.IsNullOrWhiteSpace(use.Reason))
            faults.Add("Reason: say why the business needs it.");
        if (use.ExpiresUtc <= utcNow)
            faults.Add("Expiry: it lies in the past.");
        else if (use.ExpiresUtc > utcNow + life)
            faults.Add(life == LongestLife ? "Expiry: at most a year from now." : $"Expiry: at most {life.TotalDays:0} days from now.");
        foreach (var condition in use.Conditions)
        {
            if (string.IsNullOrWhiteSpace(condition.Pattern))
                faults.Add($"{condition.Field}: the pattern is empty.");
        }

        var anchors = Anchors(use.Conditions);
        if (anchors < MinimumAnchors)
            faults.Add($"Conditions: {anchors} of at least {MinimumAnchors} independent anchors; a pattern that matches everything is none.");
        return faults;
    }

    /// <summary>
    /// Independent anchors among the conditions. Two that say the same thing in other words count once: a parent's path and
    /// its command line, a host and its group, a user and its class, a program and its signature, a payload's path, its hash and its location class, the children's path, hash and signer.
    /// </summary>
    /// <param name="conditions">All conditions of one use.</param>
    public static int Anchors(IReadOnlyList<UseCondition> conditions)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        return conditions.Where(IsAnchor).Select(condition => Subject(condition.Field)).Distinct().Count();
    }

    private static UseField Subject(UseField field) => field switch
    {
        UseField.ParentCommandLine => UseField.ParentImage,
        UseField.ProxySignature => UseField.ProxyImage,
        UseField.PayloadLocation or UseField.ScriptHash => UseField.Script,
        UseField.HostGroup => UseField.Host,
        UseField.AccountClass => UseField.User,
        UseField.ChildHash or UseField.ChildSigner => UseField.ChildImage,
        _ => field,
    };

    /// <summary>
    /// Whether a condition narrows anything: it has at least three characters that are not wildcards, or names a group. A time of
    /// the week is none: whoever knows it can wait for it.
    /// </summary>
    public static bool IsAnchor(UseCondition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        if (condition.Field is UseField.HostGroup or UseField.AccountClass)
            return IsGroupName(condition);
        if (condition.Field == UseField.Schedule)
            return false;
        if (condition.IsRegex)
            return RegexAnchor.IsAnchor(condition.Pattern);
        var solid = 0;
        foreach (var c in condition.Pattern)
        {
            if (c is not ('*' or '?' or '\\' or '.' or ' '))
                solid++;
        }

        return solid >= 3;
    }

    // How much a group narrows is up to its members, which have rules of their own.
    private static bool IsGroupName(UseCondition condition) =>
        !condition.IsRegex && !string.IsNullOrWhiteSpace(condition.Pattern) && !condition.Pattern.AsSpan().ContainsAny('*', '?');
}
