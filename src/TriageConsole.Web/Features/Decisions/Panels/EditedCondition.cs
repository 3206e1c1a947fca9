using TriageConsole.Detection.Baseline;
using TriageConsole.Domain.Baseline;

namespace TriageConsole.Web.Features.Decisions.Panels;

/// <summary>A condition while a person edits it.</summary>
public sealed class EditedCondition
{
    private string? _narrowest;

    public UseField Field { get; init; }

    public string Pattern { get; set; } = string.Empty;

    public bool IsRegex { get; set; }

    /// <summary>Counts the times that the console wrote the pattern, not the person: the field is made anew then.</summary>
    public int Written { get; private set; }

    public bool NamesGroup => UseGroups.KindOf(Field) is not null;

    /// <summary>Neither a name nor a time of the week is a pattern.</summary>
    public bool TakesPattern => !NamesGroup && Field != UseField.Schedule;

    /// <summary>What may be written there, where it is no pattern.</summary>
    public string? Example => Field switch
    {
        UseField.Schedule => "Mon-Fri 22:00-04:00; Sun 00:00-24:00",
        UseField.HostGroup => "Name of a host group",
        UseField.AccountClass => "Name of an account class",
        _ => null,
    };

    public string? Wider => IsRegex || !TakesPattern ? null : PatternLadder.Wider(Field, Pattern);

    public string? Narrower => IsRegex || !TakesPattern || _narrowest is null ? null : PatternLadder.Narrower(Field, Pattern, _narrowest);

    public static EditedCondition Of(UseCondition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return new() { Field = condition.Field, Pattern = condition.Pattern, IsRegex = condition.IsRegex };
    }

    public UseCondition ToCondition() => UsePattern.Canonical(new(Field, Pattern, IsRegex));

    /// <summary>Takes a step of the ladder; the way back leads to where the first step began.</summary>
    public void Step(string pattern)
    {
        _narrowest ??= Pattern;
        Pattern = pattern;
        Written++;
    }
}
