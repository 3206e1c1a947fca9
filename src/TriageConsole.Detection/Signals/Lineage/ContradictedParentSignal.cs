using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;
using TriageConsole.Domain.Processes;

namespace TriageConsole.Detection.Signals.Lineage;

internal sealed class ContradictedParentSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "lineage-parent-contradicted",
        SignalFamilies.Lineage,
        "Two records name different parents for a proxy host or its child",
        "T1134.004",
        SignalSubject.Any,
        [],
        ["contradicted"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        return context.Process.Facts.Corroboration == EdgeCorroboration.Contradicted
            ? context.Find(this, weights["contradicted"], "Two records name different parents: the parent may be spoofed", null, context.ParentImage("one of the parents named"))
            : null;
    }
}
