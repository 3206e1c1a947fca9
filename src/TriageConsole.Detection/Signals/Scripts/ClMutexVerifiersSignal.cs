using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Scripts;

internal sealed class ClMutexVerifiersSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "cl-mutexverifiers",
        SignalFamilies.ProxyScript,
        "CL_Mutexverifiers.ps1 is made to run a command",
        "T1216",
        SignalSubject.Host,
        HostIds.ScriptHostsAndCarriers,
        ["call"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        if (SignedScriptUse.Find(context, "cl-mutexverifiers") is not { } use)
            return null;
        var text = context.Process.Content;
        return text.Contains("runafterhascompleted", StringComparison.Ordinal) || text.Contains("runaftercancelprocess", StringComparison.Ordinal) || text.Contains("runafter", StringComparison.Ordinal)
            ? context.Find(this, weights["call"], "CL_Mutexverifiers.ps1, a signed diagnostics script, runs a command", null, context.Words(use.Token, "the signed script"), context.WholeLine("what it is made to run"))
            : null;
    }
}
