using System.Text.Json;
using System.Text.Json.Serialization;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;

namespace TriageConsole.Web.Features.Baseline.Packs;

/// <summary>The packs that ship, read once; or all that is wrong with their files.</summary>
public sealed record PackLibrary(IReadOnlyList<Pack> Packs, IReadOnlyList<string> Faults)
{
    private const int LongestAnswer = 100;

    private static readonly JsonSerializerOptions _json = new()
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        MaxDepth = 16,
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
    };

    /// <summary>The data that ships with the program.</summary>
    public static string ShippedFolder => Path.Combine(AppContext.BaseDirectory, "seed-data", "baseline", "packs");

    public static PackLibrary Load(string folder) =>
        Parse(Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(path => (Path.GetFileName(path), File.ReadAllText(path))) : []);

    /// <summary>Reads files by name. Each fault is a sentence with its place; a file with a fault is left out.</summary>
    public static PackLibrary Parse(IEnumerable<(string Name, string Text)> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        List<Pack> packs = [];
        List<string> faults = [];
        foreach (var (name, text) in files)
        {
            try
            {
                var pack = JsonSerializer.Deserialize<Pack>(text, _json);
                List<string> of = pack is null ? ["it is empty."] : [.. Check(pack)];
                if (pack is not null && packs.Exists(other => other.Id == pack.Id))
                    of.Add($"id: '{pack.Id}' is another pack's as well.");
                faults.AddRange(of.Select(fault => $"{name}: {fault}"));
                if (of.Count == 0)
                    packs.Add(pack!);
            }
            catch (JsonException e)
            {
                faults.Add($"{name}: line {e.LineNumber + 1}: {e.Path}: this is no pack: {e.Message}");
            }
        }

        return new(packs, faults);
    }

    /// <summary>What is wrong with the answers, a sentence each.</summary>
    public static IReadOnlyList<string> AnswerFaults(Pack pack, IReadOnlyDictionary<string, string> answers)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(answers);
        var faults = new List<string>();
        foreach (var (key, ask) in pack.Asks)
        {
            var answer = answers.GetValueOrDefault(key)?.Trim() ?? string.Empty;
            if (answer.Length is 0 or > LongestAnswer)
                faults.Add($"{ask.Label}: say what it is, for example {ask.Example}.");
            else if (answer.AsSpan().ContainsAny("*?{}\"") || answer.Contains("..", StringComparison.Ordinal) || answer[0] is '\\' or '/' || answer.Any(char.IsControl))
                faults.Add($"{ask.Label}: it is taken as it stands, so wildcards, quotes, braces and a leading backslash have no place in it.");
        }

        return faults;
    }

    /// <summary>An entry's conditions, with the answers in their places and the host group that it is for.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="answers">What the pack asks, by name.</param>
    /// <param name="group">Name of the host group; null for the conditions alone.</param>
    public static IReadOnlyList<UseCondition> Conditions(PackEntry entry, IReadOnlyDictionary<string, string> answers, string? group)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(answers);
        List<UseCondition> conditions = [];
        if (group is not null)
            conditions.Add(new(UseField.HostGroup, group.Trim()));
        conditions.AddRange(entry.Conditions.Select(condition => UsePattern.Canonical(new(
            condition.Field, answers.Aggregate(condition.Pattern, (pattern, answer) => pattern.Replace($"{{{{{answer.Key}}}}}", answer.Value.Trim(), StringComparison.Ordinal))))));
        return conditions;
    }

    private static IEnumerable<string> Check(Pack pack)
    {
        if (pack.Version != 1)
            yield return "version: must be 1.";
        if (string.IsNullOrWhiteSpace(pack.Id) || string.IsNullOrWhiteSpace(pack.Title) || string.IsNullOrWhiteSpace(pack.About))
            yield return "id, title and about must not be empty.";
        if (pack.Entries.Count == 0)
            yield return "entries: there is none.";

        // What the reader's annotations do not reach.
        if (pack.Entries.Any(entry => entry is null || entry.Conditions.Any(condition => condition is null) || entry.Adapt.Any(text => text is null)) || pack.Asks.Values.Any(ask => ask is null))
        {
            yield return "null is no entry, condition, text or question.";
            yield break;
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < pack.Entries.Count; i++)
        {
            var (entry, place) = (pack.Entries[i], $"entries[{i}]");
            if (!ids.Add(entry.Id))
                yield return $"{place}.id: '{entry.Id}' is there twice.";
            if (!Uri.TryCreate(entry.Source.Url, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps || string.IsNullOrWhiteSpace(entry.Source.Name))
                yield return $"{place}.source: needs a name and an https address.";
            foreach (var condition in entry.Conditions)
            {
                if (string.IsNullOrWhiteSpace(condition.Pattern))
                    yield return $"{place}.conditions: {condition.Field} is empty.";
                if (UseGroups.KindOf(condition.Field) is not null || condition.Field == UseField.Host)
                    yield return $"{place}.conditions: the hosts are told when it is enabled.";
                if (pack.Asks.Keys.Aggregate(condition.Pattern, (text, key) => text.Replace($"{{{{{key}}}}}", string.Empty, StringComparison.Ordinal)).Contains("{{", StringComparison.Ordinal))
                    yield return $"{place}.conditions: {condition.Field} asks for what the pack does not.";
            }
        }
    }
}
