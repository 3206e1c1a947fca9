using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Scripts;

internal sealed class ClLoadAssemblySignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "cl-loadassembly",
        SignalFamilies.ProxyScript,
        "CL_LoadAssembly.ps1 is made to load an assembly",
        "T1216",
        SignalSubject.Host,
        HostIds.ScriptHostsAndCarriers,
        ["call"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        if (SignedScriptUse.Find(context, "cl-loadassembly") is not { } use)
            return null;
        var text = context.Process.Content;
        return text.Contains("loadassemblyfrompath", StringComparison.Ordinal) || text.Contains("loadassemblyfromns", StringComparison.Ordinal) || text.Contains("loadassembly ", StringComparison.Ordinal)
            ? context.Find(this, weights["call"], "CL_LoadAssembly.ps1, a signed diagnostics script, loads an assembly", null, context.Words(use.Token, "the signed script"), context.WholeLine("what it is made to run"))
            : null;
    }
}
