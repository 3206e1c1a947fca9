using TriageConsole.Detection.Locations;
using TriageConsole.Detection.Processes;
using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Identity;

internal sealed class HostCopiedSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "host-copied",
        SignalFamilies.Identity,
        "A proxy host runs from another folder than its own",
        "T1036.005",
        SignalSubject.Host,
        [],
        ["risky", "other"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        var process = context.Process;
        if (process.Identity is not { } identity || identity.Host.Folders.Count == 0 || !process.Image.IsRooted || identity.Kind == IdentityKind.Listed)
            return null;
        if (identity.Host.IsHome(process.Image) || process.Location is LocationClass.System or LocationClass.ProgramFiles)
            return null;
        return context.Find(this, weights[LocationWords.IsRisky(process.Location) ? "risky" : "other"], $"{identity.Host.Title} runs from {LocationWords.Describe(process.Location)}, not from its own folder", null, context.Image("where it lies"));
    }
}
