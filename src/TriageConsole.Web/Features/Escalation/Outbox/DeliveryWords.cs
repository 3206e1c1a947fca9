using TriageConsole.Data.Model;

namespace TriageConsole.Web.Features.Escalation.Outbox;

/// <summary>Where a delivery stands, in words.</summary>
public static class DeliveryWords
{
    public static string Of(DeliveryLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line switch
        {
            { State: DeliveryState.Delivered } => "Delivered",
            { State: DeliveryState.Refused } => "Refused",
            { State: DeliveryState.GaveUp } => $"Given up after {line.Attempts} attempts",
            { TargetIsGone: true } => "Never sent: the target was removed",
            { TargetIsOn: false } => "Waiting: the target is switched off",
            { Attempts: 0 } => "Waiting",
            { LastAnswer: null } => $"Sending, attempt {line.Attempts}",
            _ => $"Attempt {line.Attempts} of {line.MostAttempts} failed",
        };
    }

    public static bool MayRetry(DeliveryLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return !line.TargetIsGone && line.State is DeliveryState.Refused or DeliveryState.GaveUp;
    }
}
