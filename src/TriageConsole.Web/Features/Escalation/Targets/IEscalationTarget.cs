namespace TriageConsole.Web.Features.Escalation.Targets;

/// <summary>
/// A kind of place outside that escalations are sent to: a folder of its own under <c>Targets</c>, one line in
/// <c>EscalationSetup</c>, and the contract test runs over it. It keeps no state.
/// </summary>
public interface IEscalationTarget
{
    /// <summary>What a stored target names its kind by, for ever: lower case.</summary>
    string Kind { get; }

    /// <summary>What people call the kind.</summary>
    string Title { get; }

    /// <summary>One sentence on what arrives there.</summary>
    string Summary { get; }

    /// <summary>What must be filled in.</summary>
    IReadOnlyList<TargetField> Fields { get; }

    /// <summary>Everything that is wrong with the settings beyond what <see cref="Fields"/> says of each field alone.</summary>
    IEnumerable<TargetFault> ValidateSettings(TargetSettings settings);

    /// <summary>Where it leads, for lists: never a secret, never a whole address.</summary>
    string Describe(TargetSettings settings);

    /// <summary>
    /// Makes one attempt. What a target may answer is a value; faults of connecting may be thrown, and
    /// <see cref="Sending.ConnectFaults"/> says what they mean. The caller sets the time limit.
    /// </summary>
    Task<DeliveryOutcome> SendAsync(TargetSettings settings, Delivery delivery, CancellationToken cancel);
}

/// <summary>Something that was filled in will not do.</summary>
/// <param name="Field">Name of the field; empty for the whole.</param>
/// <param name="Says">A sentence for people.</param>
public sealed record TargetFault(string Field, string Says);
