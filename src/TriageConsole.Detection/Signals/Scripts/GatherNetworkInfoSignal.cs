using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Scripts;

internal sealed class GatherNetworkInfoSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "gather-network-info",
        SignalFamilies.ProxyScript,
        "gatherNetworkInfo.vbs collects the network configuration, and not for Windows itself",
        "T1216",
        SignalSubject.Host,
        HostIds.ScriptHosts,
        ["plain"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        if (SignedScriptUse.Find(context, "gather-network-info") is not { } use)
            return null;
        return context.Process.ParentName is "netsh.exe" or "svchost.exe" or "taskeng.exe" or "taskhostw.exe"
            ? null
            : context.Find(this, weights["plain"], "gatherNetworkInfo.vbs was started by hand or by another program", null, context.Words(use.Token, "the signed script"));
    }
}
