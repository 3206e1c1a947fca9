using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Components.Controls;

namespace TriageConsole.Web.Features.Decisions.Bulk;

/// <summary>Who did the last thing to an alert, and what, as people read it.</summary>
internal static class StandingWords
{
    public static string Of(AlertStanding standing) => $"{standing.By ?? "The console"} {What(standing)}";

    /// <summary>The deed alone, without who did it.</summary>
    public static string What(AlertStanding standing) => standing.Action switch
    {
        AlertAction.Allowed => "allowed it",
        AlertAction.Escalated => "escalated it",
        AlertAction.Closed => $"closed it as {OutcomeWords.Of(standing.Outcome)}",
        AlertAction.Reopened => "opened it again",
        AlertAction.Assigned => "assigned it",
        AlertAction.Covered => "found an approved use that covers it",
        AlertAction.Uncovered => "found that no approved use covers it any more",
        AlertAction.Rejudged => "judged it again",
        AlertAction.AddedToCase => "put it into a case",
        AlertAction.RemovedFromCase => "took it out of its case",
        AlertAction.Undone => "took a decision on it back",
        _ => "changed it",
    };
}
