using TriageConsole.Web.Features.Escalation.Targets;

namespace TriageConsole.Web.Features.Escalation.Page;

/// <summary>What was filled in, ready to be stored, or everything that is wrong with it.</summary>
public sealed record FilledTarget(
    IReadOnlyDictionary<string, string> Values, IReadOnlyDictionary<string, string> Secrets, int TimeoutSeconds, int PerMinute, IReadOnlyList<TargetFault> Faults);

/// <summary>Checks a target that was filled in.</summary>
public static class TargetCheck
{
    public const int LongestName = 64;
    public const int LongestTimeout = 300;
    public const int HighestRate = 6_000;

    /// <param name="kind">Its kind.</param>
    /// <param name="edit">What was filled in.</param>
    /// <param name="storedValues">What is stored; null for a new target.</param>
    /// <param name="storedSecrets">The stored secrets; null where there are none or they cannot be read.</param>
    public static FilledTarget Check(
        IEscalationTarget kind, TargetEdit edit, IReadOnlyDictionary<string, string>? storedValues, IReadOnlyDictionary<string, string>? storedSecrets)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(edit);
        List<TargetFault> faults = [];
        var name = edit.Name.Trim();
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
            faults.Add(new(TargetEdit.NameField, $"Name: 1 to {LongestName} characters."));
        var timeout = TargetEdit.Number(edit.Timeout);
        if (timeout is not (>= 1 and <= LongestTimeout))
            faults.Add(new(TargetEdit.TimeoutField, $"Time-out: 1 to {LongestTimeout} seconds."));
        var rate = TargetEdit.Number(edit.PerMinute);
        if (rate is not (>= 0 and <= HighestRate))
            faults.Add(new(TargetEdit.RateField, $"Attempts a minute: 0 (no limit) to {HighestRate}."));
        var moved = storedValues is not null && kind.Fields.Any(field => field.IsDestination && Typed(edit, field) != storedValues.GetValueOrDefault(field.Name, string.Empty));
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        Dictionary<string, string> secrets = new(StringComparer.Ordinal);
        foreach (var field in kind.Fields)
        {
            var value = Typed(edit, field);
            if (field.Kind != TargetFieldKind.Secret)
            {
                values[field.Name] = value;
            }
            else if (value.Length == 0 && storedSecrets?.GetValueOrDefault(field.Name) is { Length: > 0 } kept)
            {
                // Else whoever may change a target could have its secret sent to a machine of their own.
                if (moved)
                    faults.Add(new(field.Name, $"{field.Label}: enter it again, since it would be sent elsewhere."));
                secrets[field.Name] = value = kept;
            }
            else if (value.Length > 0)
            {
                secrets[field.Name] = value;
            }

            if (field.FaultIn(value) is { } fault)
                faults.Add(new(field.Name, fault));
        }

        faults.AddRange(kind.ValidateSettings(new TargetSettings(values, secrets)));
        return new(values, secrets, timeout ?? 0, rate ?? 0, faults);
    }

    // A secret is taken as it was typed; a blank at its end may belong to it.
    private static string Typed(TargetEdit edit, TargetField field)
    {
        var value = edit.Values.GetValueOrDefault(field.Name, string.Empty);
        return field.Kind == TargetFieldKind.Secret ? value : value.Trim();
    }
}
