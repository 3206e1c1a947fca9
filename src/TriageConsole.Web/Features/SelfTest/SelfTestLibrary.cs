using System.Text.Json;
using System.Text.Json.Serialization;
using TriageConsole.Detection.Reference;

namespace TriageConsole.Web.Features.SelfTest;

/// <summary>A subject that has no attack of its own, and why.</summary>
public sealed record WithoutAttack([property: JsonPropertyName("subject")] string Subject, [property: JsonPropertyName("reason")] string Reason);

/// <summary>The scenarios that ship, every evasion made; or all that is wrong with their files.</summary>
public sealed record SelfTestLibrary(IReadOnlyList<SelfTestScenario> Scenarios, IReadOnlyList<WithoutAttack> Without, IReadOnlyList<string> Faults)
{
    public const string AttackFile = "attacks.json";
    public const string RoutineFile = "routine-uses.json";

    private static readonly JsonSerializerOptions _json = new() { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, MaxDepth = 32 };

    /// <summary>The data that ships with the program.</summary>
    public static string ShippedFolder => Path.Combine(AppContext.BaseDirectory, "seed-data", "self-test");

    public static SelfTestLibrary Load(string folder, ReferenceData data) =>
        Parse(File.ReadAllText(Path.Combine(folder, AttackFile)), File.ReadAllText(Path.Combine(folder, RoutineFile)), data);

    /// <summary>Reads the text of both files. Each fault is a sentence with its place.</summary>
    public static SelfTestLibrary Parse(string attacks, string routineUses, ReferenceData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        List<string> faults = [];
        List<SelfTestScenario> scenarios = [];
        List<WithoutAttack> without = [];
        Read(AttackFile, attacks, isAttack: true);
        Read(RoutineFile, routineUses, isAttack: false);
        return new(scenarios, without, faults);

        void Read(string file, string text, bool isAttack)
        {
            try
            {
                using var document = JsonDocument.Parse(text);
                var root = document.RootElement;
                if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("version", out var version) || version.ValueKind != JsonValueKind.Number || version.GetRawText() != "1")
                    faults.Add($"{file}: version: must be 1.");
                if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("scenarios", out var list) || list.ValueKind != JsonValueKind.Array)
                {
                    faults.Add($"{file}: scenarios: must be a list.");
                    return;
                }

                foreach (var property in root.EnumerateObject().Where(p => p.Name is not ("version" or "source" or "scenarios" or "without_attack")))
                    faults.Add($"{file}: {property.Name}: is not known here.");
                if (root.TryGetProperty("without_attack", out var named))
                    Each<WithoutAttack>($"{file}: without_attack", named, (place, item) =>
                    {
                        if (!IsSubject(data, item.Subject))
                            faults.Add($"{place}.subject: '{item.Subject}' is no proxy host or signed script.");
                        without.Add(item);
                    });
                HashSet<string> names = new(StringComparer.Ordinal);
                Each<SelfTestScenario>($"{file}: scenarios", list, (place, item) =>
                {
                    if (!names.Add(item.Name))
                        faults.Add($"{place}.name: '{item.Name}' is there twice.");
                    Add(place, item with { IsAttack = isAttack });
                });
            }
            catch (JsonException e)
            {
                faults.Add($"{file}: line {e.LineNumber + 1}: this is no JSON: {e.Message}");
            }
        }

        void Each<T>(string place, JsonElement list, Action<string, T> add)
        {
            if (list.ValueKind != JsonValueKind.Array)
            {
                faults.Add($"{place}: must be a list.");
                return;
            }

            var index = 0;
            foreach (var element in list.EnumerateArray())
            {
                var here = $"{place}[{index++}]";
                try
                {
                    add(here, element.Deserialize<T>(_json) ?? throw new JsonException("null"));
                }
                catch (JsonException e)
                {
                    faults.Add($"{here}{e.Path?.TrimStart('$')}: {e.Message}");
                }
            }
        }

        void Add(string place, SelfTestScenario scenario)
        {
            if (!IsSubject(data, scenario.Subject))
                faults.Add($"{place}.subject: '{scenario.Subject}' is no proxy host or signed script.");
            if (!data.Techniques.ContainsKey(scenario.Technique))
                faults.Add($"{place}.technique: '{scenario.Technique}' is not known.");
            if (!scenario.IsAttack && scenario.Evasions.Count > 0)
                faults.Add($"{place}.evasions: a routine use has none.");
            scenarios.Add(scenario);
            foreach (var evasion in scenario.Evasions)
            {
                if (!Evasions.Names.Contains(evasion))
                    faults.Add($"{place}.evasions: '{evasion}' is not known; it is one of {string.Join(", ", Evasions.Names)}.");
                else if (Evasions.Apply(evasion, scenario, data) is { } changed)
                    scenarios.Add(changed);
                else
                    faults.Add($"{place}.evasions: '{evasion}' changes nothing here.");
            }
        }
    }

    private static bool IsSubject(ReferenceData data, string id) =>
        data.Hosts.Any(host => host.Id == id) || data.SignedScripts.Any(script => script.Id == id);
}
