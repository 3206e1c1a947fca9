using System.Globalization;
using System.Text.Json;
using TriageConsole.Domain.Baseline;

namespace TriageConsole.Detection.Baseline;

/// <summary>Reads one use of a baseline file and notes every fault with its place.</summary>
internal sealed class UseReader(string place, JsonElement item, List<BaselineFault> faults)
{
    public ApprovedUse? Read(string[] keys, int mostConditions, int longestPattern, DateTime utcNow)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new(place, "must be an object."));
            return null;
        }

        var before = faults.Count;
        foreach (var property in item.EnumerateObject().Where(property => !keys.Contains(property.Name)))
            faults.Add(new($"{place}.{property.Name}", "is not known here."));
        var use = new ApprovedUse
        {
            Id = Id(),
            Title = Text("title", true),
            Owner = Text("owner", true),
            Reason = Text("reason", true),
            Ticket = Text("ticket", false),
            ExpiresUtc = Expires(),
            State = State(),
            Conditions = Conditions(mostConditions, longestPattern),
        };
        if (faults.Count > before)
            return null;
        foreach (var fault in ApprovedUseRules.Faults(use, utcNow))
            faults.Add(new(place, fault));
        return faults.Count > before ? null : use;
    }

    private Guid Id()
    {
        if (item.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String && id.TryGetGuid(out var guid) && guid != Guid.Empty)
            return guid;
        faults.Add(new($"{place}.id", "must be a GUID."));
        return Guid.Empty;
    }

    private string Text(string name, bool isRequired)
    {
        if (item.TryGetProperty(name, out var value))
        {
            if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && (text.Length > 0 || !isRequired))
                return text;
            faults.Add(new($"{place}.{name}", "must be a text" + (isRequired ? " that is not empty." : ".")));
        }
        else if (isRequired)
        {
            faults.Add(new($"{place}.{name}", "is missing."));
        }

        return string.Empty;
    }

    private DateTime Expires()
    {
        if (item.TryGetProperty("expires_utc", out var value) && value.ValueKind == JsonValueKind.String
            && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return time.UtcDateTime;
        faults.Add(new($"{place}.expires_utc", "must be a time, for example 2030-01-31T00:00:00Z."));
        return default;
    }

    // A file that says nothing is one that is meant to be in force: it is handed over by whoever answers for it.
    private ApprovedUseState State()
    {
        if (!item.TryGetProperty("state", out var value))
            return ApprovedUseState.Active;
        if (value.ValueKind == JsonValueKind.String && Named<ApprovedUseState>(value.GetString()!) is { } state)
            return state;
        faults.Add(new($"{place}.state", "must be proposed, active, rejected or retired."));
        return default;
    }

    // By name only: the framework's own parsing also takes numbers, and several names for their sum.
    private static T? Named<T>(string name)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (name.Equals(value.ToString(), StringComparison.OrdinalIgnoreCase))
                return value;
        }

        return null;
    }

    private List<UseCondition> Conditions(int most, int longest)
    {
        var conditions = new List<UseCondition>();
        if (!item.TryGetProperty("conditions", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            faults.Add(new($"{place}.conditions", "must be a list."));
            return conditions;
        }

        if (list.GetArrayLength() > most)
        {
            faults.Add(new($"{place}.conditions", $"holds more than {most} conditions."));
            return conditions;
        }

        var index = 0;
        foreach (var value in list.EnumerateArray())
            Condition(value, $"{place}.conditions[{index++}]", longest, conditions);
        return conditions;
    }

    private void Condition(JsonElement value, string where, int longest, List<UseCondition> conditions)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new(where, "must be an object with 'field' and 'pattern'."));
            return;
        }

        foreach (var property in value.EnumerateObject().Where(property => property.Name is not "field" and not "pattern"))
            faults.Add(new($"{where}.{property.Name}", "is not known here."));
        var field = value.TryGetProperty("field", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
        if (field is null || Named<UseField>(field.Replace("_", string.Empty, StringComparison.Ordinal)) is not { } known)
        {
            faults.Add(new($"{where}.field", $"must be one of {string.Join(", ", Enum.GetNames<UseField>())}."));
            return;
        }

        if (!value.TryGetProperty("pattern", out var pattern) || pattern.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(pattern.GetString()))
            faults.Add(new($"{where}.pattern", "must be a text that is not empty."));
        else if (pattern.GetString()!.Length > longest)
            faults.Add(new($"{where}.pattern", $"is longer than {longest:N0} characters."));
        else
            conditions.Add(new UseCondition(known, pattern.GetString()!));
    }
}
