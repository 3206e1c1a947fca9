using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Signals.Transition;

internal sealed class ChildUnknownSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "child-unknown-signature",
        SignalFamilies.Transition,
        "A signed host starts a program of unknown signature from an untrusted place",
        null,
        SignalSubject.Descendant,
        [],
        ["untrusted", "trusted", "routine"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        var process = context.Process;
        if (!context.Settings.SignedToUnsignedTransition || process.Signature.Status != SignatureStatus.Unknown || !ChildStep.IsTelling(context))
            return null;
        var points = weights[ChildStep.WeightName(context)];
        return points == 0
            ? null
            : context.Find(this, points, $"{context.Proxy.FileName} started {process.FileName}, whose signature is not known, from {LocationWords.Describe(process.Location)}", null,
                context.Image("the program of unknown signature"), new Evidence("Signature", -1, 0, process.Signature.Detail ?? process.Signature.Status.ToString(), "what is known of its signature"))
                with
            { WouldChange = "A valid signature of the child, known by its hash." };
    }
}
