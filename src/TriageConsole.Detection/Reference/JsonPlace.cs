using System.Text.Json;

namespace TriageConsole.Detection.Reference;

/// <summary>A place in a JSON file that reads its values and writes down what is wrong, instead of throwing.</summary>
internal readonly struct JsonPlace(string file, string key, JsonElement element, List<ReferenceFault> faults)
{
    public string Key => key;

    public JsonElement Element => element;

    public void Fault(string message) => faults.Add(new ReferenceFault(file, key, message));

    public bool Has(string name) => element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out _);

    public JsonPlace? Child(string name)
    {
        if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var child))
            return new JsonPlace(file, key.Length == 0 ? name : $"{key}.{name}", child, faults);
        Fault($"'{name}' is missing.");
        return null;
    }

    public string Text(string name)
    {
        if (Child(name) is not { } child)
            return string.Empty;
        if (child.Element.ValueKind == JsonValueKind.String && child.Element.GetString() is { Length: > 0 } text)
            return text;
        child.Fault("must be a text that is not empty.");
        return string.Empty;
    }

    public string? OptionalText(string name) => Has(name) ? Text(name) : null;

    public bool Flag(string name)
    {
        if (!Has(name))
            return false;
        var child = element.GetProperty(name);
        if (child.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return child.GetBoolean();
        Child(name)?.Fault("must be true or false.");
        return false;
    }

    public IReadOnlyList<string> Texts(string name, bool canBeEmpty = false)
    {
        if (Child(name) is not { } child)
            return [];
        var texts = new List<string>();
        foreach (var item in child.Items())
        {
            if (item.Element.ValueKind == JsonValueKind.String && item.Element.GetString() is { Length: > 0 } text)
                texts.Add(text);
            else
                item.Fault("must be a text that is not empty.");
        }

        if (texts.Count == 0 && !canBeEmpty)
            child.Fault("must hold at least one text.");
        return texts;
    }

    public IEnumerable<JsonPlace> Items()
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            Fault("must be a list.");
            yield break;
        }

        var index = 0;
        foreach (var item in element.EnumerateArray())
            yield return new JsonPlace(file, $"{key}[{index++}]", item, faults);
    }

    public IEnumerable<(string Name, JsonPlace Value)> Properties()
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Fault("must be an object.");
            yield break;
        }

        foreach (var property in element.EnumerateObject())
            yield return (property.Name, new JsonPlace(file, key.Length == 0 ? property.Name : $"{key}.{property.Name}", property.Value, faults));
    }

    public void OnlyKnown(params ReadOnlySpan<string> names)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Fault("must be an object.");
            return;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (!names.Contains(property.Name))
                faults.Add(new ReferenceFault(file, key.Length == 0 ? property.Name : $"{key}.{property.Name}", "is not known here."));
        }
    }
}
