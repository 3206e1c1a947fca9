using System.Text.RegularExpressions;
using TriageConsole.Detection.Text;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Baseline;

/// <summary>One condition of a suggestion, with what its holes stand for.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Seen">Some of the values it was made from; hostile text.</param>
public sealed record SuggestedCondition(UseCondition Condition, IReadOnlyList<string> Seen);

/// <summary>
/// An approved use that several alike chains suggest: what they share stays as it is, and numbers, GUIDs, user names, temp
/// folders and whatever else differs between them become holes.
/// </summary>
/// <param name="Title">A title that says what is run.</param>
/// <param name="Conditions">Conditions that hold for every chain it was made from.</param>
public sealed partial record UseSuggestion(string Title, IReadOnlyList<SuggestedCondition> Conditions)
{
    private const int MostSeen = 3;
    private const int LongestPattern = 2_048;

    /// <summary>Makes the suggestion.</summary>
    /// <param name="chains">Alike chains, with the processes they name and their proxies' parents by id.</param>
    /// <exception cref="ArgumentException">There is no chain.</exception>
    public static UseSuggestion From(IReadOnlyList<(ChainVerdict Verdict, IReadOnlyDictionary<long, ProcessFacts> Processes)> chains)
    {
        ArgumentNullException.ThrowIfNull(chains);
        if (chains.Count == 0)
            throw new ArgumentException("A suggestion takes at least one chain.", nameof(chains));
        var subjects = chains.Select(chain => ChainSubject.Of(chain.Verdict, chain.Processes)).ToList();
        var fields = chains.Zip(subjects, (chain, subject) => ApprovedUseDraft.Fields(chain.Verdict, subject)).SelectMany(field => field).Distinct().ToList();
        var conditions = new List<SuggestedCondition>();
        foreach (var field in fields)
        {
            // What one of them lacks cannot be asked of all.
            if (subjects.TrueForAll(subject => subject[field].Count > 0) && Condition(field, [.. subjects.SelectMany(subject => subject[field])]) is { } condition)
                conditions.Add(condition);
        }

        var proxy = chains[0].Processes[chains[0].Verdict.ProxyProcessId];
        var script = conditions.Find(condition => condition.Condition.Field == UseField.Script)?.Condition.Pattern;
        return new($"{WindowsPath.FileName(proxy.Image)} runs {(script is null ? "no script" : WindowsPath.FileName(script))}", conditions);
    }

    private static SuggestedCondition? Condition(UseField field, IReadOnlyList<string> values)
    {
        var seen = values.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var patterns = seen.Select(value => Holes(field, value)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var pattern = patterns.Count == 1 ? patterns[0] : Shared(field, patterns);
        if (pattern.Length > LongestPattern)
            pattern = pattern[..(LongestPattern - 1)] + '*';
        pattern = HalfCharacters.Replace(Stars().Replace(pattern, "*"), '?');
        var condition = new UseCondition(field, pattern);
        return ApprovedUseRules.IsAnchor(condition) ? new(condition, [.. seen.Take(MostSeen)]) : null;
    }

    // A user, a signer or a place is itself or not: half of one says nothing. A domain does.
    private static string Shared(UseField field, List<string> patterns) => field switch
    {
        UseField.ProxySignature or UseField.ChildSigner or UseField.PayloadLocation or UseField.ChildHash or UseField.ScriptHash => string.Empty,
        UseField.User => Domain(patterns),
        _ => ApprovedUseDraft.Common(patterns),
    };

    private static string Domain(List<string> users)
    {
        var domains = users.Select(user => user.IndexOf('\\', StringComparison.Ordinal) is var cut and > 0 ? user[..(cut + 1)] : string.Empty)
            .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return domains is [{ Length: > 0 } domain] ? domain + '*' : string.Empty;
    }

    private static string Holes(UseField field, string value) =>
        field is UseField.Host or UseField.User or UseField.ProxySignature or UseField.ChildSigner or UseField.ChildHash or UseField.ScriptHash or UseField.PayloadLocation
            ? value
            : TempFolders().Replace(Profiles().Replace(PatternHoles.Make(value), "$1*$2"), "$1*$2");

    [GeneratedRegex(@"(:\\users\\)[^\\*""]+(\\)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Profiles();

    [GeneratedRegex(@"(\\temp\\)[^\\*""]+(\\)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex TempFolders();

    [GeneratedRegex(@"\*{2,}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Stars();
}
