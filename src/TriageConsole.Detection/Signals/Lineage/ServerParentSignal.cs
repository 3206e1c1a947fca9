using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Lineage;

internal sealed class ServerParentSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "lineage-server-parent",
        SignalFamilies.Lineage,
        "A web server or database started a proxy host",
        "T1505.003",
        SignalSubject.Host,
        [],
        ["server"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        if (context.Process.Identity!.Host.Spawns == SpawnHabit.Routine && !UntrustedUse.Is(context))
            return null;
        return context.Reference.IsIn("servers", context.Process.ParentName)
            ? context.Find(this, weights["server"], $"{context.Process.ParentName}, a server program, started {context.Process.FileName}", null, context.ParentImage("who started it"))
            : null;
    }
}
