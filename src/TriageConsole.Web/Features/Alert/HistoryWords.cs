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
        AlertAction.Undone when line.To is not null => "took a decision back: it is what it was before",
        AlertAction.Undone => "took it back",
        AlertAction.AddedToCase => "put it into a case",
        AlertAction.RemovedFromCase => "took it out of its case",
        AlertAction.Uncovered => "found it no longer covered",
        _ => "changed it",
    };
}
