using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Components.Controls;
using TriageConsole.Web.Features.Decisions;
using TriageConsole.Web.Hosting.Access;

namespace TriageConsole.Web.Features.Cases;

/// <summary>Cases as people read them.</summary>
internal static class CaseWords
{
    public static string Of(CaseStatus status) => status switch
    {
        CaseStatus.Open => "open",
        CaseStatus.Closed => "closed",
        _ => "merged",
    };

    public static string Of(CaseSummary summary) => summary switch
    {
        { Status: CaseStatus.Merged } => FormattableString.Invariant($"merged into {summary.MergedIntoId}"),
        { Status: CaseStatus.Closed, Outcome: not AlertOutcome.None } => $"closed: {OutcomeWords.Of(summary.Outcome)}",
        _ => Of(summary.Status),
    };

    public static string Of(CaseAction action) => action switch
    {
        CaseAction.Opened => "opened the case",
        CaseAction.Renamed => "renamed it",
        CaseAction.Owned => "gave it to another",
        CaseAction.Closed => "closed it",
        CaseAction.Reopened => "opened it again",
        CaseAction.AlertAdded => "added an alert",
        CaseAction.AlertRemoved => "removed an alert",
        CaseAction.Escalated => "escalated an alert into it",
        CaseAction.Noted => "wrote a note",
        CaseAction.TaskAdded => "added a task",
        CaseAction.TaskChanged => "changed a task",
        CaseAction.TaskDone => "did a task",
        CaseAction.TaskUndone => "took up a task again",
        CaseAction.TaskRemoved => "removed a task",
        CaseAction.MergedFrom => "merged another case into it",
        CaseAction.MergedInto => "merged it into another case",
        _ => "changed it",
    };

    /// <summary>What is wrong, as a command says it; none where it is done.</summary>
    public static async Task<IReadOnlyList<string>> FaultsOfAsync(Func<Task<DecisionResult>> command)
    {
        try
        {
            return await command() switch
            {
                DecisionResult.Invalid invalid => invalid.Faults,
                DecisionResult.Gone gone => [gone.What],
                DecisionResult.Settled settled => [settled.What],
                DecisionResult.Overtaken { Standing: var now } => [$"{now.By ?? "The console"} changed this alert first; look again."],
                _ => [],
            };
        }
        catch (PermissionDeniedException denied)
        {
            // The role was taken away while the page was open.
            return [denied.Message];
        }
    }
}
