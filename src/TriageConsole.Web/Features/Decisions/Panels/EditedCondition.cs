using TriageConsole.Domain.Baseline;

namespace TriageConsole.Web.Features.Decisions.Panels;

/// <summary>A condition while a person edits it.</summary>
public sealed class EditedCondition
{
    public UseField Field { get; set; }

    public string Pattern { get; set; } = string.Empty;
}
