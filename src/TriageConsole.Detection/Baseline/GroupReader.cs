using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TriageConsole.Domain.Baseline;

namespace TriageConsole.Detection.Baseline;

/// <summary>Reads the groups of a baseline file and notes every fault with its place. In a file groups are known by kind and name.</summary>
internal sealed class GroupReader(List<BaselineFault> faults)
{
    private const int MostGroups = 1_000;

    private static readonly string[] _known = ["kind", "name", "note", "unit", "members", "includes"];

    private readonly List<UseGroup> _groups = [];
    private readonly List<string> _places = [];
    private readonly List<List<string>> _includes = [];

    /// <summary>An id that is the same for the same kind and name in every file.</summary>
    public static Guid IdOf(UseGroupKind kind, string name) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\0{name.Trim().ToUpperInvariant()}")).AsSpan(0, 16));

    /// <summary>The groups; null where there is a fault.</summary>
    public IReadOnlyList<UseGroup>? Read(JsonElement list)
    {
        var before = faults.Count;
        if (list.ValueKind != JsonValueKind.Array)
        {
            faults.Add(new("groups", "must be a list."));
            return null;
        }

        if (list.GetArrayLength() > MostGroups)
        {
            faults.Add(new("groups", $"holds {list.GetArrayLength():N0} groups; at most {MostGroups:N0}."));
            return null;
        }

        var index = 0;
        foreach (var item in list.EnumerateArray())
            One(item, $"groups[{index++}]");
        if (faults.Count > before)
            return null;
        Resolve();
        return faults.Count > before ? null : _groups;
    }

    private void One(JsonElement item, string place)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new(place, "must be an object with 'kind', 'name' and 'members'."));
            return;
        }

        var before = faults.Count;
        foreach (var property in item.EnumerateObject().Where(property => !_known.Contains(property.Name)))
            faults.Add(new($"{place}.{property.Name}", "is not known here."));
        UseGroupKind? kind = Text(item, place, "kind", isRequired: true) switch
        {
            "hosts" => UseGroupKind.Hosts,
            "accounts" => UseGroupKind.Accounts,
            _ => null,
        };
        if (kind is null)
            faults.Add(new($"{place}.kind", "must be hosts or accounts."));
        var name = Text(item, place, "name", isRequired: true).Trim();
        var (note, unit) = (Text(item, place, "note", isRequired: false), Text(item, place, "unit", isRequired: false));
        var (members, includes) = (Texts(item, place, "members"), Texts(item, place, "includes"));
        if (faults.Count > before)
            return;
        _groups.Add(new() { Id = IdOf(kind!.Value, name), Kind = kind.Value, Name = name, Note = note, Unit = unit, Members = members });
        _places.Add(place);
        _includes.Add(includes);
    }

    // Names become groups once all are known, since one may include another that comes later.
    private void Resolve()
    {
        var byId = new Dictionary<Guid, int>();
        for (var i = 0; i < _groups.Count; i++)
        {
            if (!byId.TryAdd(_groups[i].Id, i))
                faults.Add(new($"{_places[i]}.name", $"“{_groups[i].Name}” is there twice: it is the name of {_places[byId[_groups[i].Id]]} as well."));
        }

        if (byId.Count < _groups.Count)
            return;
        for (var i = 0; i < _groups.Count; i++)
        {
            var ids = new List<Guid>();
            for (var j = 0; j < _includes[i].Count; j++)
            {
                var id = IdOf(_groups[i].Kind, _includes[i][j]);
                if (byId.ContainsKey(id))
                    ids.Add(id);
                else
                    faults.Add(new($"{_places[i]}.includes[{j}]", $"“{_includes[i][j]}” is no group of this kind in the file."));
            }

            _groups[i] = _groups[i] with { Includes = ids };
        }

        for (var i = 0; i < _groups.Count; i++)
        {
            var own = _groups[i];
            foreach (var fault in UseGroupRules.Faults(own, [.. _groups.Where(other => other.Id != own.Id)]))
                faults.Add(ImportedFault(_places[i], fault));
        }
    }

    private static BaselineFault ImportedFault(string place, string fault)
    {
        var cut = fault.IndexOf(": ", StringComparison.Ordinal);
        return cut > 0 ? new($"{place}.{fault[..cut].ToLowerInvariant()}", fault[(cut + 2)..]) : new(place, fault);
    }

    private string Text(JsonElement of, string place, string name, bool isRequired)
    {
        if (!of.TryGetProperty(name, out var value))
        {
            if (isRequired)
                faults.Add(new($"{place}.{name}", "is missing."));
            return string.Empty;
        }

        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && (text.Length > 0 || !isRequired))
            return text;
        faults.Add(new($"{place}.{name}", "must be a text" + (isRequired ? " that is not empty." : ".")));
        return string.Empty;
    }

    private List<string> Texts(JsonElement of, string place, string name)
    {
        var texts = new List<string>();
        if (!of.TryGetProperty(name, out var list))
            return texts;
        if (list.ValueKind != JsonValueKind.Array)
        {
            faults.Add(new($"{place}.{name}", "must be a list."));
            return texts;
        }

        if (list.GetArrayLength() > UseGroupRules.MostMembers)
        {
            faults.Add(new($"{place}.{name}", $"holds {list.GetArrayLength():N0} {name}; at most {UseGroupRules.MostMembers:N0}."));
            return texts;
        }

        var index = 0;
        foreach (var value in list.EnumerateArray())
        {
            if (value.ValueKind == JsonValueKind.String)
                texts.Add(value.GetString()!);
            else
                faults.Add(new($"{place}.{name}[{index}]", "must be a text."));
            index++;
        }

        return texts;
    }
}
