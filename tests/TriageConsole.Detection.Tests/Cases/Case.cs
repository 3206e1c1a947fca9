using System.Text.Json;
using System.Text.Json.Serialization;
using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Tests.Cases;

/// <summary>One small process tree with a name.</summary>
internal sealed record Case
{
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    [JsonPropertyName("parent")]
    public CaseProcess? Parent { get; init; }

    [JsonPropertyName("process")]
    public required CaseProcess Process { get; init; }

    [JsonPropertyName("children")]
    public IReadOnlyList<CaseProcess> Children { get; init; } = [];

    /// <summary>The site's own pattern, for the one signal that has it.</summary>
    [JsonPropertyName("pattern")]
    public string? Pattern { get; init; }

    public static IReadOnlyList<Case> Read(string file) =>
        JsonSerializer.Deserialize<List<Case>>(File.ReadAllText(PathOf(file)))!;

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
        return facts;
    }

    public IReadOnlyList<ChainVerdict> Judge() =>
        (Pattern is null ? Seed.Engine : new DetectionEngine(Seed.Data, DetectionSettings.Default with { ChildCommandLineRegex = Pattern })).Judge(ToFacts(), BaselineMatcher.Empty);

    private static void Descend(List<ProcessFacts> facts, CaseProcess process, ProcessFacts parent, DateTime start)
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
