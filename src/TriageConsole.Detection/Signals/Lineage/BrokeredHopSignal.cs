using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Lineage;

internal sealed class BrokeredHopSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "lineage-brokered-hop",
        SignalFamilies.Lineage,
        "A broker started a program moments after a script host could have asked it to",
        null,
        SignalSubject.Descendant,
        [],
        ["hop"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        if (context.Process.Broker is not { } broker)
            return null;
        return context.Find(this, weights["hop"], $"{broker.FileName} started {context.Process.FileName} moments after {context.Process.Parent?.FileName}, which may have asked it to", null,
            context.ParentImage("the recorded parent, a broker")) with
        { WouldChange = "Knowing who called the broker; the link is inferred from time alone." };
    }
}
