using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Scripts;

internal sealed class UtilityFunctionsSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "utilityfunctions",
        SignalFamilies.ProxyScript,
        "UtilityFunctions.ps1 is made to load a library",
        "T1216",
        SignalSubject.Host,
        HostIds.ScriptHostsAndCarriers,
        ["call"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        if (SignedScriptUse.Find(context, "utilityfunctions") is not { } use)
            return null;
        var text = context.Process.Content;
        return text.Contains("regsnapin", StringComparison.Ordinal)
            ? context.Find(this, weights["call"], "UtilityFunctions.ps1, a signed diagnostics script, registers a library by RegSnapin", null, context.Words(use.Token, "the signed script"), context.WholeLine("what it is made to run"))
            : null;
    }
}
