using System.Collections.Frozen;
using System.Text.Json;
using TriageConsole.Detection.Payloads;
using TriageConsole.Detection.Signals;
using TriageConsole.Detection.Text;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Reference;

/// <summary>Reads and checks the data files. Every fault is listed; nothing is thrown.</summary>
internal static class ReferenceParser
{
    private static readonly (string File, string Root, Action<JsonPlace, ReferenceParts> Read)[] _files =
    [
        ("proxy-hosts.json", "hosts", Hosts),
        ("signed-scripts.json", "scripts", Scripts),
        ("locations.json", "locations", Locations),
        ("brokers.json", "brokers", Brokers),
        ("documented-uses.json", "uses", Uses),
        ("library-exports.json", "exports", Exports),
        ("attack.json", "techniques", Techniques),
        ("weights.json", "signals", Weights),
        ("image-sets.json", "sets", Sets),
    ];

    public static IReadOnlyList<string> FileNames { get; } = [.. _files.Select(file => file.File)];

    public static ReferenceParts Parse(IReadOnlyDictionary<string, string> files, List<ReferenceFault> faults)
    {
        var parts = new ReferenceParts();
        foreach (var (file, root, read) in _files)
        {
            if (!files.TryGetValue(file, out var text))
            {
                faults.Add(new ReferenceFault(file, string.Empty, "The file is missing."));
                continue;
            }

            if (HalfCharacters.Any(text))
            {
                faults.Add(new ReferenceFault(file, string.Empty, HalfCharacters.Fault));
                continue;
            }

            try
            {
                using var document = JsonDocument.Parse(text);
                var place = new JsonPlace(file, string.Empty, document.RootElement, faults);
                if (place.Child("version") is { } version && !(version.Element.ValueKind == JsonValueKind.Number && version.Element.TryGetInt32(out var number) && number == 1))
                    version.Fault("must be 1.");
                if (file == "attack.json")
                    parts.AttackVersion = place.Text("attack_version");
                place.OnlyKnown("version", "source", "attack_version", root);
                if (place.Child(root) is { } list)
                    read(list, parts);
            }
            catch (JsonException e)
            {
                faults.Add(new ReferenceFault(file, $"line {e.LineNumber + 1}", "This is no JSON: " + e.Message));
            }
            catch (InvalidOperationException)
            {
                // An escape like \ud800 is only found out when the text is asked for.
                faults.Add(new ReferenceFault(file, string.Empty, HalfCharacters.Fault));
            }
        }

        if (faults.Count == 0)
            ReferenceChecks.Check(parts, faults);
        return parts;
    }

    private static void Hosts(JsonPlace list, ReferenceParts parts)
    {
        foreach (var item in list.Items())
        {
            item.OnlyKnown("id", "title", "names", "original_names", "descriptions", "folders", "grammar", "technique", "spawns", "carrier");
            var grammar = item.Text("grammar");
            if (grammar.Length > 0 && grammar != "none" && !GrammarCatalog.Names.Contains(grammar))
                item.Fault($"no grammar is called '{grammar}'.");
            if (!Enum.TryParse<SpawnHabit>(item.Text("spawns"), true, out var spawns))
                item.Fault("'spawns' must be rare, scripted or routine.");
            parts.Hosts.Add(new ProxyHost
            {
                Id = item.Text("id"),
                Title = item.Text("title"),
                Names = item.Texts("names"),
                OriginalNames = item.Texts("original_names", canBeEmpty: true),
                Descriptions = item.Has("descriptions") ? item.Texts("descriptions") : [],
                Folders = [.. item.Texts("folders", canBeEmpty: true).Select(folder => new Glob(folder))],
                Grammar = grammar,
                Technique = item.Text("technique"),
                Spawns = spawns,
                IsCarrier = item.Flag("carrier"),
            });
        }
    }

    private static void Scripts(JsonPlace list, ReferenceParts parts)
    {
        foreach (var item in list.Items())
        {
            item.OnlyKnown("id", "names", "folders", "technique");
            parts.Scripts.Add(new SignedScript(item.Text("id"), item.Texts("names"), item.Texts("folders"), item.Text("technique")));
        }
    }

    private static void Locations(JsonPlace list, ReferenceParts parts)
    {
        foreach (var item in list.Items())
        {
            item.OnlyKnown("pattern", "class");
            var name = item.Text("class");
            if (!Enum.TryParse<LocationClass>(name, true, out var location))
                item.Fault($"'{name}' is no location class.");
            parts.Locations.Add(new LocationRule(item.Text("pattern"), location));
        }
    }

    private static void Brokers(JsonPlace list, ReferenceParts parts)
    {
        foreach (var item in list.Items())
        {
            item.OnlyKnown("name", "command_contains", "task");
            parts.Brokers.Add(new Broker(item.Text("name"), item.OptionalText("command_contains"), item.Flag("task")));
        }
    }

    private static void Uses(JsonPlace list, ReferenceParts parts)
    {
        foreach (var item in list.Items())
        {
            item.OnlyKnown("host", "pattern", "untrusted_payload", "weight", "title", "technique");
            parts.Uses.Add(new DocumentedUse
            {
                Host = item.Text("host"),
                Pattern = item.Text("pattern"),
                NeedsUntrustedPayload = item.Flag("untrusted_payload"),
                Weight = item.Text("weight"),
                Title = item.Text("title"),
                Technique = item.Text("technique"),
            });
        }
    }

    private static void Exports(JsonPlace list, ReferenceParts parts)
    {
        foreach (var item in list.Items())
        {
            item.OnlyKnown("library", "exports", "always", "no_target", "technique");
            parts.Exports.Add(new LibraryExport
            {
                Library = item.Text("library"),
                Exports = item.Texts("exports"),
                Always = item.Flag("always"),
                NeedsNoTarget = item.Flag("no_target"),
                Technique = item.Text("technique"),
            });
        }
    }

    private static void Techniques(JsonPlace list, ReferenceParts parts)
    {
        foreach (var item in list.Items())
        {
            item.OnlyKnown("id", "name", "tactics");
            parts.Techniques.Add(new AttackTechnique(item.Text("id"), item.Text("name"), item.Texts("tactics")));
        }
    }

    private static void Weights(JsonPlace list, ReferenceParts parts)
    {
        foreach (var (signal, value) in list.Properties())
        {
            var points = new Dictionary<string, int>(StringComparer.Ordinal);
            var enabled = true;
            foreach (var (name, weight) in value.Properties())
            {
                if (name == "enabled" && weight.Element.ValueKind is JsonValueKind.True or JsonValueKind.False)
                    enabled = weight.Element.GetBoolean();
                else if (weight.Element.ValueKind == JsonValueKind.Number && weight.Element.TryGetInt32(out var number) && number is >= 0 and <= 100)
                    points[name] = number;
                else
                    weight.Fault("must be a whole number from 0 to 100.");
            }

            if (SignalCatalog.Find(signal) is not { } info)
            {
                value.Fault("no signal has this id.");
                continue;
            }

            foreach (var missing in info.WeightNames.Where(name => !points.ContainsKey(name)))
                value.Fault($"the weight '{missing}' is missing.");
            foreach (var extra in points.Keys.Where(name => !info.WeightNames.Contains(name)))
                value.Fault($"the signal has no weight '{extra}'.");
            parts.Weights[signal] = new SignalWeights(points, enabled);
        }

        foreach (var info in SignalCatalog.All.Where(info => !parts.Weights.ContainsKey(info.Id)))
            list.Fault($"the signal '{info.Id}' has no weights.");
    }

    private static void Sets(JsonPlace list, ReferenceParts parts)
    {
        foreach (var (name, value) in list.Properties())
        {
            var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            foreach (var item in value.Items())
            {
                if (item.Element.ValueKind == JsonValueKind.String && item.Element.GetString() is { Length: > 0 } text)
                    names.Add(text);
                else
                    item.Fault("must be a file name.");
            }

            parts.Sets[name] = names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        }
    }
}
