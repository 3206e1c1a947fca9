using TriageConsole.Domain.Alerts;

namespace TriageConsole.Web.Components.Controls;

/// <summary>Outcomes as people read them.</summary>
public static class OutcomeWords
{
    public static string Of(AlertOutcome outcome) => outcome switch
    {
        AlertOutcome.TruePositive => "true positive",
        AlertOutcome.BenignPositive => "benign positive",
        AlertOutcome.FalsePositive => "false positive",
        AlertOutcome.Undetermined => "undetermined",
        _ => "undecided",
    };
}
