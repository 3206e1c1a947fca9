using TriageConsole.Data.Model;
using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Components.Controls;

namespace TriageConsole.Web.Features.Alert;

/// <summary>A line of history as people read it.</summary>
internal static class HistoryWords
{
    public static string Of(AlertHistoryRow line) => line.Action switch
    {
        AlertAction.Raised => "raised it",
        AlertAction.Rejudged => "judged it again",
        AlertAction.Allowed when line.To == AlertStatus.Allowed => "approved what was allowed",
        AlertAction.Allowed => "allowed it, pending review",
        AlertAction.Escalated => "escalated it",
        AlertAction.Closed when line.Outcome is { } outcome and not AlertOutcome.None => $"closed it as {OutcomeWords.Of(outcome)}",
        AlertAction.Closed => "closed it",
        AlertAction.Reopened => "opened it again",
        AlertAction.Assigned => "assigned it",
        AlertAction.Commented => "commented",
        AlertAction.Covered => "found it covered by an approved use",
        AlertAction.Uncovered => "found it no longer covered",
        AlertAction.Undone => "took the last decision back",
        _ => "changed it",
    };
}
