using System.Text.Json;
using System.Text.Json.Serialization;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Tests.Cases;

/// <summary>One small process tree with a name.</summary>
internal sealed record Case
{
    private static readonly JsonSerializerOptions _options = new() { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, Converters = { new JsonStringEnumConverter() } };

    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("parent")]
    public CaseProcess? Parent { get; init; }

    [JsonPropertyName("process")]
    public required CaseProcess Process { get; init; }

    [JsonPropertyName("children")]
    public IReadOnlyList<CaseProcess> Children { get; init; } = [];

    /// <summary>Of a set: the proxy host or signed script that it exercises.</summary>
    [JsonPropertyName("subject")]
    public string? Subject { get; init; }

    /// <summary>Of a set: the technique of ATT&amp;CK.</summary>
    [JsonPropertyName("technique")]
    public string? Technique { get; init; }

    /// <summary>Of a set: the transforms that the self-test makes of it.</summary>
    [JsonPropertyName("evasions")]
    public IReadOnlyList<string> Evasions { get; init; } = [];

    /// <summary>Of a set: why it is missed; null where it must not be.</summary>
    [JsonPropertyName("known_miss")]
    public string? KnownMiss { get; init; }

    /// <summary>The signal that the case is about; null for a case of a whole set.</summary>
    [JsonPropertyName("signal")]
    public string? Signal { get; init; }

    /// <summary><c>hit</c>, <c>near-miss</c> (one thing is other than in the hit) or <c>benign</c>.</summary>
    [JsonPropertyName("kind")]
    public string? Kind { get; init; }

    /// <summary>Processes of the same host that are not below <see cref="Process"/>; times count from its start.</summary>
    [JsonPropertyName("others")]
    public IReadOnlyList<CaseProcess> Others { get; init; } = [];

    /// <summary>Approved uses in force, each a pattern by field.</summary>
    [JsonPropertyName("approved")]
    public IReadOnlyList<IReadOnlyDictionary<UseField, string>> Approved { get; init; } = [];

    /// <summary>The site's own pattern, for the one signal that has it.</summary>
    [JsonPropertyName("pattern")]
    public string? Pattern { get; init; }

    public static IReadOnlyList<Case> Read(string file) =>
        JsonSerializer.Deserialize<List<Case>>(File.ReadAllText(PathOf(file)), _options)!;

    /// <summary>A set of the self-test that ships: attacks in documented form and by hand-written evasions, or routine uses.</summary>
    public static IReadOnlyList<Case> ReadSet(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Seed.Root, "seed-data", "self-test", file)));
        return document.RootElement.GetProperty("scenarios").Deserialize<List<Case>>(_options)!;
    }

    public static string PathOf(string file) =>
        Path.Combine(Seed.Root, "tests", "TriageConsole.Detection.Tests", "Cases", file);

    public List<ProcessFacts> ToFacts()
    {
        var facts = new List<ProcessFacts>();
        var start = new DateTime(2030, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        var parent = Parent is null ? null : Add(facts, Parent, null, start.AddSeconds(-5));
        var process = Add(facts, Process, parent, start);
        foreach (var child in Children)
            Descend(facts, child, process, start);
        foreach (var other in Others)
            Descend(facts, other, null, start);
        return facts;
    }

    public IReadOnlyList<ChainVerdict> Judge() => Judge(DetectionSettings.Default);

    public IReadOnlyList<ChainVerdict> Judge(DetectionSettings settings) =>
        Seed.EngineOf(settings with { ChildCommandLineRegex = Pattern ?? string.Empty }).Judge(ToFacts(), BaselineMatcher.Create([.. Approved.Select(Use)], Seed.Now));

    private static ApprovedUse Use(IReadOnlyDictionary<UseField, string> patterns, int index) => new()
    {
        Id = new Guid(index + 1, 0, 0, new byte[8]),
        Title = "Approved",
        Owner = "it",
        Reason = "inventory",
        ExpiresUtc = Seed.Now.AddDays(30),
        State = ApprovedUseState.Active,
        Conditions = [.. patterns.Select(pattern => new UseCondition(pattern.Key, pattern.Value))],
    };

    private static void Descend(List<ProcessFacts> facts, CaseProcess process, ProcessFacts? parent, DateTime start)
    {
        var added = Add(facts, process, parent, start.AddSeconds(process.After));
        foreach (var child in process.Children)
            Descend(facts, child, added, start.AddSeconds(process.After));
    }

    private static ProcessFacts Add(List<ProcessFacts> facts, CaseProcess process, ProcessFacts? parent, DateTime start)
    {
        var added = process.ToFacts(facts.Count + 1, parent, start);
        facts.Add(added);
        return added;
    }
}
