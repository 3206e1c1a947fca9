using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Text;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Baseline;

/// <summary>The narrowest approved use that covers a chain: what the Allow panel opens with.</summary>
/// <param name="Title">A title that says what is run.</param>
/// <param name="Conditions">Conditions that hold for this chain, and for the same use on another day.</param>
public sealed record ApprovedUseDraft(string Title, IReadOnlyList<UseCondition> Conditions)
{
    private const int LongestPattern = 2_048;

    /// <summary>Drafts the use from a verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <param name="processes">Processes by id; those the verdict names and their parents must be there.</param>
    /// <exception cref="ArgumentException">The proxy process is not among the processes.</exception>
    public static ApprovedUseDraft From(ChainVerdict verdict, IReadOnlyDictionary<long, ProcessFacts> processes)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        ArgumentNullException.ThrowIfNull(processes);
        if (!processes.ContainsKey(verdict.ProxyProcessId))
            throw new ArgumentException("The proxy process is not among the processes.", nameof(processes));
        var subject = ChainSubject.Of(verdict, processes);
        var conditions = new List<UseCondition>();
        foreach (var field in Fields(verdict, subject))
        {
            if (Pattern(field, subject[field]) is { } pattern)
                conditions.Add(new UseCondition(field, pattern));
        }

        var proxy = processes[verdict.ProxyProcessId];
        var script = subject[UseField.Script].Count > 0 ? WindowsPath.FileName(subject[UseField.Script][0]) : "no script";
        return new ApprovedUseDraft($"{WindowsPath.FileName(proxy.Image)} runs {script}", conditions);
    }

    // Signatures come and go with Sysmon 7, so a good one is no condition: a bad one is refused by the matcher unless it is
    // named. A child where anybody can put one is told by its hash.
    internal static IEnumerable<UseField> Fields(ChainVerdict verdict, ChainSubject subject)
    {
        yield return UseField.Host;
        yield return UseField.User;
        yield return UseField.ParentImage;
        yield return UseField.ProxyImage;
        if (subject.HasBadProxy)
            yield return UseField.ProxySignature;
        yield return UseField.Script;

        // A script is told by its hash where records tell all of them: what is put in its place is another.
        if (subject[UseField.ScriptHash] is { Count: > 0 } hashes && !hashes.Contains("unknown"))
            yield return UseField.ScriptHash;
        yield return UseField.Arguments;
        yield return UseField.PayloadLocation;
        yield return UseField.ChildImage;
        if (subject.HasBadChild)
            yield return UseField.ChildSigner;
        if (verdict.Payloads.Any(payload => payload.Kind == PayloadKind.Process && LocationWords.IsUntrusted(payload.Location))
            && subject[UseField.ChildHash] is [not "unknown"])
            yield return UseField.ChildHash;
    }

    // One condition has one pattern, and it must hold for every value: several values share what they have in common.
    private static string? Pattern(UseField field, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
            return null;
        var holes = values.Select(value => Holes(field, value)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var pattern = holes.Count == 1 ? holes[0] : Common(holes);
        return pattern.Trim('*', '?').Length == 0 ? null : pattern;
    }

    private static string Holes(UseField field, string value)
    {
        var pattern = field is UseField.Host or UseField.User or UseField.ProxySignature or UseField.ChildSigner or UseField.ChildHash or UseField.ScriptHash or UseField.PayloadLocation
            ? value
            : PatternHoles.Make(value);
        pattern = pattern.Length > LongestPattern ? pattern[..(LongestPattern - 1)] + '*' : pattern;

        // No database keeps half a character; any one character matches it as well.
        return HalfCharacters.Replace(pattern, '?');
    }

    internal static string Common(List<string> values)
    {
        var shortest = values.Min(value => value.Length);
        var prefix = 0;
        while (prefix < shortest && values.TrueForAll(value => char.ToLowerInvariant(value[prefix]) == char.ToLowerInvariant(values[0][prefix])))
            prefix++;
        var suffix = 0;
        while (suffix < shortest - prefix && values.TrueForAll(value => char.ToLowerInvariant(value[^(suffix + 1)]) == char.ToLowerInvariant(values[0][^(suffix + 1)])))
            suffix++;
        return string.Concat(values[0].AsSpan(0, prefix), "*", values[0].AsSpan(values[0].Length - suffix));
    }
}
