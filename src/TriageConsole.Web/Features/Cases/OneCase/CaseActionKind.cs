namespace TriageConsole.Web.Features.Cases.OneCase;

/// <summary>What a person is about to do with a case.</summary>
public enum CaseActionKind
{
    Rename,
    Give,
    Close,
    Reopen,
    Merge,
}
