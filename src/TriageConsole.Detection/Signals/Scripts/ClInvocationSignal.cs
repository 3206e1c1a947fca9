using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Scripts;

internal sealed class ClInvocationSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "cl-invocation",
        SignalFamilies.ProxyScript,
        "CL_Invocation.ps1 is made to run a command",
        "T1216",
        SignalSubject.Host,
        HostIds.ScriptHostsAndCarriers,
        ["call"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        if (SignedScriptUse.Find(context, "cl-invocation") is not { } use)
            return null;
        var text = context.Process.Content;
        return text.Contains("syncinvoke", StringComparison.Ordinal)
            ? context.Find(this, weights["call"], "CL_Invocation.ps1, a signed diagnostics script, runs a command by SyncInvoke", null, context.Words(use.Token, "the signed script"), context.WholeLine("what it is made to run"))
            : null;
    }
}
