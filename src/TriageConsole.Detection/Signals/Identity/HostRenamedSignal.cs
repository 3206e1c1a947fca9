using TriageConsole.Detection.Processes;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Identity;

internal sealed class HostRenamedSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "host-renamed",
        SignalFamilies.Identity,
        "A proxy host runs under another name",
        "T1036.003",
        SignalSubject.Host,
        [],
        ["renamed"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        return context.Process.Identity is { Kind: IdentityKind.Renamed } identity
            ? context.Find(this, weights["renamed"], $"{context.Process.FileName} is {identity.Host.Title} under another name", null,
                context.Image("its name"), new Evidence("OriginalFileName", -1, 0, context.Process.Facts.OriginalFileName ?? string.Empty, "what its version resource says"))
            : null;
    }
}
