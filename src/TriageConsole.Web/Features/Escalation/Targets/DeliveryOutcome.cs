namespace TriageConsole.Web.Features.Escalation.Targets;

/// <summary>How one attempt ended. The words may quote what the target said: foreign text.</summary>
public abstract record DeliveryOutcome
{
    private DeliveryOutcome()
    {
    }

    public abstract string Words { get; }

    /// <summary>The target has it.</summary>
    public sealed record Delivered(string Answer) : DeliveryOutcome
    {
        public override string Words => Answer;
    }

    /// <summary>It may well work later.</summary>
    /// <param name="Reason">Why not now.</param>
    /// <param name="After">How long the target asked to be left alone; null where it did not say.</param>
    public sealed record Again(string Reason, TimeSpan? After = null) : DeliveryOutcome
    {
        public override string Words => Reason;
    }

    /// <summary>The same again would be refused again, until somebody changes something.</summary>
    public sealed record Refused(string Reason) : DeliveryOutcome
    {
        public override string Words => Reason;
    }
}
