using System.Globalization;
using System.Text.Json;
using TriageConsole.Domain.Baseline;

namespace TriageConsole.Detection.Baseline;

/// <summary>Reads one entry of a baseline file and notes every fault with its place.</summary>
internal sealed class UseReader(string place, JsonElement item, List<BaselineFault> faults)
{
    private const int MostConditions = 64;
    private const int LongestPattern = 4_096;
    private const int MostApprovals = 1_000;

    private static readonly string[] _useKeys =
    [
        "id", "title", "state", "owner", "reason", "ticket", "acknowledgement", "review_utc", "expires_utc", "conditions", "approvals",
    ];

    private static readonly string[] _approvalKeys = ["action", "by", "utc", "note", "is_self"];

    private static readonly string[] _conditionKeys = ["field", "pattern", "is_regex"];

    // What a rule is about, and where that stands.
    private static readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal)
    {
        ["Title"] = "title",
        ["Owner"] = "owner",
        ["Reason"] = "reason",
        ["Expiry"] = "expires_utc",
        ["Conditions"] = "conditions",
    };

    /// <summary>The id of an entry, where it has one.</summary>
    public static Guid? IdOf(JsonElement item) => item.ValueKind == JsonValueKind.Object && item.TryGetProperty("id", out var id)
        && id.ValueKind == JsonValueKind.String && id.TryGetGuid(out var guid) && guid != Guid.Empty ? guid : null;

    public BaselineEntry? Read(DateTime utcNow, bool takesExpired)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new(place, "must be an object."));
            return null;
        }

        var before = faults.Count;
        Unknown(item, place, _useKeys);
        var id = IdOf(item);
        if (id is null)
            faults.Add(new($"{place}.id", "must be a GUID."));
        var use = new ApprovedUse
        {
            Id = id ?? Guid.Empty,
            Title = Text(item, place, "title", true)!,
            Owner = Text(item, place, "owner", true)!,
            Reason = Text(item, place, "reason", true)!,
            Ticket = Text(item, place, "ticket", false) ?? string.Empty,
            ExpiresUtc = Time(item, place, "expires_utc", true) ?? default,
            State = State(),
            Conditions = Conditions(),
        };
        var entry = new BaselineEntry
        {
            Use = use,
            Acknowledgement = Text(item, place, "acknowledgement", false),
            ReviewUtc = Time(item, place, "review_utc", false),
            Approvals = Approvals(),
        };
        if (faults.Count > before)
            return null;
        Rules(use, utcNow, takesExpired);
        return faults.Count > before ? null : entry;
    }

    // What was refused or retired never comes in force, and what has expired was good while it lasted.
    private void Rules(ApprovedUse use, DateTime utcNow, bool takesExpired)
    {
        var isOver = takesExpired || use.State is ApprovedUseState.Rejected or ApprovedUseState.Retired;
        var at = isOver && use.ExpiresUtc <= utcNow && use.ExpiresUtc > DateTime.MinValue ? use.ExpiresUtc.AddTicks(-1) : utcNow;
        foreach (var fault in ApprovedUseRules.Faults(use, at))
        {
            var cut = fault.IndexOf(": ", StringComparison.Ordinal);
            if (cut > 0 && _keys.TryGetValue(fault[..cut], out var key))
                faults.Add(new($"{place}.{key}", fault[(cut + 2)..]));
            else
                faults.Add(new(place, fault));
        }
    }

    private void Unknown(JsonElement of, string where, string[] known)
    {
        foreach (var property in of.EnumerateObject().Where(property => !known.Contains(property.Name)))
            faults.Add(new($"{where}.{property.Name}", "is not known here."));
    }

    private string? Text(JsonElement of, string where, string name, bool isRequired)
    {
        if (of.TryGetProperty(name, out var value))
        {
            if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && (text.Length > 0 || !isRequired))
                return text;
            faults.Add(new($"{where}.{name}", "must be a text" + (isRequired ? " that is not empty." : ".")));
        }
        else if (isRequired)
        {
            faults.Add(new($"{where}.{name}", "is missing."));
        }

        return isRequired ? string.Empty : null;
    }

    private DateTime? Time(JsonElement of, string where, string name, bool isRequired)
    {
        if (!of.TryGetProperty(name, out var value) && !isRequired)
            return null;
        if (value.ValueKind == JsonValueKind.String
            && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return time.UtcDateTime;
        faults.Add(new($"{where}.{name}", "must be a time, for example 2030-01-31T00:00:00Z."));
        return null;
    }

    private bool Flag(JsonElement of, string where, string name)
    {
        if (!of.TryGetProperty(name, out var value))
            return false;
        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            faults.Add(new($"{where}.{name}", "must be true or false."));
        return value.ValueKind == JsonValueKind.True;
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

    private JsonElement.ArrayEnumerator? List(string name, int most)
    {
        if (!item.TryGetProperty(name, out var list) || list.ValueKind != JsonValueKind.Array)
            faults.Add(new($"{place}.{name}", "must be a list."));
        else if (list.GetArrayLength() > most)
            faults.Add(new($"{place}.{name}", $"holds {list.GetArrayLength():N0} {name}; at most {most:N0}."));
        else
            return list.EnumerateArray();
        return null;
    }

    private List<UseCondition> Conditions()
    {
        var conditions = new List<UseCondition>();
        if (List("conditions", MostConditions) is not { } list)
            return conditions;
        var index = 0;
        foreach (var value in list)
            Condition(value, $"{place}.conditions[{index++}]", conditions);
        return conditions;
    }

    private void Condition(JsonElement value, string where, List<UseCondition> conditions)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new(where, "must be an object with 'field' and 'pattern'."));
            return;
        }

        Unknown(value, where, _conditionKeys);
        var isRegex = Flag(value, where, "is_regex");
        var field = value.TryGetProperty("field", out var name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
        if (field is null || Named<UseField>(field.Replace("_", string.Empty, StringComparison.Ordinal)) is not { } known)
        {
            faults.Add(new($"{where}.field", $"must be one of {string.Join(", ", Enum.GetNames<UseField>())}."));
            return;
        }

        if (!value.TryGetProperty("pattern", out var pattern) || pattern.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(pattern.GetString()))
            faults.Add(new($"{where}.pattern", "must be a text that is not empty."));
        else if (pattern.GetString()!.Length > LongestPattern)
            faults.Add(new($"{where}.pattern", $"is longer than {LongestPattern:N0} characters."));
        else if (known == UseField.Schedule && (isRegex ? "cannot be a regular expression." : UseSchedule.Parse(pattern.GetString()!).Fault) is { } window)
            faults.Add(new($"{where}.pattern", window));
        else if (isRegex && UseRegex.Fault(pattern.GetString()!) is { } fault)
            faults.Add(new($"{where}.pattern", fault));
        else
            conditions.Add(new UseCondition(known, pattern.GetString()!, isRegex));
    }

    private List<UseApproval> Approvals()
    {
        var approvals = new List<UseApproval>();
        if (!item.TryGetProperty("approvals", out _) || List("approvals", MostApprovals) is not { } list)
            return approvals;
        var index = 0;
        foreach (var value in list)
        {
            var where = $"{place}.approvals[{index++}]";
            if (value.ValueKind != JsonValueKind.Object)
            {
                faults.Add(new(where, "must be an object with 'action', 'by' and 'utc'."));
                continue;
            }

            Unknown(value, where, _approvalKeys);
            var (by, note) = (Text(value, where, "by", true)!, Text(value, where, "note", false));
            var (utc, isSelf) = (Time(value, where, "utc", true), Flag(value, where, "is_self"));
            if (value.TryGetProperty("action", out var action) && action.ValueKind == JsonValueKind.String && Named<UseAction>(action.GetString()!) is { } known)
                approvals.Add(new UseApproval(known, by, utc ?? default, note, isSelf));
            else
                faults.Add(new($"{where}.action", "must be proposed, approved, rejected or retired."));
        }

        return approvals;
    }
}
