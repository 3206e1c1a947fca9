using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Lineage;

internal sealed class BrokerParentSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "lineage-broker-parent",
        SignalFamilies.Lineage,
        "A proxy host with an untrusted payload was started through WMI, a remote session or BITS",
        "T1047",
        SignalSubject.Host,
        [],
        ["broker"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        if (!UntrustedUse.Is(context))
            return null;
        var parent = context.Process.Facts.ParentCommandLine ?? context.Process.Parent?.Facts.CommandLine ?? string.Empty;
        var bits = context.Process.ParentName == "svchost.exe" && parent.Contains("-s bits", StringComparison.OrdinalIgnoreCase);
        return bits || context.Process.ParentName is "wmiprvse.exe" or "wsmprovhost.exe" or "winrshost.exe" or "scrcons.exe"
            ? context.Find(this, weights["broker"], $"{context.Process.FileName} was started through {(bits ? "BITS" : context.Process.ParentName)}", bits ? "T1197" : null, context.ParentImage("who started it"))
            : null;
    }
}
