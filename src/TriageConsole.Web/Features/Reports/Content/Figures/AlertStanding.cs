using TriageConsole.Domain.Alerts;
using TriageConsole.Web.Features.Coverage;

namespace TriageConsole.Web.Features.Reports.Content.Figures;

/// <summary>How an alert stands, as the one word that is counted.</summary>
internal static class AlertStanding
{
    public static OutcomeWord Of(AlertStatus status, AlertOutcome outcome) => (status, outcome) switch
    {
        (AlertStatus.Closed, AlertOutcome.TruePositive) => OutcomeWord.TruePositive,
        (AlertStatus.Closed, AlertOutcome.BenignPositive) => OutcomeWord.BenignPositive,
        (AlertStatus.Closed, AlertOutcome.FalsePositive) => OutcomeWord.FalsePositive,
        (AlertStatus.Closed, _) => OutcomeWord.Undetermined,
        (AlertStatus.Escalated, _) => OutcomeWord.Escalated,
        (AlertStatus.Allowed, _) => OutcomeWord.Allowed,
        (AlertStatus.AllowedPending, _) => OutcomeWord.AllowedPending,
        (AlertStatus.Covered, _) => OutcomeWord.Covered,
        _ => OutcomeWord.Open,
    };
}
