using TriageConsole.Detection.Reference;
using TriageConsole.Domain.Detection;

namespace TriageConsole.Detection.Signals.Scripts;

internal sealed class PesterInjectionSignal(SignalWeights weights) : ISignal
{
    /// <summary>What the catalogue says of it.</summary>
    public static SignalInfo About { get; } = new(
        "pester-injected-command",
        SignalFamilies.ProxyScript,
        "Pester.bat is handed code in place of a test name",
        "T1216",
        SignalSubject.Host,
        HostIds.ScriptHostsAndCarriers,
        ["call"]);

    /// <inheritdoc/>
    public SignalInfo Info => About;

    /// <inheritdoc/>
    public Finding? Judge(SignalContext context)
    {
        if (SignedScriptUse.Find(context, "pester") is not { } use)
            return null;
        var rest = use.After(context.Process.Line);
        return rest.AsSpan().IndexOfAny(";|&") >= 0
            ? context.Find(this, weights["call"], "Pester.bat, a script that Windows ships, runs code from its argument", null,
                context.Words(use.Token, "the script"), context.WholeLine("code after a semicolon"))
            : null;
    }
}
