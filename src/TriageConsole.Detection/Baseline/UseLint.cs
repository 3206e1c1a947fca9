using TriageConsole.Detection.CommandLines;
using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;
using TriageConsole.Detection.Text;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Baseline;

/// <summary>
/// Reads the conditions of an approved use as an attacker would: what could be put where they look, and be covered. Pure; says
/// nothing of what is stored.
/// </summary>
public sealed class UseLint(ReferenceData reference)
{
    // Programs that run whatever they are given: naming one says nothing of what is run.
    private static readonly string[] _interpreters =
    [
        "wscript.exe", "cscript.exe", "powershell.exe", "powershell_ise.exe", "pwsh.exe", "cmd.exe", "mshta.exe", "rundll32.exe", "regsvr32.exe",
        "msbuild.exe", "installutil.exe", "python.exe", "pythonw.exe", "perl.exe", "node.exe", "java.exe", "javaw.exe", "bash.exe", "wsl.exe",
    ];

    private static readonly string[] _badTrust = ["unsigned", "invalid", "unknown", "inferred"];

    // What a wildcard in the middle of a path can stand for.
    private static readonly string[] _writable = ["x", "users\\public\\x", "temp\\x", "windows\\temp\\x", "programdata\\x"];

    private readonly LocationClassifier _locations = new(reference);

    /// <summary>Everything that is wrong, errors first.</summary>
    /// <param name="conditions">All conditions of one use.</param>
    /// <param name="groups">The groups that there are.</param>
    public IReadOnlyList<LintFinding> Check(IReadOnlyList<UseCondition> conditions, UseGroups groups)
    {
        ArgumentNullException.ThrowIfNull(conditions);
        ArgumentNullException.ThrowIfNull(groups);
        var findings = new List<LintFinding>();
        var anchors = ApprovedUseRules.Anchors(conditions);
        if (anchors < ApprovedUseRules.MinimumAnchors)
        {
            findings.Add(Error("few-anchors", null,
                $"Only {anchors} of at least {ApprovedUseRules.MinimumAnchors} independent anchors. Add what starts it, who runs it, where, or what exactly is run."));
        }

        foreach (var condition in conditions)
            findings.AddRange(UseGroups.KindOf(condition.Field) is { } kind ? OfGroup(condition, kind, groups) : Of(condition, conditions));
        findings.AddRange(Together(conditions));
        return [.. findings.OrderByDescending(finding => finding.Level)];
    }

    private IEnumerable<LintFinding> Of(UseCondition condition, IReadOnlyList<UseCondition> all)
    {
        var (field, pattern) = (condition.Field, condition.Pattern.Trim());
        if (field == UseField.Schedule)
        {
            var (schedule, wrong) = condition.IsRegex ? (null, "Windows of the week are no regular expression.") : UseSchedule.Parse(pattern);
            if (pattern.Length > 0 && wrong is not null)
                yield return Error("schedule", field, wrong);
            else if (schedule?.IsAlways == true)
                yield return Error("matches-everything", field, "The windows are all of the week. Remove the condition or say less.");
            yield break;
        }

        if (field == UseField.ScriptHash && !condition.IsRegex && "unknown".Equals(pattern, StringComparison.OrdinalIgnoreCase))
            yield return Warning("unknown-hash", field, "It approves a script whose hash no record tells: anybody could have changed it. Remove it or give the hash.");
        if (condition.IsRegex)
        {
            if (UseRegex.Fault(pattern) is { } fault)
                yield return Error("regex", field, fault);
            else if (!ApprovedUseRules.IsAnchor(condition))
                yield return Error("matches-everything", field, "The regular expression asks for next to nothing. Remove the condition or say more.");
            else
                yield return Warning("regex", field, "A regular expression is hard to read for whoever approves it and for whoever comes after. Prefer a plain pattern.");
            yield break;
        }

        if (pattern.Length > 0 && pattern.Trim('*', '?', '\\', '.', ' ').Length == 0)
        {
            yield return Error("matches-everything", field, "The pattern matches everything. Remove the condition or say more.");
            yield break;
        }

        if (UsePattern.IsPath(field))
        {
            if (IsNameOnly(pattern))
                yield return Error("name-only", field, "Only a file name: the same name in any folder would do. Give the folder as well.");
            else if (pattern[0] is '*' or '?')
                yield return Warning("leading-wildcard", field, "It starts with a wildcard, so any drive, share or folder in front of it would do.");
            if (field is UseField.Script or UseField.ChildImage && IsWritable(pattern) && !IsPinned(field, all))
                yield return Warning("user-writable", field, Writable(field));
        }
        else if (pattern.Length > 0 && pattern[0] is '*' or '?')
        {
            yield return Warning("leading-wildcard", field, "It starts with a wildcard, so anything may stand in front of it.");
        }
    }

    private static IEnumerable<LintFinding> OfGroup(UseCondition condition, UseGroupKind kind, UseGroups groups)
    {
        var word = kind == UseGroupKind.Hosts ? "host group" : "account class";
        if (condition.IsRegex || condition.Pattern.AsSpan().ContainsAny('*', '?'))
            yield return Error("group-pattern", condition.Field, $"It must be the name of one {word}; wildcards and regular expressions are not for names.");
        else if (!string.IsNullOrWhiteSpace(condition.Pattern) && !groups.Has(kind, condition.Pattern))
            yield return Error("no-group", condition.Field, $"There is no {word} of this name, so this never holds. Make it first, or take another.");
    }

    private static IEnumerable<LintFinding> Together(IReadOnlyList<UseCondition> conditions)
    {
        bool Has(UseField field) => conditions.Any(condition => condition.Field == field && ApprovedUseRules.IsAnchor(condition));
        if (!Has(UseField.Script) && !Has(UseField.Arguments))
        {
            yield return Interpreted(conditions) is { } interpreter
                ? Error("no-script", UseField.ProxyImage, $"{interpreter} runs whatever it is given, and nothing says what. Name the script or the command line.")
                : Warning("no-script", null, "Nothing says what is run: neither a payload nor a command line is named.");
        }

        if (conditions.Count > 0 && !Has(UseField.Host) && !Has(UseField.HostGroup) && !Has(UseField.User) && !Has(UseField.AccountClass) && !Has(UseField.ParentImage) && !Has(UseField.ParentCommandLine))
            yield return Warning("anyone-anywhere", null, "Nothing says on which host, for whom or started by what: anybody could run it by hand and be covered.");
        if (Has(UseField.ChildSigner) && !Has(UseField.ChildHash) && conditions.FirstOrDefault(c => c.Field == UseField.ChildImage) is var child
            && (child is null || child.IsRegex || child.Pattern.AsSpan().ContainsAny('*', '?')))
            yield return Warning("signer-by-name", UseField.ChildSigner, "The children are told by their signer's name alone, and names can be had. Give a full path or a hash as well.");
        foreach (var condition in conditions.Where(c => c.Field is UseField.ChildSigner or UseField.ProxySignature && !c.IsRegex))
        {
            if (Array.Find(_badTrust, word => new Glob(condition.Pattern.Trim()).IsMatch(word)) is { } bad and ("unsigned" or "invalid"))
                yield return Warning("bad-signature", condition.Field, $"It approves a program whose signature is {bad}: anybody could have changed it.");
        }

        foreach (var condition in conditions.Where(c => c.Field == UseField.ChildImage && !c.IsRegex && Names(c.Pattern) is not null))
            yield return Warning("interpreter-child", UseField.ChildImage, $"It may start {Names(condition.Pattern)}, which runs whatever it is given; what that is, no condition can say.");
    }

    /// <summary>The interpreter that the proxy host may be; null where it can be none.</summary>
    private static string? Interpreted(IReadOnlyList<UseCondition> conditions)
    {
        var named = conditions.FirstOrDefault(condition => condition.Field == UseField.ProxyImage);
        return named is null || named.IsRegex ? "A script host" : Names(named.Pattern);
    }

    private static string? Names(string pattern)
    {
        var name = new Glob(WindowsPath.FileName(pattern.Trim()));
        return Array.Find(_interpreters, interpreter => name.IsMatch(interpreter));
    }

    private static bool IsNameOnly(string pattern)
    {
        if (PathPrefixes.IsUrl(pattern) || pattern.Contains(':', StringComparison.Ordinal) && !pattern.Contains('\\', StringComparison.Ordinal))
            return false;
        var cut = pattern.LastIndexOfAny(['\\', '/']);
        return cut < 0 || pattern[..cut].Trim('*', '?', '\\', '/', ' ').Length == 0;
    }

    // A hash holds wherever the file lies; a valid signer is at least a hurdle.
    private static bool IsPinned(UseField field, IReadOnlyList<UseCondition> all) => field == UseField.Script
        ? all.Any(condition => condition.Field == UseField.ScriptHash && !condition.IsRegex && IsHash(condition.Pattern.Trim()))
        : all.Any(condition => ApprovedUseRules.IsAnchor(condition) && (condition.Field == UseField.ChildHash
            || (condition.Field == UseField.ChildSigner && !condition.IsRegex && !Array.Exists(_badTrust, word => new Glob(condition.Pattern.Trim()).IsMatch(word)))));

    private static bool IsHash(string pattern) => pattern.Length is 32 or 40 or 64 && pattern.All(char.IsAsciiHexDigit);

    private bool IsWritable(string pattern)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        var isFolder = star >= 0 && pattern.IndexOf('\\', star) >= 0;
        return _writable.Take(star >= 0 && (isFolder || star == pattern.Length - 1) ? _writable.Length : 1).Any(word =>
        {
            var path = star < 0 ? pattern : pattern[..star] + word + pattern[(star + 1)..];
            var location = _locations.Classify(CanonicalPath.Parse(path.Replace('*', 'x').Replace('?', 'x')));
            return LocationWords.IsRisky(location) || location is LocationClass.NetworkShare or LocationClass.Removable;
        });
    }

    private static string Writable(UseField field) => field == UseField.Script
        ? "Users can write there: whoever changes the script is covered. Name its hash as well, which needs Sysmon 15 or Defender's file events, or better move it where only administrators write."
        : "Users can write there: whoever puts another program in its place is covered. Name its hash or its signer as well.";

    private static LintFinding Error(string code, UseField? field, string message) => new(code, LintLevel.Error, field, message);

    private static LintFinding Warning(string code, UseField? field, string message) => new(code, LintLevel.Warning, field, message);
}
