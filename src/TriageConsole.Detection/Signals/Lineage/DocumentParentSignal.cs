using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Lineage;

internal sealed class DocumentParentSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "lineage-document-parent",
        SignalFamilies.Lineage,
        "A document, mail or browser program started a proxy host",
        "T1204.002",
        SignalSubject.Host,
        [],
        ["documents", "mail", "browsers", "archivers"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        if (!UntrustedUse.Is(context))
            return null;
        var name = context.Process.ParentName;
        foreach (var set in (ReadOnlySpan<string>)["documents", "mail", "browsers", "archivers"])
        {
            if (context.Reference.IsIn(set, name))
                return context.Find(this, weights[set], $"{name} started {context.Process.FileName}", null, context.ParentImage("who started it"));
        }

        return null;
    }
}
