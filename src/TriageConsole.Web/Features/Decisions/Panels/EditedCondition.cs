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

    public string? Wider => IsRegex || NamesGroup ? null : PatternLadder.Wider(Field, Pattern);

    public string? Narrower => IsRegex || NamesGroup || _narrowest is null ? null : PatternLadder.Narrower(Field, Pattern, _narrowest);

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
